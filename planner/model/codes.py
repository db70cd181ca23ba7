"""Codes of findings that more than their maker must know."""

# What a rule could not judge for want of a fact: neither a yes nor a no.
UNCHECKED = "not-checked"


# A part that is made for something else: what these say keeps it from being chosen, too.
MISFITS = frozenset({"hat-misfit", "case-misfit", "storage-misfit", "module-misfit"})
