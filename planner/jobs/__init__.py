"""The one door: a question and a catalog folder go in, a record of model comes out."""
