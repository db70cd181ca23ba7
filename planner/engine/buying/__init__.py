"""Needs, offers and vendors go in, the cheapest basket with its proof comes out."""
