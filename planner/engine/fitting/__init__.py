"""The parts of a bill go in, and who finds a place on whom comes out: drives, modules, plugs."""
