"""One file goes in, one record comes out, and back: builds, requirements, bills, certificates."""
