"""Writes one's own catalog, row by row: a row as it was seen and as it shall be goes in."""
