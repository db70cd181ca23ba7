"""Nothing goes in but who comes; the first page comes out: ways to begin, and an example."""
