"""Finds the bill of materials in the grids of any file: its lines, sums, doubts; picks no part."""
