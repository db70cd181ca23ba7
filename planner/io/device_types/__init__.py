"""Reads NetBox's device types: a YAML file, a folder or a zip goes in, rows of parts come out."""
