"""A requirement goes in, the page Size comes out: form, proposal, curve, trade-offs, wiring."""
