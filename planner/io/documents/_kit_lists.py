"""Lists of parts and kits as a file has them: which line is a kit, and what is wrong in a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError, create_model
from pydantic_core import ErrorDetails

from planner.model.build import Build, BuildName, PartLine
from planner.model.kits import KitName, KitQuantity, KitTitle
from planner.model.record import Record

Keys = dict[str, Any]
Place = tuple[int | str, ...]


class KitUse(Record):
    """A line of a list that is a kit: so many of it."""

    kit: KitName
    quantity: KitQuantity
    why: str = ""


class WrittenLine(PartLine):
    """Every key that a line of a list may have, be it a part or a kit."""

    kit: KitName | None = None


class KitHead(Record):
    """What a kit says beside its lines: `build` is the build whose parts it has."""

    name: KitName
    title: KitTitle = ""
    build: BuildName | None = None


class WrittenKit(KitHead):
    """A kit as a file has it, with its lines."""

    positions: tuple[PartLine | KitUse, ...] = ()


class _KitHeads(Record):
    kits: tuple[KitHead, ...]


class _PartLines(Record):
    positions: tuple[PartLine, ...]


class _KitUses(Record):
    positions: tuple[KitUse, ...]


class _AnyKit(KitHead):
    positions: tuple[WrittenLine, ...] = ()


# A build as a file has it. Of what is read and written here it says the keys and their order.
WrittenBuild: type[Build] = create_model(
    "WrittenBuild",
    __base__=Build,
    kits=(tuple[_AnyKit, ...], ()),
    positions=(tuple[WrittenLine, ...], ()),
)


@dataclass(frozen=True)
class LineAt:
    """A line that is right in itself, and where it stands in its file."""

    line: PartLine | KitUse
    place: Place


@dataclass(frozen=True)
class KitAt:
    """A kit with its lines, and where it stands in its file."""

    head: KitHead
    lines: tuple[LineAt, ...]
    place: Place


@dataclass
class Lists:
    """What a file says of kits: the lines of the build, the kits, and what is wrong with them.

    `mixed` are the places of lines that name both a part and a kit.
    """

    lines: tuple[LineAt, ...] = ()
    kits: tuple[KitAt, ...] = ()
    errors: list[ErrorDetails] = field(default_factory=list)
    mixed: list[tuple[Place, Keys]] = field(default_factory=list)


def has_kits(keys: Keys) -> bool:
    """Tell whether a file says anything of kits."""
    return "kits" in keys or any(
        isinstance(each, Mapping) and not {"kit", "within"}.isdisjoint(each)
        for each in _listed(keys.get("positions"))
    )


def read_lists(keys: Keys) -> Lists:
    """Return the lists of a file, as far as they can be read."""
    found = Lists()
    written = keys.get("kits", ())
    heads: tuple[KitHead, ...] = ()
    bare = [_without_lines(each) for each in written] if isinstance(written, list) else written
    try:
        heads = _KitHeads.model_validate({"kits": bare}).kits
    except ValidationError as error:
        found.errors += error.errors(include_url=False)
    found.lines = tuple(_lines_of(keys.get("positions", ()), (), found))
    kits = []
    for index, raw in enumerate(_listed(written)):
        place: Place = ("kits", index)
        inside = raw.get("positions", ()) if isinstance(raw, Mapping) else ()
        lines = tuple(_lines_of(inside, place, found))
        if heads:
            kits.append(KitAt(heads[index], lines, place))
    found.kits = tuple(kits)
    return found


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _without_lines(raw: object) -> object:
    if not isinstance(raw, Mapping):
        return raw
    return {key: value for key, value in raw.items() if key != "positions"}


def _lines_of(raw: object, inside: Place, found: Lists) -> Iterator[LineAt]:
    """Yield the lines of a list in their order; what is wrong with the others is noted."""
    parts: dict[int, object] = {}
    uses: dict[int, object] = {}
    for index, each in enumerate(_listed(raw)):
        is_kit = isinstance(each, Mapping) and "kit" in each
        if is_kit and not {"part_number", "slot"}.isdisjoint(each):
            found.mixed.append(((*inside, "positions", index), dict(each)))
        else:
            (uses if is_kit else parts)[index] = each
    if not isinstance(raw, list | tuple):
        tuple(_checked(_PartLines, raw, (), inside, found))
    read = dict(_checked(_PartLines, [*parts.values()], [*parts], inside, found))
    read |= dict(_checked(_KitUses, [*uses.values()], [*uses], inside, found))
    for index in sorted(read):
        yield LineAt(read[index], (*inside, "positions", index))


def _checked(
    kind: type[_PartLines] | type[_KitUses],
    lines: object,
    places: Sequence[int],
    inside: Place,
    found: Lists,
) -> Iterator[tuple[int, PartLine | KitUse]]:
    """Yield lines of one kind with their places; where one is wrong none, and what is wrong."""
    try:
        yield from zip(places, kind.model_validate({"positions": lines}).positions, strict=True)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            first, *rest = each["loc"]
            place = [places[int(rest[0])], *rest[1:]] if rest else []
            found.errors.append({**each, "loc": (*inside, first, *place)})
