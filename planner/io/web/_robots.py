"""What a site's robots.txt allows, as RFC 9309 says it.

Python's own reader knows neither `*` and `$` in paths nor that the longest rule counts (section
2.2.2 of https://www.rfc-editor.org/rfc/rfc9309), with which shops write their rules today.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

# "at least 500 kibibytes" (section 2.5): what stands below is not read.
MOST_BYTES = 500 * 1024
_MOST_RULE = 2000
_LINE = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Robots:
    """Rules for one visitor: (path, allowed), and the seconds it is asked to wait, if any."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay_s: int | None = None

    def allows(self, target: str) -> bool:
        """Tell whether a path with its query may be asked; of two rules as long, allow counts."""
        path = _plain(target)
        if path == "/robots.txt":
            return True
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, path)]
        return max(fitting)[1] if fitting else True


ALL = Robots()


def read_robots(content: bytes, agent: str) -> Robots:
    """Return the rules for a visitor of this name, or those for all where it has none of its own.

    Groups for the same visitor count together (section 2.2.1).
    """
    lines = _LINE.split(content[:MOST_BYTES].decode("utf-8-sig", "replace"))
    groups = list(_groups(lines))
    mine = [lines for names, lines in groups if any(_is_for(name, agent) for name in names)]
    chosen = mine or [lines for names, lines in groups if "*" in names]
    rules: list[tuple[str, bool]] = []
    delays: list[int] = []
    for key, value in (line for lines in chosen for line in lines):
        if key == "crawl-delay":
            delays += [int(value)] if re.fullmatch("[0-9]{1,6}", value) else []
        elif value and len(value) <= _MOST_RULE:
            # Many stars in a row mean what one means, and cost more to look for.
            rules.append((re.sub(r"\*+", "*", _plain(value)), key == "allow"))
    return Robots(tuple(rules), max(delays, default=None))


def _is_for(name: str, agent: str) -> bool:
    # A visitor's own name is its letters up to a slash or a blank.
    token = re.match("[a-zA-Z_-]*", name)
    return bool(token and token[0]) and token[0].lower() == agent.lower()  # type: ignore[index]


def _groups(lines: Iterable[str]) -> Iterable[tuple[list[str], list[tuple[str, str]]]]:
    """Yield visitors' names with the lines that hold for them."""
    names: list[str] = []
    rules: list[tuple[str, str]] = []
    for line in lines:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if rules:
                yield names, rules
                names, rules = [], []
            names.append(value)
        elif key in ("allow", "disallow", "crawl-delay") and names:
            rules.append((key, value))
    if names:
        yield names, rules


def _plain(path: str) -> str:
    """Return a path in one spelling: what needs no percent sign has none (section 2.2.2)."""
    return quote(unquote_to_bytes(path), safe="/:@!$&'()*+,;=~-._?")


def _fits(rule: str, path: str) -> bool:
    """Tell whether a rule's path, with `*` for anything and `$` for the end, fits a path."""
    ends = rule.endswith("$")
    pieces: Sequence[str] = rule.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    position = len(pieces[0])
    for piece in pieces[1:-1] if ends else pieces[1:]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if not ends:
        return True
    if len(pieces) == 1:
        return position == len(path)
    return len(path) - len(pieces[-1]) >= position and path.endswith(pieces[-1])
