"""A plan goes in, and what each unit of it carries comes out: ports, watts, places, limits."""
