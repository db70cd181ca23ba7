"""An edited build as a short text for a link, and back.

The text says what differs from the reference build, so it stays short, and a link that was sent
opens the same numbers. It comes from outside: whatever cannot be read is refused as a whole.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from planner.engine.planning.edit import with_positions
from planner.model.build import Build, Position

# A link is read by a person's browser; a text longer than this was not made here.
MAX_TOKEN = 20_000
MAX_JSON = 400_000
# What a proposal brings along beside its positions.
_ABOUT = "build"
_OF_THE_BUILD = ("title", "uplinks", "networks", "power_by", "headroom_percent", "wiring")


def token_of(edited: Build, reference: Build) -> str:
    """Return what differs from the reference copy: a list of kept, changed and new positions."""
    entries: list[Any] = [_entry(position, reference.positions) for position in edited.positions]
    about, usual = _about(edited), _about(reference)
    changed = {name: value for name, value in about.items() if value != usual[name]}
    if changed:
        entries.append({_ABOUT: changed})
    packed = zlib.compress(json.dumps(entries, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def build_of(token: str, reference: Build) -> Build | None:
    """Return the build a token stands for, or None if the token cannot be read."""
    try:
        entries = json.loads(_unpacked(token))
        about: dict[str, Any] = {}
        if entries and isinstance(entries[-1], Mapping) and _ABOUT in entries[-1]:
            about = _known(entries.pop()[_ABOUT])
        positions = tuple(_position(entry, reference.positions) for entry in entries)
        # Checked as a whole, and settled as if each change had been made here.
        changed = Build.model_validate({**dict(reference), **about, "positions": positions})
        settled = with_positions(reference, changed.positions)
        return settled.model_copy(update={name: getattr(changed, name) for name in about})
    except (ValidationError, ValueError, TypeError, IndexError, KeyError, binascii.Error):
        return None


def _about(build: Build) -> dict[str, Any]:
    facts: dict[str, Any] = build.model_dump(mode="json", include=set(_OF_THE_BUILD))
    return facts


def _known(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a link may say of a build beside its positions; anything else is refused."""
    if not set(about) <= set(_OF_THE_BUILD):
        raise ValueError("unknown facts")
    return dict(about)


def _unpacked(token: str) -> bytes:
    if len(token) > MAX_TOKEN:
        raise ValueError("too long")
    packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, MAX_JSON)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if unpacker.unconsumed_tail:
        raise ValueError("too much")
    return text


def _entry(position: Position, known: tuple[Position, ...]) -> Any:
    """Return an index for a position as it was, [index, changes] for a changed one, else all."""
    if position in known:
        return known.index(position)
    mine = _facts(position)
    for index, candidate in enumerate(known):
        if (candidate.part_number, candidate.slot) == (position.part_number, position.slot):
            theirs = _facts(candidate)
            names = sorted({*mine, *theirs})
            changes = {n: mine.get(n) for n in names if mine.get(n) != theirs.get(n)}
            return [index, changes]
    return mine


def _facts(position: Position) -> dict[str, Any]:
    facts: dict[str, Any] = position.model_dump(mode="json", exclude_defaults=True)
    return facts


def _position(entry: Any, known: tuple[Position, ...]) -> Position:
    if isinstance(entry, int):
        return known[entry]
    if isinstance(entry, Mapping):
        return Position.model_validate(entry)
    index, changes = entry
    facts = {**_facts(known[index]), **changes}
    return Position.model_validate({name: v for name, v in facts.items() if v is not None})
