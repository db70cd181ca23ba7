"""How many copies an order is for: cells that needs, packs and orders follow from.

Which vendor sells what is chosen for the number of copies that was asked for. A sheet keeps that
choice for any other number, counts it to the cent, and says that it is not proven.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from planner.engine.reporting._bill import line_key
from planner.engine.reporting._changed_cells import cells_changed
from planner.engine.reporting._copies import COPIES, PER_COPY
from planner.engine.reporting._spares import NEEDED, asked_of
from planner.engine.reporting.vendor_order import lines_name
from planner.model.basket import OrderLine, PurchaseOrder
from planner.model.build import MAX_COPIES
from planner.model.expressions import (
    Expression,
    Ref,
    above,
    added,
    less,
    most,
    times,
    total_of,
    when,
)
from planner.model.group_order import CopiedNeed, Member, PackedPart, all_spares
from planner.model.table import Cell, Column, Computed, Kind, Report, Row, Table, row_of

NEEDS = "needs"
_SPARES = "Spares are counted over all copies, and belong to none of them."
NOT_FOLLOWED = "not recalculated here: buy again"
NOT_ORDERED = "in no order: buy again"


@dataclass(frozen=True)
class _Wanted:
    """A need of a member, in a row of its own; it is bound where not every vendor may serve it."""

    member: int
    key: str
    need: CopiedNeed
    pieces: int
    is_bound: bool = False

    def cell(self, column: str) -> Ref:
        """Return a cell of its row."""
        return Ref(NEEDS, self.key, column)


@dataclass(frozen=True)
class _Line:
    """A line of an order: whose it is, where it stands, and how many needed pieces it brings."""

    vendor: str
    index: int
    line: OrderLine

    @property
    def brings(self) -> int:
        """Return how many of its pieces are needed."""
        return self.line.quantity - self.line.surplus

    @property
    def holds(self) -> frozenset[str]:
        """Return every part in its packs."""
        return frozenset(self.line.offer.contents)

    @property
    def packs(self) -> Ref:
        """Return the cell with its packs."""
        return Ref(lines_name(self.vendor), line_key(self.index), "packs")


def _wanted(place: int, key: str, need: CopiedNeed, member: Member) -> _Wanted:
    """Return a need on the terms of its member, as it is bought."""
    bought = [each for each in member.needs if each.part_number == need.part_number]
    if len(bought) == 1:
        need = replace(need, alternates=bought[0].alternates)
    is_bound = any(each.only or each.but for each in bought)
    return _Wanted(place, key, need, need.pieces(member.copies), is_bound)


@dataclass(frozen=True)
class OrderCopies:
    """Writes how many copies there are of each build of an order, and what they need."""

    members: tuple[Member, ...]
    orders: tuple[PurchaseOrder, ...]

    @property
    def follows(self) -> bool:
        """Tell whether there are copies of anything, so that their number stands in a cell."""
        return any(member.copies > 1 for member in self.members)

    @cached_property
    def _wanted(self) -> tuple[_Wanted, ...]:
        return tuple(
            _wanted(place, f"need_{place + 1}_{number + 1}", need, member)
            for place, member in enumerate(self.members)
            for number, need in enumerate(member.copied)
        )

    @cached_property
    def _lines(self) -> tuple[_Line, ...]:
        return tuple(
            _Line(order.vendor, index, line)
            for order in self.orders
            for index, line in enumerate(order.lines)
        )

    def _copies_of(self, member: int) -> Ref:
        return Ref(COPIES, self._copies_key(member), COPIES)

    def _copies_key(self, member: int) -> str:
        return COPIES if len(self.members) == 1 else f"{COPIES}_{member + 1}"

    # --- what stands on the sheets ----------------------------------------------------------------

    def tables(self) -> tuple[Table, ...]:
        """Return the table with the copies of each build."""
        if not self.follows:
            return ()
        columns = (
            Column("what", "Bought together"),
            Column(COPIES, "Copies", Kind.INTEGER, entered=True, most=MAX_COPIES),
        )
        rows = tuple(
            Row(self._copies_key(place), (self._called(member), member.copies))
            for place, member in enumerate(self.members)
        )
        return (Table(COPIES, "Copies", columns, rows),)

    def _called(self, member: Member) -> str:
        return f"{member.title} ({member.owner})" if member.owner else member.title

    def spares(self) -> Iterator[Table]:
        """Yield which pieces of the orders are spares; nothing where none are."""
        columns = (
            Column("part", "Part"),
            Column("part_number", "Part number"),
            Column("pieces", "Spares", Kind.INTEGER),
        )
        rows = tuple(
            Row(f"spare_{place + 1}", (each.name, each.part_number, self._spare_cell(each)))
            for place, each in enumerate(all_spares(self.members))
        )
        if rows:
            yield Table("spares", "Spares among these pieces", columns, rows, (_SPARES,))

    def _spare_cell(self, part: PackedPart) -> Cell:
        rows = [each for each in self._wanted if each.need.part_number == part.part_number]
        if not self.follows or not rows:
            return part.quantity
        terms: list[Expression] = [each.cell("spares") for each in rows if each.need.rule]
        terms += (
            times(self._copies_of(each.member), each.need.stated)
            for each in rows
            if each.need.stated
        )
        return Computed(part.quantity, added(*terms)) if terms else part.quantity

    def report(self) -> Iterator[Report]:
        """Yield the sheet that says what is needed, and how that follows from the copies."""
        if not self.follows or not self._wanted:
            return
        several = len(self.members) > 1
        rules = [each.need.rule for each in self._wanted if each.need.rule is not None]
        chosen = (
            (several, Column("build", "Build")),
            (True, Column("part", "Part")),
            (True, Column("part_number", "Part number", detail=True)),
            (True, Column(PER_COPY, "Per copy", Kind.INTEGER, entered=True)),
            (any(e.need.at_hand for e in self._wanted), _number("owned", "Owned")),
            (
                any(rule.percent is not None for rule in rules),
                Column("percent", "Spares, percent", Kind.PERCENT, entered=True),
            ),
            (any(rule.one_in is not None for rule in rules), _number("one_in", "Spares, 1 in")),
            (bool(rules), Column("spares", "Spares", Kind.INTEGER)),
            (True, Column(NEEDED, "To buy", Kind.INTEGER)),
            (any(not e.pieces for e in self._wanted), Column("ordered", "Ordered")),
        )
        columns = tuple(column for wanted, column in chosen if wanted)
        rows = tuple(row_of(columns, e.key, cells=self._cells(e)) for e in self._wanted)
        yield Report(NEEDS, "What is needed", (Table(NEEDS, "What is needed", columns, rows),))

    def _cells(self, wanted: _Wanted) -> dict[str, Cell]:
        need, member = wanted.need, self.members[wanted.member]
        rule = need.rule
        cells: dict[str, Cell] = {
            "build": self._called(member),
            "part": need.name,
            "part_number": need.part_number,
            PER_COPY: need.per_copy,
            "owned": need.at_hand,
            "percent": "" if rule is None or rule.percent is None else rule.percent,
            "one_in": "" if rule is None or rule.one_in is None else rule.one_in,
            "spares": need.spares(member.copies),
            NEEDED: Computed(wanted.pieces, self._pieces(wanted)),
        }
        if rule is not None:
            cells["spares"] = Computed(need.spares(member.copies), self._spares(wanted))
        if not wanted.pieces:
            said = when(above(wanted.cell(NEEDED), 0), NOT_ORDERED, "")
            cells["ordered"] = Computed("", said, lacking=NOT_ORDERED)
        return cells

    def _pieces(self, wanted: _Wanted) -> Expression:
        pieces: Expression = times(wanted.cell(PER_COPY), self._copies_of(wanted.member))
        if wanted.need.at_hand:
            pieces = most(less(pieces, wanted.cell("owned")), 0)
        return added(pieces, wanted.cell("spares")) if wanted.need.rule is not None else pieces

    def _spares(self, wanted: _Wanted) -> Expression:
        """Return the spares that a rule adds, over all lines of the part and all copies."""
        copies, need = self._copies_of(wanted.member), wanted.need
        alike = [
            each.cell(PER_COPY)
            for each in self._wanted
            if (each.member, each.need.part_number) == (wanted.member, need.part_number)
        ]
        of_one: Expression = total_of(*alike)
        of_one = less(of_one, need.stated) if need.stated else of_one
        percent, one_in = wanted.cell("percent"), wanted.cell("one_in")
        assert need.rule is not None  # noqa: S101 only asked where there is one
        asked = asked_of(need.rule, times(of_one, copies), percent=percent, one_in=one_in)
        return most(less(asked, times(copies, need.stated)), 0) if need.stated else asked

    # --- what the orders follow -------------------------------------------------------------------

    def needed(self, order: PurchaseOrder, index: int) -> Expression | None:
        """Return how many pieces of a line are needed; None where nothing says so."""
        return self._demands.get((order.vendor, index))

    @cached_property
    def _demands(self) -> Mapping[tuple[str, int], Expression]:
        if not self.follows:
            return {}
        found: dict[tuple[str, int], Expression] = {}
        for wanted, lines in self._groups():
            found |= self._dealt(wanted, lines)
        return found

    def _groups(self) -> Iterator[tuple[list[_Wanted], list[_Line]]]:
        """Yield needs with the lines that serve them, such that no other line or need does."""
        left = list(self._lines)
        wanted_left = list(self._wanted)
        while left:
            lines, wanted = [left.pop(0)], list[_Wanted]()
            grows = True
            while grows:
                parts = {part for each in lines for part in each.holds}
                more = [each for each in wanted_left if each.need.pool & parts]
                wanted += more
                wanted_left = [each for each in wanted_left if each not in more]
                pools = {part for each in wanted for part in each.need.pool}
                joined = [each for each in left if each.holds & pools]
                lines += joined
                left = [each for each in left if each not in joined]
                grows = bool(more or joined)
            yield wanted, lines

    def _dealt(
        self, wanted: Sequence[_Wanted], lines: Sequence[_Line]
    ) -> dict[tuple[str, int], Expression]:
        """Return what each of some lines is needed for: the last of several takes what is left."""
        needs = {each.cell(NEEDED): Decimal(each.pieces) for each in wanted}
        if not needs:
            return {}
        if not _is_plain(wanted, lines):
            other = above(cells_changed(needs), 0)
            return {(e.vendor, e.index): when(other, NOT_FOLLOWED, e.brings) for e in lines}
        whole, found, before = total_of(*needs), dict[tuple[str, int], Expression](), 0
        # One that has a stock cannot take any number; the order of the others is that of the paper.
        ordered = sorted(lines, key=lambda each: each.line.offer.stock is None)
        for each in ordered:
            rest = most(less(whole, before), 0) if before else whole
            before += each.brings
            if each is not ordered[-1]:
                beyond = most(less(rest, each.brings), 0)
                rest = less(rest, beyond)
            found[each.vendor, each.index] = rest
        return found

    # --- what cannot follow -----------------------------------------------------------------------

    def others(self) -> Expression:
        """Return a number above 0 once there are other copies; nothing where there are none."""
        held = {self._copies_of(place): Decimal(e.copies) for place, e in enumerate(self.members)}
        return cells_changed(held) if self.follows else 0

    def needs_otherwise(self) -> Expression:
        """Return a number above 0 once a copy needs another number of pieces of a part."""
        held = {each.cell(PER_COPY): Decimal(each.need.per_copy) for each in self._wanted}
        return cells_changed(held) if self.follows else 0

    def packed_otherwise(self) -> Expression:
        """Return a number above 0 once packing lists are out of date."""
        packs = cells_changed({each.packs: Decimal(each.line.packs) for each in self._lines})
        return added(self.others(), self.needs_otherwise(), packs)

    def not_ordered(self) -> tuple[Ref, ...]:
        """Return the cells of what is in no order as long as there are so many copies."""
        if not self.follows:
            return ()
        return tuple(each.cell(NEEDED) for each in self._wanted if not each.pieces)

    def said(self) -> str:
        """Return for how many copies the orders were chosen."""
        if len(self.members) == 1:
            return f"not proven: vendors and packs were chosen for {self.members[0].copies} copies"
        return "not proven: vendors and packs were chosen for other numbers of copies"


def _is_plain(wanted: Sequence[_Wanted], lines: Sequence[_Line]) -> bool:
    """Tell whether any of some lines serves any of some needs, and nothing else, piece by piece.

    Who may take which pieces on terms of their own, no sheet can tell.
    """
    if any(need.is_bound for need in wanted):
        return False
    pieces = sum(each.pieces for each in wanted) == sum(each.brings for each in lines)
    return pieces and all(
        not each.line.also and each.line.part_number in need.need.pool
        for each in lines
        for need in wanted
    )


def _number(key: str, title: str) -> Column:
    return Column(key, title, Kind.INTEGER, entered=True)
