"""The nouns: what a part, a price, a rate, a build and a costed bill are. Imports no other room."""
