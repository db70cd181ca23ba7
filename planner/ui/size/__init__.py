"""A requirement goes in, the page Configure comes out: form, proposal, curve and trade-offs."""
