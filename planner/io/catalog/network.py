"""What links carry, and the traffic profiles, from `network.toml` of a catalog folder."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.io.readers.csv import file_content
from planner.io.text.toml import MOST_MISTAKES, TomlText, mistakes, not_looked_at, read_keys
from planner.model.codes import NETWORK_MISSING
from planner.model.findings import Cell, Finding, Severity
from planner.model.network import LinkRule, NetworkFacts, Profile
from planner.model.record import Record

FILE = "network.toml"
_LISTS = ("links", "profiles")
_R = TypeVar("_R", bound=Record)


def load_network(folder: Path) -> tuple[NetworkFacts, tuple[Finding, ...]]:
    """Read the network facts of a catalog folder. A folder without the file has none."""
    path = folder / FILE
    if not path.exists() and not path.is_symlink():
        return NetworkFacts(), (_missing(folder),)
    content, unread = file_content(path, FILE)
    return (NetworkFacts(), unread) if content is None else read_network(content)


def read_network(content: bytes) -> tuple[NetworkFacts, tuple[Finding, ...]]:
    """Read network facts from the bytes of a TOML file.

    A link or a profile with a mistake in it is left out, with one finding for each mistake; of two
    with one name the first stays.
    """
    hint = "Compare it with the one that comes with the planner."
    keys, text, notes = read_keys(FILE, content, what="network", hint=hint)
    if keys is None:
        return NetworkFacts(), notes
    twice: list[tuple[tuple[int | str, ...], str]] = []
    lists = {name: keys.pop(name) for name in _LISTS if isinstance(keys.get(name), list)}
    _, errors = _checked(NetworkFacts, keys, ())
    links: dict[str, LinkRule] = {}
    profiles: dict[str, Profile] = {}
    for index, each in enumerate(lists.get("links", ())):
        rule, wrong = _checked(LinkRule, each, ("links", index))
        errors += wrong
        if rule is not None and links.setdefault(rule.link, rule) is not rule:
            twice.append((("links", index, "link"), rule.link))
    for index, each in enumerate(lists.get("profiles", ())):
        profile, wrong = _checked(Profile, each, ("profiles", index))
        errors += wrong
        if profile is not None and profiles.setdefault(profile.name, profile) is not profile:
            twice.append((("profiles", index, "name"), profile.name))
    written = TomlText(FILE, text)
    findings = [*notes, *(_twice(written, *each) for each in twice[:MOST_MISTAKES])]
    findings += not_looked_at(FILE, len(twice) - MOST_MISTAKES, what="network")
    findings += mistakes(FILE, text, errors, root=NetworkFacts, what="network")
    facts = NetworkFacts(links=tuple(links.values()), profiles=tuple(profiles.values()))
    return facts, tuple(findings)


def _checked(
    model: type[_R], value: object, place: tuple[int | str, ...]
) -> tuple[_R | None, list[ErrorDetails]]:
    """Return the record a value makes, or what is wrong with it, with its place in the file."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        found = error.errors(include_url=False)
    for each in found:
        each["loc"] = (*place, *each["loc"])
    return None, found


def _twice(text: TomlText, location: tuple[int | str, ...], name: str) -> Finding:
    return Finding(
        code="network-twice",
        severity=Severity.ERROR,
        subject=name,
        message=f"{name!r} is described above already; that one is kept.",
        hint="Remove one, or give it its own name.",
        cell=text.place_of(location, name),
    )


def _missing(folder: Path) -> Finding:
    return Finding(
        code=NETWORK_MISSING,
        severity=Severity.ERROR,
        subject=FILE,
        message=f"There is no such file in {str(folder)!r}, so there are no traffic profiles.",
        hint="Copy the one that comes with the planner.",
        cell=Cell(file=FILE),
    )
