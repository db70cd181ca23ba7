"""Plan, cost, compare and export the bill of materials of a small cluster."""

__version__ = "0.1.0"
