"""A file of one format goes in, tables of text come out: a member for each format."""
