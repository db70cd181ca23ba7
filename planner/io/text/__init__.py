"""Bytes and texts go in, tables and checked records come out, with what is wrong in them."""
