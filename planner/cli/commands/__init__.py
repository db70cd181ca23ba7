"""Arguments go in, an answer comes out: one module for each group of commands."""
