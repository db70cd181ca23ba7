"""Sentences that name parts by their numbers, told by their names."""

from planner.model.catalog import Catalog


def named(sentence: str, catalog: Catalog) -> str:
    """Return a sentence with the name of each part in place of its number."""
    parts = catalog.by_number
    words = []
    for word in sentence.split(" "):
        bare = word.strip("(),.;")
        words.append(word.replace(bare, parts[bare].name) if bare in parts else word)
    return " ".join(words)
