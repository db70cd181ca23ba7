"""What a visitor opens goes in, a page comes out: one script each, named in `ui/menu.py`."""
