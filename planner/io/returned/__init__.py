"""Finds what was changed in a workbook: the grids as exported and as brought back go in."""
