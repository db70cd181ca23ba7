"""An address goes in, the bytes of one page come out, or what keeps them from us: with manners."""
