"""Several builds go in, the page Compare comes out."""
