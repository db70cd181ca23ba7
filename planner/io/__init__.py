"""Doors: everything that reads or writes files, histories and networks, one module per door."""
