"""Formulas of a document in the words of a spreadsheet.

Every formula is blank while a number that it needs is blank, so that an unknown amount never turns
into a zero. Rounding is the spreadsheet's ROUND: half away from zero, as the planner rounds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from planner.io.text.visible import visible
from planner.model.expressions import HAIR, Expression, Op, Operation, Ref, cells_of
from planner.model.table import (
    UNPRICED,
    Computed,
    CountWhere,
    Formula,
    Missing,
    Packs,
    Product,
    Same,
    Share,
    Sum,
    SumWhere,
    Total,
)

_SIGNS = ("+", "-", "*", "/", ">=", ">", "&")
# How each is written; those that are not here have a method of their own.
_OPERATIONS: Mapping[Op, str] = {
    Op.ADD: "+",
    Op.LESS: "-",
    Op.TIMES: "*",
    Op.OVER: "/",
    Op.ROUND: "ROUND",
    Op.ROUND_UP: "ROUNDUP",
    Op.ROUND_DOWN: "ROUNDDOWN",
    Op.MOST: "MAX",
    Op.AT_LEAST: ">=",
    Op.ABOVE: ">",
    Op.JOINED: "&",
    Op.WHEN: "IF",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell is on the sheets, from 0; `name` is its defined name, if it has one."""

    sheet: str
    row: int
    column: int
    name: str = ""
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes formulas for the cells of one sheet."""

    sheet: str
    places: Mapping[Ref, Place]

    def text(self, formula: Formula) -> str:
        """Return a formula as a spreadsheet reads it, with its equals sign."""
        match formula:
            case Same():
                text = self._same(formula.cell)
            case Product():
                product = "*".join(map(self._cell, formula.factors))
                text = self._known(formula.factors, f"ROUND({product},{formula.places})")
            case Packs():
                needed = (formula.quantity, formula.pack_size)
                quotient = "/".join(map(self._cell, needed))
                text = self._known(needed, f"ROUNDUP({quotient},0)")
            case Share():
                share = f"{self._sum(formula.of)}*{self._cell(formula.percent)}"
                text = self._known((formula.percent,), f"ROUND({share},{formula.places})")
            case Sum():
                less = f"-{self._sum(formula.less)}" if formula.less else ""
                all_of_it = (*formula.cells, *formula.less) if formula.needs_all else ()
                every = (*all_of_it, *formula.needed)
                text = f"{self._sum(formula.cells)}{less}"
                text = self._known(every, text, lacking=formula.lacking)
            case SumWhere():
                text = self._sum_where(formula)
            case CountWhere():
                text = self._count_where(formula)
            case Missing():
                text = self._missing(formula)
            case Total():
                text = self._total(formula)
            case Computed():
                read = self._expression(formula.expression)
                cells = cells_of(formula.expression)
                text = self._known(cells, read, lacking=formula.lacking)
            case _:
                assert_never(formula)
        return f"={text}"

    def _same(self, ref: Ref) -> str:
        cell = self._cell(ref)
        return cell if self.places[ref].computed else f'IF({cell}="","",{cell})'

    def _count_where(self, formula: CountWhere) -> str:
        label = _quoted(formula.label)
        pairs = self._pairs(formula.labels, formula.amounts)
        terms = [f"SUMPRODUCT(({labels}={label})*ISNUMBER({cells}))" for labels, cells in pairs]
        return "+".join(terms) or "0"

    def _missing(self, formula: Missing) -> str:
        # Not COUNTBLANK: a word in place of an amount is no amount either.
        terms = [f"ROWS({area})-COUNT({area})" for area in self._areas(formula.amounts)]
        for cell, count in zip(formula.sums, formula.counts, strict=True):
            terms.append(f"IF(ISNUMBER({self._cell(cell)}),0,{self._cell(count)})")
        return "+".join(terms) or "0"

    def _total(self, formula: Total) -> str:
        missing = self._cell(formula.missing)
        lines = f'"unpriced: "&{missing}&IF({missing}=1," line"," lines")'
        whole = self._known(formula.needed, self._sum(formula.cells), lacking=UNPRICED)
        return f"IF({missing}>0,{lines},{whole})"

    def _expression(self, expression: Expression) -> str:
        """Return an expression; every operation is in brackets, so that none binds another's."""
        if isinstance(expression, Operation):
            if expression.op is Op.TOTAL:
                return self._sum(cells_of(expression))
            if expression.op is Op.CHANGED:
                return self._changed(expression)
            terms = [self._expression(term) for term in expression.terms]
            name = _OPERATIONS[expression.op]
            return f"({name.join(terms)})" if name in _SIGNS else f"{name}({','.join(terms)})"
        if isinstance(expression, Decimal | int):
            return f"{expression:f}" if isinstance(expression, Decimal) else str(expression)
        return _quoted(expression) if isinstance(expression, str) else self._cell(expression)

    def _sum_where(self, formula: SumWhere) -> str:
        label = _quoted(formula.label)
        pairs = list(self._pairs(formula.labels, formula.amounts))
        text = "+".join(f"SUMIF({labels},{label},{amounts})" for labels, amounts in pairs) or "0"
        if formula.rate is not None:
            converted = f"ROUND(({text})*{self._cell(formula.rate)},{formula.places})"
            return self._known((formula.rate,), converted)
        if not formula.needs_all:
            return text
        unknown = "+".join(
            f"SUMPRODUCT(({labels}={label})*(1-ISNUMBER({amounts})))" for labels, amounts in pairs
        )
        return f'IF({unknown}>0,"",{text})'

    def _changed(self, expression: Operation) -> str:
        """Return how many cells hold another number than the one beside them."""
        # As many decimals as are compared: a formula has at most 8,192 characters.
        numbers = (f"{term:.8f}" for term in expression.terms if isinstance(term, Decimal))
        counts = []
        for run in self._runs(cells_of(expression)):
            held = ";".join(next(numbers).rstrip("0").rstrip(".") for _ in run)
            area = self._area(run[0], run[-1])
            counts.append(f"SUMPRODUCT(--(ABS({area}-{{{held}}})>{HAIR:f}))")
        return f"({'+'.join(counts)})"

    def warning(self, text: str, changed: Expression) -> str:
        """Return a formula that is blank until something was changed, and then a warning."""
        read = f'IF({self._expression(changed)}>0,{_quoted(text)},"")'
        return f"={self._known(cells_of(changed), read, lacking=text)}"

    def _known(self, needed: tuple[Ref, ...], text: str, *, lacking: str = "") -> str:
        """Return a formula that stays blank until every cell it needs holds a number."""
        if not needed:
            return text
        cells = ",".join(self._areas(needed))
        return f"IF(COUNT({cells})<{len(needed)},{_quoted(lacking)},{text})"

    def _sum(self, cells: Iterable[Ref]) -> str:
        areas = ",".join(self._areas(cells))
        return f"SUM({areas})" if areas else "0"

    def _cell(self, ref: Ref) -> str:
        place = self.places[ref]
        return place.name or self._sheet_of(place) + address(place.row, place.column)

    def _pairs(self, left: Iterable[Ref], right: Iterable[Ref]) -> Iterable[tuple[str, str]]:
        return zip(self._areas(left), self._areas(right), strict=True)

    def _areas(self, cells: Iterable[Ref]) -> list[str]:
        """Return cells as areas: those that stand under each other become one."""
        return [self._area(run[0], run[-1]) for run in self._runs(cells)]

    def _runs(self, cells: Iterable[Ref]) -> list[list[Place]]:
        """Return the places of cells, those that stand under each other together."""
        runs: list[list[Place]] = []
        for place in (self.places[ref] for ref in cells):
            last = runs[-1][-1] if runs else None
            if last and (last.sheet, last.column, last.row + 1) == (
                place.sheet,
                place.column,
                place.row,
            ):
                runs[-1].append(place)
            else:
                runs.append([place])
        return runs

    def _area(self, first: Place, last: Place) -> str:
        if first == last and first.name:
            return first.name
        start = self._sheet_of(first) + address(first.row, first.column)
        return start if first == last else f"{start}:{address(last.row, last.column)}"

    def _sheet_of(self, place: Place) -> str:
        return "" if place.sheet == self.sheet else f"'{place.sheet}'!"


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """Return a cell in letters and numbers, such as `C7` or `$C$7`, from places counted from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"


def _quoted(text: str) -> str:
    doubled = visible(text).replace('"', '""')
    return f'"{doubled}"'
