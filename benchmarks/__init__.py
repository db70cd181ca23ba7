"""How fast the planner is, measured beside something plain of the same kind in the same run."""
