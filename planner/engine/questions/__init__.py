"""A sized cluster goes in, answers about it come out: more nodes, trade-offs, conflicts, why."""
