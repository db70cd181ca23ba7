"""A plan goes in, the page Plan comes out: lines, total, findings, chooser."""
