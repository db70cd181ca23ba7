"""Take back a workbook that was exported from a build and edited: a proposal, change by change."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.engine.finding.listed import line_matcher
from planner.engine.planning.edit import own_copy, with_own_price, with_part, with_quantity, without
from planner.io.exporters import EXPORTERS
from planner.io.readers.grids import read_grids
from planner.io.returned.changes import changes_of
from planner.jobs.imported_builds import own_part_of
from planner.jobs.plans import cost_build, document_of
from planner.model.bill_matching import LineMatch
from planner.model.bill_reading import ReadLine
from planner.model.build import MAX_COPIES, Build
from planner.model.catalog import Catalog
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import ExchangeRate, Money
from planner.model.returned_workbook import (
    ChangedField,
    ChangeKind,
    ReturnedWorkbook,
    WorkbookChange,
)

_MOST_EFFECTS = 100


@dataclass(frozen=True)
class _Source:
    """The file that changes come from, the day it came back, and the parts that lines may be."""

    file: str
    today: date
    catalog: Catalog
    match: Callable[[ReadLine, str | None], LineMatch]

    def of(self, change: WorkbookChange) -> str:
        """Return where a change was read, as the source of a price or rate."""
        return f"{self.file}, {change.where}"


def take_back(
    name: str,
    content: bytes,
    build: Build,
    catalog: Catalog,
    terms: CostTerms,
    *,
    rejected: Collection[int] = (),
    today: date,
) -> tuple[ReturnedWorkbook, Build]:
    """Return what a workbook changes of the build it was exported from, and the build with that.

    `rejected` are numbers of changes that are not taken. `terms` are those it was exported with.
    Raises PlannerError if it is no such workbook.
    """
    exported = EXPORTERS["xlsx"].export(document_of(build, catalog, terms))
    returned = read_grids(name, content)
    wrong = [each for each in returned.findings if each.severity is Severity.ERROR]
    if not returned.grids and wrong:
        raise PlannerError(wrong[0])
    changes, findings = changes_of(read_grids(name, exported), returned)
    plan, bom = cost_build(build, catalog, terms)
    copy = own_copy(plan).model_copy(update={"title": build.title})
    # The names of all parts are read once, not for each line that was added.
    match = line_matcher((*catalog.parts, *copy.parts), catalog.offers)
    source = _Source(name, today, catalog, match)
    told: list[WorkbookChange] = []
    refused: list[Finding] = []
    for each in changes:
        wanted = each.model_copy(update={"taken": each.number not in rejected})
        try:
            alone = _applied(copy, [wanted], source)
        except PlannerError as error:
            refused.append(error.finding)
            told.append(wanted.model_copy(update={"taken": False}))
            continue
        few = len(changes) <= _MOST_EFFECTS
        total = cost_build(alone, catalog, terms)[1].total if few else None
        told.append(wanted.model_copy(update={"effect": _difference(bom.total, total)}))
    made = _applied(copy, [each for each in told if each.taken], source)
    answer = ReturnedWorkbook(
        file=name,
        title=build.title,
        changes=tuple(told),
        total_before=bom.total,
        total_after=cost_build(made, catalog, terms)[1].total,
        findings=(*returned.findings, *findings, *refused),
    )
    return answer, made


def _difference(before: Money | None, after: Money | None) -> Money | None:
    return None if before is None or after is None else after - before


def _applied(build: Build, changes: Collection[WorkbookChange], source: _Source) -> Build:
    """Return a build with changes: values first, while places hold, then lines that go and come."""
    for each in changes:
        build = _with_value(build, each, source)
    gone = [each.line for each in changes if each.kind is ChangeKind.REMOVED]
    for line in sorted((line for line in gone if line is not None), reverse=True):
        build = without(build, line)
    for each in changes:
        if each.kind is ChangeKind.ADDED:
            build = _with_line(build, each, source)
    return build


def _with_value(build: Build, change: WorkbookChange, source: _Source) -> Build:
    line, number = change.line, change.quantity
    if change.field is ChangedField.COPIES:
        return build.model_copy(update={"copies": _whole(change, source.file, most=MAX_COPIES)})
    if change.field is ChangedField.RATE and change.pair is not None and number is not None:
        return _with_rate(build, change, source)
    if change.kind is not ChangeKind.CHANGED or line is None:
        return build
    if change.field is ChangedField.QUANTITY:
        return with_quantity(build, line, _whole(change, source.file))
    price = change.unit_price
    if price is None or price < 0:
        raise PlannerError(_cannot(change, source.file, "is no price"))
    return _priced(build, line, change, price, source)


def _priced(
    build: Build, line: int, change: WorkbookChange, price: Decimal, source: _Source
) -> Build:
    """Return a build with another price of a line: of a piece, or of a pack."""
    unit = Money(price, change.currency or build.currency)
    made = with_own_price(build, line, unit, on=source.today, source=source.of(change))
    position = made.positions[line]
    if change.pack_size == 1 or position.price is None:
        return made
    packed = position.price.model_copy(update={"pack_size": change.pack_size})
    places = list(made.positions)
    places[line] = position.model_copy(update={"price": packed})
    return made.model_copy(update={"positions": tuple(places)})


def _whole(change: WorkbookChange, file: str, *, most: int = 1_000_000) -> int:
    number = change.quantity
    if number is None or number != number.to_integral_value() or not 1 <= number <= most:
        raise PlannerError(_cannot(change, file, "is no whole number of pieces above 0"))
    return int(number)


def _with_rate(build: Build, change: WorkbookChange, source: _Source) -> Build:
    rate = change.quantity
    if rate is None or rate <= 0 or change.pair is None:
        raise PlannerError(_cannot(change, source.file, "is no exchange rate"))
    base, quote = change.pair
    entered = ExchangeRate(
        base=base, quote=quote, rate=rate, as_of=source.today, source=source.of(change)
    )
    if build.rate is not None and (build.rate.base, build.rate.quote) == (base, quote):
        return build.model_copy(update={"rate": entered})
    others = [each for each in build.rates if (each.base, each.quote) != (base, quote)]
    return build.model_copy(update={"rates": (entered, *others)})


def _with_line(build: Build, change: WorkbookChange, source: _Source) -> Build:
    quantity = _whole(change, source.file)
    row = ReadLine(row=0, name=change.name, part_number=change.part_number or None)
    own = {part.part_number: part for part in build.parts}
    found = source.match(row, None).part_number or ""
    part = source.catalog.by_number.get(found) or own.get(found)
    if part is None:
        part = own_part_of(change.name, source.catalog, own, source=source.of(change))
        build = build.model_copy(update={"parts": tuple(own.values())})
    build = with_part(build, part.category, part.part_number, quantity)
    if change.unit_price is None:
        return build
    index = max(
        place
        for place, position in enumerate(build.positions)
        if position.part_number == part.part_number
    )
    return _priced(build, index, change, change.unit_price, source)


def _cannot(change: WorkbookChange, file: str, what: str) -> Finding:
    return Finding(
        code="returned-not-taken",
        severity=Severity.WARNING,
        subject=change.name,
        message=f"{change.where}: “{change.after}” {what}; the change is not taken.",
        hint=f"Correct it in {file}, or change the plan itself.",
    )
