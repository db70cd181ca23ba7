"""The catalog goes in, the page Catalog comes out: parts, offers, uploads."""
