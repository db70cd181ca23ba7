"""A search and the parts of a catalog go in, the parts that it means come out, best first."""
