"""What an upgrade has, needs, buys and replaces of each part, counted from the bill of a sheet.

A sheet can count pieces anew, and price what is bought by the terms it is bought on. It cannot tell
what a part costs that was not bought before, nor what packs leave over in another number of copies:
such a cell says so as soon as its input changes.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.engine.reporting._bill import line_key
from planner.engine.reporting._changed_cells import NOT_COUNTED, changed_bill, held_while
from planner.engine.reporting._copies import copies_cell
from planner.engine.reporting._offer_terms import is_sold_singly
from planner.model.bom import BomLine, CostedBom, CostedLine
from planner.model.comparison import Upgrade, UpgradeLine
from planner.model.expressions import Expression, Ref, above, differs, less, most, total_of, when
from planner.model.money import Money
from planner.model.table import (
    Cell,
    Column,
    Computed,
    Kind,
    Product,
    Same,
    Table,
    row_of,
)

COUNTS, _OTHERS = "counts", "others"
STALE = (
    "CHANGED: counts, prices and sums of this sheet follow the bill. Its notes, and what says so, "
    "hold for the bill as exported."
)
_MORE = "more to buy: export again"
_FEWER = "some replaced: export again"


@dataclass(frozen=True)
class _Part:
    """A part of either build: how many pieces there were, and which lines of the bill want it."""

    key: str
    line: BomLine
    had: int
    wanted: int
    lines: tuple[Ref, ...]
    is_added: bool
    is_retired: bool

    def cell(self, column: str) -> Ref:
        """Return a cell of its row."""
        return Ref(COUNTS, self.key, column)


@dataclass(frozen=True)
class UpgradeCounts:
    """Writes the counts of an upgrade to the build of a bill, and what follows from them."""

    upgrade: Upgrade
    bom: CostedBom

    @cached_property
    def follows(self) -> bool:
        """Tell whether it is the upgrade of all copies to the build of this bill."""
        wanted: Counter[str] = Counter()
        for costed in self.bom.lines:
            if not costed.line.retired:
                wanted[costed.line.part_number] += costed.line.quantity
        held = Counter({e.line.part_number: e.quantity for e in self.upgrade.kept})
        held.update(self._added)
        return self.upgrade.mixed is None and wanted == held

    @cached_property
    def _added(self) -> Counter[str]:
        added: Counter[str] = Counter()
        for costed in self.upgrade.added.lines:
            added[costed.line.part_number] += costed.line.quantity
        return added

    @cached_property
    def _had(self) -> Mapping[str, tuple[BomLine, int]]:
        had: dict[str, tuple[BomLine, int]] = {}
        for item in (*self.upgrade.kept, *self.upgrade.retired):
            before = had.get(item.line.part_number, (item.line, 0))[1]
            had[item.line.part_number] = item.line, before + item.quantity
        return had

    @cached_property
    def _parts(self) -> Mapping[str, _Part]:
        lines: dict[str, list[tuple[int, BomLine]]] = {}
        for index, costed in enumerate(self.bom.lines):
            if not costed.line.retired:
                lines.setdefault(costed.line.part_number, []).append((index, costed.line))
        retired = {item.line.part_number for item in self.upgrade.retired}
        found = {}
        for place, number in enumerate(dict.fromkeys((*lines, *self._had))):
            held = lines.get(number, [])
            line, had = self._had.get(number, (held[0][1] if held else None, 0))
            assert line is not None  # noqa: S101 it is in one of both
            found[number] = _Part(
                key=f"part_{place + 1}",
                line=line,
                had=had,
                wanted=sum(each.quantity for _, each in held),
                lines=tuple(Ref("bill", line_key(index), "quantity") for index, _ in held),
                is_added=number in self._added,
                is_retired=number in retired,
            )
        return found

    # --- the table --------------------------------------------------------------------------------

    def table(self) -> Table:
        """Return what there was of each part, what is needed, and what follows."""
        copies = self.bom.copies > 1
        each = (Column("had_each", "Had per copy", Kind.INTEGER, entered=True),) if copies else ()
        columns = (
            Column("description", "Part"),
            Column("part_number", "Part number", detail=True),
            *each,
            Column("had", "Had", Kind.INTEGER, entered=not copies),
            Column("wanted", "Needed now", Kind.INTEGER),
            Column("bought", "To buy", Kind.INTEGER),
            Column("replaced", "Replaced", Kind.INTEGER),
            Column("stays", "Stays", Kind.INTEGER),
            Column("note", "Note"),
        )
        rows = [row_of(columns, e.key, cells=self._cells(e)) for e in self._parts.values()]
        if self._others:
            # What was not bought has no price in the list of what is.
            unlisted = when(above(total_of(*self._others), 0), _MORE, 0)
            cells: dict[str, Cell] = {
                "description": "To buy, and not listed",
                "bought": Computed(0, unlisted, lacking=NOT_COUNTED),
            }
            rows.append(row_of(columns, _OTHERS, cells=cells))
        return Table(COUNTS, "Before and after", columns, tuple(rows), detail=True)

    def _cells(self, part: _Part) -> dict[str, Cell]:
        had, wanted = part.cell("had"), part.cell("wanted")
        pieces = part.wanted
        bought, gone = max(pieces - part.had, 0), max(part.had - pieces, 0)
        cells: dict[str, Cell] = {
            "description": part.line.description,
            "part_number": part.line.part_number,
            **self._had_cells(part),
            "wanted": _counted(pieces, total_of(*part.lines)) if part.lines else 0,
            "bought": _counted(bought, most(less(wanted, had), 0)),
            "replaced": _counted(gone, most(less(had, wanted), 0)),
            "stays": _counted(pieces - bought, less(wanted, part.cell("bought"))),
        }
        said: Expression = ""
        if not part.is_added:
            said = when(above(part.cell("bought"), 0), _MORE, said)
        if not part.is_retired:
            said = when(above(part.cell("replaced"), 0), _FEWER, said)
        return cells | {"note": Computed("", said)}

    def _had_cells(self, part: _Part) -> dict[str, Cell]:
        copies = self.bom.copies
        if not part.had or not self._of_all_copies:
            return {"had_each": "", "had": part.had}
        if self._is_even(part):
            each = part.cell("had_each")
            had = Product(part.had, (each, copies_cell()), 0)
            return {"had_each": part.had // copies, "had": had}
        return {"had_each": "", "had": self._while_so_many_copies(part.had)}

    @property
    def _of_all_copies(self) -> bool:
        """Tell whether there were as many copies of the first build, so that both change alike."""
        copies = {line.copies for line, _ in self._had.values()}
        return self.bom.copies > 1 and copies == {self.bom.copies}

    def _is_even(self, part: _Part) -> bool:
        """Tell whether each copy had as many pieces, with nothing left over for what is bought."""
        line, singly = part.line, is_sold_singly(part.line.offer)
        packed = line.price is not None and line.price.pack_size > 1
        lying = any(e.line.at_hand for e in self._lines_of(line.part_number))
        left_over = part.is_added and (packed or not singly or lying)
        ruled = line.spares_by_rule or line.spare_rule
        return not left_over and not ruled and part.had % self.bom.copies == 0

    def _lines_of(self, number: str) -> list[CostedLine]:
        return [e for e in self.upgrade.added.lines if e.line.part_number == number]

    def _while_so_many_copies(self, value: Money | int) -> Computed:
        plain = value.amount if isinstance(value, Money) else value
        currency = value.currency if isinstance(value, Money) else ""
        held = when(differs(copies_cell(), self.bom.copies), NOT_COUNTED, plain)
        return Computed(value, held, currency, lacking=NOT_COUNTED)

    # --- what cannot follow ---------------------------------------------------------------------

    def as_exported(self, cell: Cell) -> Cell:
        """Return a cell that says so once the bill is another one than was exported.

        An upgrade of some copies, or to another build, hangs on what no bill of one build tells.
        """
        return held_while(cell, above(changed_bill(), 0))

    def amount(self, value: Money | None, followed: Cell, expression: Expression) -> Cell:
        """Return an amount: where nothing follows the bill, as long as that is unchanged."""
        if self.follows or value is None:
            return followed
        held = when(above(changed_bill(), 0), NOT_COUNTED, expression)
        return Computed(value, held, lacking=NOT_COUNTED)

    # --- what follows from it ---------------------------------------------------------------------

    def before(self) -> Cell:
        """Return what the first build cost: of another number of copies only the planner knows."""
        cost = self.upgrade.total_before
        if not self.follows:
            return self.as_exported(cost)
        if cost is None or not self._of_all_copies:
            return cost
        return self._while_so_many_copies(cost)

    @cached_property
    def _others(self) -> tuple[Ref, ...]:
        return tuple(e.cell("bought") for e in self._parts.values() if not e.is_added)

    def needed(self) -> tuple[Ref, ...]:
        """Return the cell that is a number as long as all that is bought stands in its list."""
        return (Ref(COUNTS, _OTHERS, "bought"),) if self._others else ()

    def pieces(self, item: UpgradeLine, column: str) -> Cell:
        """Return how many pieces of a part stay or are replaced, as they follow from the bill."""
        if self.follows:
            return Same(item.quantity, self._parts[item.line.part_number].cell(column))
        return self.as_exported(item.quantity)

    def bought(self, index: int) -> Cell:
        """Return how many pieces a line of what is bought adds, as they follow from the bill."""
        line = self.upgrade.added.lines[index].line
        if not self.follows:
            return self.as_exported(line.quantity)
        quantity, number = line.quantity, line.part_number
        cell, alone = self._parts[number].cell("bought"), len(self._lines_of(number)) == 1
        if alone and line.at_hand < quantity:
            return Same(quantity, cell)
        # Nobody says which of several lines has more, nor how much more lies there already.
        other = differs(cell, self._added[number])
        return Computed(quantity, when(other, NOT_COUNTED, quantity), lacking=NOT_COUNTED)


def _counted(pieces: int, expression: Expression) -> Computed:
    return Computed(pieces, expression, lacking=NOT_COUNTED)
