"""Values go in, elements of a page come out; no visit is known here."""
