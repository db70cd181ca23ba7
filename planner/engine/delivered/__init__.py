"""A requirement and a market go in, a build and its basket come out, chosen in one program."""
