"""Two builds go in, the page Upgrade comes out."""
