"""What is wrong with the kits of a file as a whole: unknown, unused, in a circle, too many."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from math import prod

from planner.io.documents._kit_lists import KitAt, KitUse, LineAt, Lists, Place
from planner.io.text.problems import shown
from planner.io.text.toml import MOST_MISTAKES, TomlText
from planner.model.build import Build
from planner.model.findings import Finding, Severity
from planner.model.kits import MAX_LEVELS, MAX_LINES, MAX_PIECES
from planner.model.nearest import nearest

_LONGEST_WAY = 10  # kits of a circle that are named


class KitChecks:
    """Says what is wrong with the kits of one file; `known` are the builds that a kit may be."""

    def __init__(self, text: TomlText, subject: str, lists: Lists, known: Mapping[str, Build]):
        self._text, self._subject = text, subject
        self._lists, self._known = lists, known
        self._by_name = {kit.head.name: kit for kit in reversed(lists.kits)}

    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong, in the order of what must be right first."""
        checks: tuple[Callable[[], Iterator[Finding]], ...] = (
            self._unclear_lines,
            self._named_twice,
            self._unclear_kits,
            self._unknown,
            self._listed_twice,
            self._circle,
            self._unused,
            self._too_deep,
            self._too_many_lines,
        )
        for check in checks:
            found = tuple(islice(check(), MOST_MISTAKES + 1))
            if len(found) > MOST_MISTAKES:
                # A file with more mistakes than that has one mistake many times.
                message = "More mistakes of this kind were not looked at."
                hint = f"Fix the {MOST_MISTAKES} above first."
                return (*found[:-1], self._finding("kit-unclear", message, hint, ()))
            if found:
                return found
        return ()

    def too_many(self, line: LineAt, counts: Sequence[int]) -> Finding:
        """Return that the quantities of a line and its kits multiply to too many pieces."""
        product = " × ".join(f"{each:,}" for each in counts)
        message = f"{product} = {prod(counts):,} pieces; a line may have up to {MAX_PIECES:,}."
        hint = "Check the quantity of the line, and of the kits that it lies in."
        return self._finding("kit-too-large", message, hint, line.place, "quantity")

    def _finding(
        self, code: str, message: str, hint: str, place: Place, key: str = "", value: str = ""
    ) -> Finding:
        where = self._text.place_of((*place, key) if key else place, value)
        return Finding(
            code=code,
            severity=Severity.ERROR,
            subject=self._subject,
            message=message,
            hint=hint,
            cell=where,
        )

    def _unclear_lines(self) -> Iterator[Finding]:
        for place, keys in self._lists.mixed:
            part = shown(str(keys.get("part_number", keys.get("slot"))))
            message = f"This line is both the kit {shown(str(keys['kit']))} and the part {part}."
            hint = "Write two lines: one with kit, one with slot and part_number."
            yield self._finding("kit-unclear", message, hint, place, "kit")

    def _named_twice(self) -> Iterator[Finding]:
        seen: dict[str, KitAt] = {}
        for kit in self._lists.kits:
            first = seen.setdefault(kit.head.name, kit)
            if first is not kit:
                message = f"Two kits are called {kit.head.name!r}."
                hint = "Give one of them another name, or write their lines into one."
                yield self._finding("kit-named-twice", message, hint, kit.place, "name")

    def _unclear_kits(self) -> Iterator[Finding]:
        for kit in self._lists.kits:
            name, build = kit.head.name, kit.head.build
            if build is not None and kit.lines:
                message = f"The kit {name!r} has both lines and a build, {build!r}."
                hint = "Remove its lines, or the key build."
                yield self._finding("kit-unclear", message, hint, kit.place, "build")
            elif build is None and not kit.lines:
                message = f"The kit {name!r} is empty."
                hint = "Write its lines as [[kits.positions]], or name a build."
                yield self._finding("kit-unclear", message, hint, kit.place, "name")

    def _unknown(self) -> Iterator[Finding]:
        for line, use in self._uses():
            if use.kit not in self._by_name:
                message = f"There is no kit {use.kit!r}."
                near = nearest(use.kit, self._by_name)
                hint = f"Did you mean {near}?" if near else "Write it as [[kits]] with a name."
                yield self._finding("kit-unknown", message, hint, line.place, "kit", use.kit)
        for kit in self._lists.kits:
            build = kit.head.build
            if build is not None and build not in self._known:
                message = f"There is no readable build {build!r} for the kit {kit.head.name!r}."
                near = nearest(build, self._known)
                hint = f"Did you mean {near}?" if near else "Name a build of the catalog."
                yield self._finding("kit-build-unknown", message, hint, kit.place, "build", build)
            elif build is not None and self._known[build].charges:
                charges = ", ".join(each.label for each in self._known[build].charges)
                message = f"The build {build!r} has charges ({charges}), and a kit has none."
                hint = "Write its lines into a kit of this file, and its charges into this build."
                yield self._finding("kit-build-charges", message, hint, kit.place, "build", build)

    def _uses(self) -> Iterator[tuple[LineAt, KitUse]]:
        lists = [self._lists.lines, *(kit.lines for kit in self._lists.kits)]
        for line in (line for lines in lists for line in lines):
            if isinstance(line.line, KitUse):
                yield line, line.line

    def _listed_twice(self) -> Iterator[Finding]:
        for lines in [self._lists.lines, *(kit.lines for kit in self._lists.kits)]:
            first: dict[str, int] = {}
            for line in lines:
                if not isinstance(line.line, KitUse):
                    continue
                name, many = line.line.kit, line.line.quantity
                if name in first:
                    message = f"Two lines of one list are the kit {name!r}."
                    hint = f"Write one line with quantity = {first[name] + many}."
                    yield self._finding("kit-unclear", message, hint, line.place, "kit")
                first[name] = first.get(name, 0) + many

    def _names_in(self, lines: Sequence[LineAt]) -> Iterator[str]:
        return (line.line.kit for line in lines if isinstance(line.line, KitUse))

    def _circle(self) -> Iterator[Finding]:
        """Yield the first kit that is in itself."""
        inside = self._in_circles()
        if not inside:
            return
        way = {next(iter(inside)): None}
        while (following := min(inside[next(reversed(way))])) not in way:
            way[following] = None
        names = list(way)
        circle = [*names[names.index(following) :], following]
        kit = self._by_name[circle[0]]
        line = next(
            line
            for line in kit.lines
            if isinstance(line.line, KitUse) and line.line.kit == circle[1]
        )
        shown_way = circle if len(circle) <= _LONGEST_WAY else [*circle[:_LONGEST_WAY], "…"]
        message = f"The kit {circle[0]!r} is in itself: {' → '.join(shown_way)}."
        hint = "Remove one of these lines: no kit can be made of itself."
        yield self._finding("kit-circle", message, hint, line.place, "kit")

    def _in_circles(self) -> dict[str, set[str]]:
        """Return the kits that lie in a circle or lead into one, each with those of them in it.

        One after the other those are taken away that hold none of the rest.
        """
        inside = {
            name: set(self._names_in(kit.lines)) for name, kit in reversed(self._by_name.items())
        }
        outside: dict[str, list[str]] = {}
        for name, names in inside.items():
            for each in names:
                outside.setdefault(each, []).append(name)
        free = [name for name, names in inside.items() if not names]
        while free:
            gone = free.pop()
            del inside[gone]
            for name in outside.get(gone, ()):
                inside[name].discard(gone)
                if not inside[name]:
                    free.append(name)
        return inside

    def _levels(self) -> list[set[str]]:
        """Return the kits of each level, the build's own first, one level more than may be."""
        levels = [set(self._names_in(self._lists.lines))]
        while levels[-1] and len(levels) <= MAX_LEVELS:
            levels.append(
                {name for each in levels[-1] for name in self._names_in(self._by_name[each].lines)}
            )
        return levels

    def _unused(self) -> Iterator[Finding]:
        used = {use.kit for _, use in self._uses()}
        reached = set(self._names_in(self._lists.lines))
        rest = list(reached)
        while rest:
            more = set(self._names_in(self._by_name[rest.pop()].lines)) - reached
            reached |= more
            rest += more
        for kit in self._lists.kits:
            name = kit.head.name
            if name not in reached:
                where = "only in kits that are not used" if name in used else "in no line"
                message = f"The kit {name!r} is {where}: nothing of it would be bought."
                hint = f'Add a line with kit = "{name}", or remove the kit.'
                yield self._finding("kit-unused", message, hint, kit.place, "name", name)

    def _depth_in(self, name: str) -> int:
        """Return how many levels lie in a kit by reference."""
        build = self._by_name[name].head.build
        return (
            0 if build is None else max((len(k.path) for k in self._known[build].kits), default=0)
        )

    def _too_deep(self) -> Iterator[Finding]:
        for level, names in enumerate(self._levels(), start=1):
            for name in sorted(names):
                if level + self._depth_in(name) > MAX_LEVELS:
                    message = f"The kit {name!r} lies more than {MAX_LEVELS} levels deep."
                    hint = "Put the lines of one kit straight into the kit above it."
                    kit = self._by_name[name]
                    yield self._finding("kit-too-deep", message, hint, kit.place, "name")
                    return

    def _too_many_lines(self) -> Iterator[Finding]:
        counted: dict[str, int] = {}

        def lines_in(lines: Sequence[LineAt]) -> int:
            return sum(
                of_kit(line.line.kit) if isinstance(line.line, KitUse) else 1 for line in lines
            )

        def of_kit(name: str) -> int:
            if name not in counted:
                build = self._by_name[name].head.build
                within = 0 if build is None else len(self._known[build].positions)
                counted[name] = within + lines_in(self._by_name[name].lines)
            return counted[name]

        found = lines_in(self._lists.lines)
        if found > MAX_LINES:
            message = f"Unfolded, its kits have {found:,} lines; up to {MAX_LINES:,} are read."
            hint = "Use fewer kits in kits."
            yield self._finding("kit-too-large", message, hint, ())
