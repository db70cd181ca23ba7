"""Records of model go in, drawings as SVG come out: wirings, racks, parts; no screen is known."""
