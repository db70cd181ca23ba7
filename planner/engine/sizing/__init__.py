"""A requirement and a catalog go in, the best build comes out, wired, proven and judged."""
