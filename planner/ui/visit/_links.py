"""An edited build as a short text for a link, and back.

The text says what differs from the build that it is told against, so it stays short, and a link
that was sent opens the same numbers. It comes from outside: whatever cannot be read is refused as a
whole.
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
from planner.model.offers import Offer
from planner.model.parts import BasePart, Part
from planner.model.vendors import Vendor

# A link is read by a person's browser; a text longer than this was not made here.
MAX_TOKEN = 20_000
MAX_JSON = 400_000
# What a build is beside its positions, and the mark of the build that the text is told against.
_ABOUT, _AGAINST = "build", "of"
_NOT_ABOUT = {"name", "positions"}
_BROUGHT = ("parts", "offers", "vendors")
_NAMES = set(Build.model_fields) - _NOT_ABOUT


def token_of(edited: Build, reference: Build, *, against: str = "") -> str | None:
    """Return what differs from the reference copy: a list of kept, changed and new positions.

    `against` is a mark of what the copy was made of, so that whoever reads the text can tell
    whether it is the same still. None for more than a link may hold.
    """
    entries = list[Any]()
    room = MAX_JSON
    for position in edited.positions:
        entry = _entry(position, reference.positions)
        entries.append(entry)
        # Seen here, for what is too long need not be told to its end: with each change once more.
        room -= len(_json(entry))
        if room < 0:
            return None
    about, usual = _about(edited), _about(reference)
    changed = {name: value for name, value in about.items() if value != usual[name]}
    more = ({_ABOUT: changed} if changed else {}) | ({_AGAINST: against} if against else {})
    if more:
        entries.append(more)
    text = _json(entries).encode()
    if len(text) > MAX_JSON:
        return None
    token = base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")
    return token if len(token) <= MAX_TOKEN else None


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def build_of(token: str, reference: Build) -> Build | None:
    """Return the build a token stands for, or None if the token cannot be read."""
    try:
        entries, more = _opened(token)
        about = _known(more.get(_ABOUT, {}))
        positions = tuple(_position(entry, reference.positions) for entry in entries)
        # Checked as a whole, and settled as if each change had been made here.
        changed = Build.model_validate({**dict(reference), **about, "positions": positions})
        in_kits = reference.model_copy(update={"kits": changed.kits})
        settled = with_positions(in_kits, changed.positions)
        return settled.model_copy(update={name: getattr(changed, name) for name in about})
    except _UNREADABLE:
        return None


def against(token: str) -> str:
    """Return the mark of the build that a token is told against; empty if it says none."""
    try:
        return str(_opened(token)[1].get(_AGAINST, ""))
    except _UNREADABLE:
        return ""


# RecursionError: brackets in brackets, a hundred thousand deep.
_UNREADABLE = (
    ValidationError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    RecursionError,
    binascii.Error,
)


def _opened(token: str) -> tuple[list[Any], Mapping[str, Any]]:
    """Return the positions of a token, and what else it says."""
    entries = json.loads(_unpacked(token))
    if not isinstance(entries, list):
        raise TypeError("no list")
    last = entries[-1] if entries else None
    if isinstance(last, Mapping) and set(last) <= {_ABOUT, _AGAINST}:
        return entries[:-1], last
    return entries, {}


def _about(build: Build) -> dict[str, Any]:
    facts: dict[str, Any] = build.model_dump(mode="json", exclude={*_NOT_ABOUT, *_BROUGHT})
    # What a row is by default need not be told; its category is what tells parts apart.
    facts |= {name: [_row(each) for each in getattr(build, name)] for name in _BROUGHT}
    # Where there are none they are not dumped, and a link must be able to say that.
    facts.setdefault("kits", [])
    facts.setdefault("spare_rules", [])
    facts.setdefault("for_all_copies", [])
    return facts


def _row(brought: Part | Offer | Vendor) -> dict[str, Any]:
    row: dict[str, Any] = brought.model_dump(mode="json", exclude_defaults=True)
    return row | ({"category": brought.category} if isinstance(brought, BasePart) else {})


def _known(about: Any) -> dict[str, Any]:
    """Return what a link may say of a build beside its positions; anything else is refused."""
    if not isinstance(about, Mapping) or not set(about) <= _NAMES:
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
