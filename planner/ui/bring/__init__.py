"""The page Import: a list in any form goes in; what was read is shown, asked and opened."""
