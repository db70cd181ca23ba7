"""Unfold the kits of a file: each part of each kit becomes a line of the build, with its path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from planner.io.documents._kit_lists import KitAt, KitUse, LineAt, Lists
from planner.model.build import Build, PartLine, Position
from planner.model.kits import LONGEST_TITLE, MAX_PIECES, Kit, KitPath, place_in_order


@dataclass
class Unfolded:
    """The parts of a build with all its kits; `over` are lines with more pieces than may be."""

    positions: list[Position] = field(default_factory=list)
    kits: list[Kit] = field(default_factory=list)
    over: list[tuple[LineAt, tuple[int, ...]]] = field(default_factory=list)
    referred: list[Build] = field(default_factory=list)


def unfolded(lists: Lists, known: Mapping[str, Build]) -> Unfolded:
    """Return the lists of a file, which were checked, as one list of parts with their paths."""
    return _Unfolding(lists, known).found


class _Unfolding:
    def __init__(self, lists: Lists, known: Mapping[str, Build]) -> None:
        self._by_name: dict[str, KitAt] = {kit.head.name: kit for kit in lists.kits}
        self._known = known
        self.found = Unfolded()
        self._put(lists.lines, (), ())
        self.found.positions.sort(key=place_in_order(self.found.kits))

    def _put(self, lines: Sequence[LineAt], within: KitPath, by: tuple[int, ...]) -> None:
        for each in lines:
            if isinstance(each.line, KitUse):
                self._put_kit(each, each.line, within, (*by, each.line.quantity))
                continue
            position = times(each.line, prod(by), within)
            if position is None:
                self.found.over.append((each, (*by, each.line.quantity)))
            else:
                self.found.positions.append(position)

    def _put_kit(self, at: LineAt, use: KitUse, within: KitPath, by: tuple[int, ...]) -> None:
        kit, path = self._by_name[use.kit], (*within, use.kit)
        build = None if kit.head.build is None else self._known[kit.head.build]
        title = kit.head.title
        if build is not None and not title and len(build.title) <= LONGEST_TITLE:
            title = build.title
        self.found.kits.append(
            Kit(path=path, quantity=use.quantity, title=title, why=use.why, build=kit.head.build)
        )
        if build is None:
            self._put(kit.lines, path, by)
            return
        self.found.referred.append(build)
        for inner in build.kits:
            # Its kits have names of their own; another build may have kits of the same names.
            self.found.kits.append(inner.model_copy(update={"path": _inside(path, inner.path)}))
        for each in build.positions:
            position = times(each, prod(by), _inside(path, each.within))
            if position is None:
                self.found.over.append((at, (*by, each.quantity)))
            else:
                self.found.positions.append(position)


def _inside(path: KitPath, inner: KitPath) -> KitPath:
    return (*path, *(f"{path[-1]}-{name}" for name in inner))


def times(line: PartLine, count: int, within: KitPath) -> Position | None:
    """Return the pieces of a line in so many kits of a path; None if those are too many."""
    if line.quantity * count > MAX_PIECES:
        return None
    facts = {name: getattr(line, name) for name in PartLine.model_fields}
    facts |= {"quantity": line.quantity * count, "spares": line.spares * count, "within": within}
    return Position.model_construct(**facts)
