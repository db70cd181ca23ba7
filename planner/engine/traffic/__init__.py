"""A plan and what is known of networks go in, what nodes and cluster move comes out."""
