"""A program of whole numbers goes in, a proven answer comes out; no part is known here."""
