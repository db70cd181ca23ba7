"""A catalog folder or uploaded files go in, parts, offers, vendors and rates come out."""
