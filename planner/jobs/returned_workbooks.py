"""Take back a workbook that was exported from a build and edited: a proposal, change by change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.engine.finding.listed import line_matcher
from planner.engine.planning.edit import own_copy, places_of_lines
from planner.io.exporters.xlsx import tables_of
from planner.io.readers.grids import read_grids
from planner.io.returned.changes import changes_of, copies_in, numbered
from planner.io.returned.orders import orders_in
from planner.io.returned.recognised import Recognised, recognised
from planner.io.text.grids import GridFile
from planner.jobs._impersonal import names_in, words_of
from planner.jobs._returned_changes import applied, entered_rates, groups_of
from planner.jobs._returned_order_doubts import doubts_of_orders
from planner.jobs._returned_orders import changes_of_orders
from planner.jobs._returned_source import Source
from planner.jobs.plans import cost_build, document_of
from planner.model.bom import BomLine
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import Money
from planner.model.returned_workbook import (
    ChangedField,
    ChangeKind,
    ReturnedWorkbook,
    WorkbookChange,
)

_MOST_EFFECTS, _MOST_CHANGES = 100, 1_000


@dataclass(frozen=True)
class _Costing:
    """Costs a build with changes, on the terms that the workbook was exported with."""

    build: Build
    source: Source
    terms: CostTerms

    def made(self, changes: Collection[WorkbookChange]) -> Build:
        """Return the build with changes; PlannerError if one of them cannot be."""
        return applied(self.build, changes, self.source)

    def total(self, made: Build, changes: Collection[WorkbookChange]) -> Money | None:
        """Return what the build that was made with changes comes to."""
        return cost_build(made, self.source.catalog, self._terms(changes))[1].total

    def _terms(self, changes: Iterable[WorkbookChange]) -> CostTerms:
        """Return the terms with the rates that were typed: they hold, whatever the day."""
        typed = entered_rates(changes, self.source)
        if not typed:
            return self.terms
        pairs = [{each.base, each.quote} for each in typed]
        kept = [each for each in self.terms.rates if {each.base, each.quote} not in pairs]
        return self.terms.model_copy(update={"rates": (*typed, *kept)})


_PACKED = b"PK\x03\x04"


def recognise(name: str, content: bytes) -> Recognised | None:
    """Return what of ours a file is, by its headings; None if it is somebody's own list."""
    return recognised(read_grids(name, content)) if content.startswith(_PACKED) else None


def take_back(
    name: str,
    content: bytes,
    build: Build,
    catalog: Catalog,
    terms: CostTerms,
    *,
    rejected: Collection[int] = (),
    upgrade_from: Build | None = None,
    today: date,
) -> tuple[ReturnedWorkbook, Build]:
    """Return what a workbook changes of the build it was exported from, and the build with that.

    `rejected` are numbers of changes that are not taken. `terms` are those it was exported with,
    and `upgrade_from` the build that it says the upgrade of. Raises PlannerError if it is no such
    workbook.
    """
    returned = read_grids(name, content)
    wrong = [each for each in returned.findings if each.severity is Severity.ERROR]
    if not returned.grids and wrong:
        raise PlannerError(wrong[0])
    plan, bom = cost_build(build, catalog, terms)
    lines = [each.line for each in bom.lines]
    ours = recognised(returned)
    if ours is not None and ours.is_orders:
        changes, findings = _of_orders(returned, build, lines, catalog)
    else:
        changes, findings = _of_bill(returned, build, catalog, terms, upgrade_from)
    copy = own_copy(plan).model_copy(update={"title": build.title})
    # The names of all parts are read once, not for each line that was added.
    match = line_matcher((*catalog.parts, *copy.parts), catalog.offers)
    known = words_of((*names_in(catalog), *(each.description for each in lines)))
    places = places_of_lines(plan)
    source = Source(name, today, catalog, match, lines, places, plan.rates, plan.on, known)
    costing = _Costing(copy, source, terms)
    if len(changes) > _MOST_CHANGES:
        raise PlannerError(_too_many(returned.name, len(changes)))
    told, refused = _told(changes, costing, bom.total, rejected)
    taken = [each for each in told if each.taken]
    made = costing.made(taken)
    answer = ReturnedWorkbook(
        file=returned.name,
        title=build.title,
        changes=told,
        total_before=bom.total,
        total_after=costing.total(made, taken),
        findings=(*returned.findings, *findings, *refused),
    )
    return answer, made


_Found = tuple[tuple[WorkbookChange, ...], tuple[Finding, ...]]


def _of_bill(
    returned: GridFile,
    build: Build,
    catalog: Catalog,
    terms: CostTerms,
    upgrade_from: Build | None,
) -> _Found:
    """Return what a workbook of a build changes, and what in it is damaged."""
    as_sent, counted = _as_sent(build, returned)
    sent = tables_of(document_of(as_sent, catalog, terms, upgrade_from=upgrade_from))
    changes, findings = changes_of(sent, returned, in_kits=bool(build.kits))
    return numbered((*changes, *counted)), findings


