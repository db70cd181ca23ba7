"""A build and its catalog go in, a plan, its cost, an upgrade or a comparison comes out."""
