"""Which column names the things: by its heading, its words, and where it is filled."""

from collections.abc import Sequence

from planner.io.bills._headings import Region
from planner.io.bills._profiles import Profile
from planner.io.bills._words import Role

# So many lines, from all over a table, tell what its columns look like.
_SAMPLE = 1_000


def name_column(region: Region, profiles: Sequence[Profile], numbers: Sequence[int]) -> int | None:
    """Return the column that names the things, by its heading, its words and where it is filled."""
    lines = [line for line in region.lines if any(line.value(c).is_numeric for c in numbers)]
    lines = lines[:: -(-len(lines) // _SAMPLE) or 1]
    best: tuple[float, int] | None = None
    for position, profile in enumerate(profiles):
        if profile.column in numbers or not profile.filled or 2 * profile.numbers > profile.filled:
            continue
        filled = [line for line in lines if line.text(profile.column)]
        texts = [line.text(profile.column) for line in filled]
        if not texts:
            continue
        score = 3 * profile.role(Role.NAME) + 1.5 * profile.role(Role.DESCRIPTION)
        if not score and profile.roles:
            score -= 2.0
        score += 2 * len(filled) / len(lines) + len(filled) / profile.filled
        score += 2 * sum(not _is_code(text) for text in texts) / len(texts)
        score += 0.5 * min(20, sum(map(len, texts)) / len(texts)) / 20 - 0.15 * position
        if best is None or score > best[0]:
            best = score, profile.column
    return None if best is None else best[1]


def _is_code(text: str) -> bool:
    """Tell whether a text looks like a number of a part, an address or a mark."""
    if "://" in text or not any(each.isalpha() for each in text):
        return True
    return " " not in text and any(each.isdigit() for each in text) and text.isascii()
