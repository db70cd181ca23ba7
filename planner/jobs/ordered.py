"""The builds and bills of one order, each in its copies: what they need, and whose they are."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, TypeVar

from planner.engine.buying.basket import needs_on
from planner.engine.buying.copied_needs import copied_in, copied_on
from planner.engine.buying.packing import packed_of
from planner.engine.buying.spares import spares_of, with_spares
from planner.engine.buying.splitting import merged
from planner.engine.planning.plan import make_plan
from planner.jobs.folder import Workspace
from planner.model.basket import Need, UnreadRow
from planner.model.bom import BillOfMaterials
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.group_order import Member, PackedPart
from planner.model.money import RateTable
from planner.model.own_terms import NOTHING_OWN, OwnLifted, OwnTerms, OwnTermsLifted
from planner.model.questions import Bill, BuyQuestion, OrderedBuild, Together
from planner.model.spares import SpareRule, with_rules

T = TypeVar("T")
# Answers of one kind that are kept of one catalog.
_MOST_KEPT = 8


def kept_of(folder: Workspace, by: object, asked: Hashable, answer: Callable[[], T]) -> T:
    """Return the answer to what is asked of a folder, by what answers it: the last few are kept.

    They stay with the catalog that they are of. Whoever reads the builds anew reads that anew too.
    """
    kept: dict[object, Any] = folder.catalog.reckoned.setdefault(by, {})  # type: ignore[assignment]
    builds, found = kept.get(asked, (None, None))
    if builds is not folder.builds:
        found = answer()
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[asked] = folder.builds, found
    known: T = found
    return known


def ordered_of(asked: BuyQuestion) -> tuple[OrderedBuild, ...]:
    """Return the builds and bills that a question is about, each in its number of copies.

    Raises PlannerError where one is named twice for the same owner.
    """
    if not isinstance(asked.what, Together):
        return (OrderedBuild(what=asked.what, copies=asked.copies),)
    seen: set[tuple[object, str]] = set()
    for each in asked.what.builds:
        name = each.what if isinstance(each.what, str) else each.what.title
        if (each.what, each.owner) in seen:
            raise PlannerError(_named_twice(name, each.owner))
        seen.add((each.what, each.owner))
    return asked.what.builds


def _named_twice(name: str, owner: str) -> Finding:
    of = f" for {owner}" if owner else ""
    return Finding(
        code="build-named-twice",
        severity=Severity.ERROR,
        subject=name,
        message=f"{name} is in the order twice{of}.",
        hint=f"Name it once and say how many: {name}*2.",
    )


@dataclass(frozen=True)
class OpenedBuild:
    """A build or a bill of an order as it was opened; `called` are the names of its parts."""

    member: Member
    build: Build | None = None
    unread: tuple[UnreadRow, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)


def opened_build(
    asked: OrderedBuild, folder: Workspace, rules: Sequence[SpareRule] = ()
) -> OpenedBuild:
    """Return a build or a bill of an order with what it needs and what goes into each copy.

    What it needs is on its own terms. `rules` for spares come in place of its own about the same.
    Spares are those of all its copies; another build of the order has its own.
    """
    return kept_of(
        folder, opened_build, (asked, tuple(rules)), lambda: _opened(asked, folder, rules)
    )


def _opened(asked: OrderedBuild, folder: Workspace, rules: Sequence[SpareRule]) -> OpenedBuild:
    catalog, whose = folder.catalog, (asked.owner, asked.currency)
    if isinstance(asked.what, Bill):
        copies = asked.copies or 1
        packed = _packed(asked.what.pieces_in(1), catalog)
        spares = _spares_of(asked.what, catalog, copies, rules)
        needs = with_spares(asked.what.in_copies(copies), spares)
        known = _categories(catalog, rules), catalog.part_names
        copied = copied_in(asked.what, rules, *known)
        lying = _packed(spares, catalog)
        needs = asked.terms.on(needs)
        member = Member(asked.what.title, copies, needs, packed, lying, *whose, copied)
        return OpenedBuild(member, unread=asked.what.unread)
    build = folder.build_of(asked.what)
    copies = asked.copies or build.copies
    bill = _bill_of(build, catalog, copies, rules)
    packed, lying = packed_of(bill)
    copied = copied_on(bill)
    needs = asked.terms.on(needs_on(bill))
    member = Member(build.title, copies, needs, packed, lying, *whose, copied)
    called = {line.part_number: line.description for line in bill.lines}
    return OpenedBuild(member, build, called=called)


def without_own_terms(asked: BuyQuestion, members: Sequence[Member]) -> OwnTermsLifted:
    """Return what an order needs without each term that one of its builds has of its own."""
    builds = asked.what.builds if isinstance(asked.what, Together) else ()
    pairs = list(zip(builds, members, strict=True)) if builds else []
    if not any(each.terms.locks or each.terms.exclude for each in builds):
        return NOTHING_OWN

    def needs_with(terms: Mapping[int, OwnTerms]) -> tuple[Need, ...]:
        return merged(
            need
            for place, (_, member) in enumerate(pairs)
            for need in (terms[place].on(member.needs) if place in terms else member.needs)
        )

    lifted = [
        OwnLifted(replace(term, whose=member.whose), needs_with({place: left}))
        for place, (each, member) in enumerate(pairs)
        for term, left in each.terms.one_by_one()
    ]
    free = {place: each.terms.freed for place, each in enumerate(builds)}
    return OwnTermsLifted(tuple(lifted), needs_with(free))


def _packed(pieces: Mapping[str, int], catalog: Catalog) -> tuple[PackedPart, ...]:
    return tuple(
        PackedPart(number, catalog.name_of(number), count) for number, count in pieces.items()
    )


def told_apart(members: Sequence[Member]) -> tuple[Member, ...]:
    """Return members of which no two are called alike: `Octopi (1)` and `Octopi (2)`.

    Two builds of one owner may share a title with those of another. Who has no name pays under the
    title, so that is no owner's name either.
    """
    often = Counter((each.title, each.owner) for each in members)
    owners = {each.owner for each in members if each.owner}
    taken = set(often)
    told = []
    for each in members:
        alike = often[each.title, each.owner] > 1
        name = each.title
        if alike or (not each.owner and name in owners):
            free = (f"{name} ({number})" for number in count(1))
            name = next(n for n in free if (n, each.owner) not in taken and n not in owners)
            taken.add((name, each.owner))
        told.append(replace(each, title=name))
    return tuple(told)


def needs_for(
    what: Build | Bill, catalog: Catalog, copies: int, rules: Sequence[SpareRule] = ()
) -> tuple[Need, ...]:
    """Return what so many copies of a build or a bill need, all of them together, with spares."""
    if isinstance(what, Build):
        return needs_on(_bill_of(what, catalog, copies, rules))
    return with_spares(what.in_copies(copies), _spares_of(what, catalog, copies, rules))


def _spares_of(
    bill: Bill, catalog: Catalog, copies: int, rules: Sequence[SpareRule]
) -> dict[str, int]:
    return spares_of(bill.pieces_in(copies), rules, _categories(catalog, rules))


def _categories(catalog: Catalog, rules: Sequence[SpareRule]) -> dict[str, str]:
    """Return the category of each part; nothing where no rule asks for it."""
    return {each.part_number: each.category for each in catalog.parts} if rules else {}


def _bill_of(
    build: Build, catalog: Catalog, copies: int, rules: Sequence[SpareRule]
) -> BillOfMaterials:
    ruled = with_rules(build.spare_rules, rules)
    build = build.model_copy(update={"copies": copies, "spare_rules": ruled})
    return make_plan(build, catalog, rates=RateTable()).bill
