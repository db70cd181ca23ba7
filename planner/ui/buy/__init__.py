"""A bill goes in, the page Buy comes out: terms, basket, savings, orders."""