def _of_orders(
    returned: GridFile, build: Build, lines: Sequence[BomLine], catalog: Catalog
) -> _Found:
    """Return what a workbook of orders changes of a build, and that the rest is the shops'."""
    read = orders_in(returned)
    if read.is_of_several:
        raise PlannerError(_of_several(returned.name))
    found = copies_in(returned)
    copies = [] if found is None or found[1] == build.copies else [_copies(build, *found)]
    changes = (*copies, *changes_of_orders(read, build, lines, catalog))
    told = Finding(
        code="returned-orders",
        severity=Severity.NOTE,
        subject=returned.name,
        message="Of orders copies, pieces per copy, packs, pack sizes, prices of packs and price "
        "breaks are compared. What a shop charges stands in its terms.",
        hint="Write charges of a shop in the catalog. Charges of the build come back in the "
        "workbook of the build.",
    )
    return numbered(changes), (told, *doubts_of_orders(read, build, lines, catalog))


def _of_several(name: str) -> Finding:
    return Finding(
        code="returned-orders",
        severity=Severity.ERROR,
        subject=name,
        message="These are purchase orders for several builds: which of them a change is of, "
        "nobody can tell.",
        hint="Bring back the workbook of each build.",
    )


def _as_sent(build: Build, returned: GridFile) -> tuple[Build, tuple[WorkbookChange, ...]]:
    """Return a build in as many copies as its workbook is for, and that as a change of it.

    A workbook of one build has no cell for copies. One with that cell was exported in copies.
    """
    found = copies_in(returned)
    if build.copies > 1 or found is None or found[1] < 2:
        return build, ()
    where, copies = found
    return build.model_copy(update={"copies": copies}), (_copies(build, where, copies),)


def _copies(build: Build, where: str, copies: int) -> WorkbookChange:
    return WorkbookChange(
        number=0,
        kind=ChangeKind.CHANGED,
        field=ChangedField.COPIES,
        name="Copies",
        where=where,
        before=str(build.copies),
        after=str(copies),
        quantity=Decimal(copies),
    )


def _told(
    changes: Collection[WorkbookChange],
    costing: _Costing,
    before: Money | None,
    rejected: Collection[int],
) -> tuple[tuple[WorkbookChange, ...], list[Finding]]:
    """Return changes with what each alone does to the total, and what cannot be taken."""
    told: list[WorkbookChange] = []
    refused: list[Finding] = []
    few = len(changes) <= _MOST_EFFECTS
    # Of many nearly all can be taken: those that cannot are looked for only if there are some.
    all_fine = _fault(changes, costing) is None
    for group in groups_of(changes):
        fault = None if all_fine else _fault(group, costing)
        if fault is not None:
            refused.append(fault)
        for each in group:
            taken = fault is None and each.number not in rejected
            effect = _effect(each, costing, before) if few and fault is None else None
            told.append(each.model_copy(update={"taken": taken, "effect": effect}))
    told.sort(key=lambda each: each.number)
    return _holding(told, costing, refused), refused


def _effect(change: WorkbookChange, costing: _Costing, before: Money | None) -> Money | None:
    """Return what a change alone does to the total; None where it cannot be taken alone."""
    try:
        made = costing.made((change,))
    except PlannerError:
        return None
    return _difference(before, costing.total(made, (change,)))


def _too_many(name: str, count: int) -> Finding:
    return Finding(
        code="returned-too-many",
        severity=Severity.ERROR,
        subject=name,
        message=f"{count:,} changes: at most {_MOST_CHANGES:,} are taken back.",
        hint="It is another list than the build that was exported: import it as one.",
    )


def _holding(
    told: list[WorkbookChange], costing: _Costing, refused: list[Finding]
) -> tuple[WorkbookChange, ...]:
    """Return changes of which those that are taken can be taken together.

    Who rejects one of two changes of a price may leave one that does not go without it.
    """
    held = []
    for group in groups_of(told):
        taken = [each for each in group if each.taken]
        fault = _fault(taken, costing) if len(taken) < len(group) else None
        if fault is not None:
            refused.append(fault)
        held += [e if fault is None else e.model_copy(update={"taken": False}) for e in group]
    return tuple(sorted(held, key=lambda each: each.number))


def _fault(changes: Collection[WorkbookChange], costing: _Costing) -> Finding | None:
    """Return why changes cannot be taken; None if they can."""
    try:
        costing.made(changes)
    except PlannerError as error:
        return error.finding
    return None


def _difference(before: Money | None, after: Money | None) -> Money | None:
    return None if before is None or after is None else after - before
