"""One node more for any build, at least cost: what it takes, and what it makes full.

The node is one as the build has: its board, with what each of those has of its own. What it needs
beside that is chosen of the catalog: a cable, another switch, a charger, a carrier, a case. Nothing
of the build is replaced, and what is left over of its packs is used first. Sets of parts are tried
in the order of what they cost, and the first that the rules have nothing against is the answer: all
that cost less were refused. What was wrong with a build before is no reason against any.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from heapq import heappop, heappush

from planner.engine.fitting.carriers import needs_carrier
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import new_problems, own_copy, with_positions
from planner.engine.sizing._node_findings import (
    each_once,
    no_place,
    not_in_build,
    nothing_to_copy,
    old_prices_added,
    unknown_places,
)
from planner.engine.sizing._node_kit import costs_in_kit, kit_for, with_one_more
from planner.engine.sizing._node_left_over import left_over
from planner.engine.sizing._node_parts import parts_of_a_node
from planner.engine.sizing._node_places import MENDED_BY, Pieces, Purpose, places
from planner.engine.sizing._node_shelf import Shelf, bought_position
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.code_kinds import About
from planner.model.findings import Finding, Severity
from planner.model.kits import Kit
from planner.model.money import Money, RateTable
from planner.model.next_node import AddedPart, BesideKits, NextNode
from planner.model.offers import Price
from planner.model.outlet_kinds import kinds_of
from planner.model.parts import Board, Cable, Carrier, Case, Charger, Part, PortKind, Switch
from planner.model.plan import Plan

# Sums in other currencies are rounded once for all of their lines: so much may two orders differ.
_ROUNDED = Decimal("0.05")


@dataclass(frozen=True)
class _Option:
    """Pieces that may be taken for one purpose, with what they cost."""

    pieces: tuple[Pieces, ...]
    cost: Decimal


def next_node(
    build: Build,
    planned: Callable[[Build], Plan],
    catalog: Catalog,
    rates: RateTable,
    *,
    currency: str,
    on: date,
    board: str = "",
    effort: Effort = UNHURRIED,
) -> NextNode:
    """Return a build with one node more, at least cost; of a named board, or of the most frequent.

    `planned` makes the plan of a build, judged by the rules. What is added is bought `on` a day at
    the prices of the catalog, and counted in the `currency`.
    """
    before, shelf = planned(build), Shelf(catalog, rates, currency, on)
    boards = sorted(in_use(before, Board), key=lambda each: -each[1])
    choices = tuple(part.part_number for part, _ in boards)
    if not boards:
        return NextNode(build.title, findings=(nothing_to_copy(build),))
    if board and board not in choices:
        return NextNode(build.title, choices=choices, findings=(not_in_build(board, build),))
    copied = next(part for part, _ in boards if not board or part.part_number == board)
    base = own_copy(before) if any(each.share_of for each in build.positions) else build
    search = _Search(base, before, planned, shelf, effort)
    try:
        found = search.best(copied) or search.best(copied, at_least=Severity.ERROR)
    except OutOfTimeError:
        return NextNode(build.title, choices=choices, board=copied.part_number)
    nodes = sum(many for _, many in boards) + 1
    answer = NextNode(build.title, nodes, copied.part_number, choices)
    if found is None:
        return replace(answer, findings=(no_place(copied, build), *search.refusals))
    return _told(answer, found, search, copied)


class _Search:
    """Tries sets of parts for a further node, the cheapest first."""

    def __init__(
        self,
        build: Build,
        before: Plan,
        planned: Callable[[Build], Plan],
        shelf: Shelf,
        effort: Effort,
    ) -> None:
        self.build, self.before, self.shelf = build, before, shelf
        self._planned, self._effort = planned, effort
        self._priced: dict[tuple[str, int], tuple[Money | None, Price | None]] = {}
        self.left_over = left_over(before)
        self._accepted: set[tuple[str, str]] = set()
        self.refusals: tuple[Finding, ...] = ()
        self._purposes: frozenset[Purpose] = frozenset()

    def priced(self, pieces: Pieces) -> tuple[Money | None, Price | None]:
        """Return what pieces cost beside those that are left over, and at which price."""
        part, quantity = pieces
        bought = quantity - self.left_over.of(pieces)
        if not bought:
            return Money(Decimal(0), self.shelf.currency), None
        return self._bought((part, bought))

    def _bought(self, pieces: Pieces) -> tuple[Money | None, Price | None]:
        part, quantity = pieces
        key = (part.part_number, quantity)
        if key not in self._priced:
            self._priced[key] = self.shelf.costs(pieces)
        return self._priced[key]

    def best(
        self, board: Board, *, at_least: Severity = Severity.WARNING
    ) -> "tuple[list[_Option], Plan] | None":
        """Return the cheapest options, one for each purpose, that the rules accept with a node.

        What is less grave than `at_least` is no reason against any.
        """
        own = _Option(tuple(parts_of_a_node(self.before, board)), Decimal(0))
        shelf = self.shelf
        asked = list(places(self.before, board, shelf.catalog, shelf.rates, shelf.on))
        kinds = [purpose for purpose, _ in asked]
        self._purposes = frozenset(kinds)
        purposes = [[own], *(list(self._by_cost(options)) for _, options in asked)]
        refused: set[tuple[tuple[int, int], ...]] = set()
        nothing, least = cost(self.before).subtotal, Severity.WARNING
        always: set[tuple[str, str]] | None = None
        found: tuple[Money, list[_Option], Plan] | None = None
        at_most: Decimal | None = None
        for price, at in self._effort.over(_cheapest_first(purposes), every=1):
            if at_most is not None and price > at_most:
                break
            chosen = set(enumerate(at))
            if any(chosen.issuperset(each) for each in refused):
                continue
            options = [every[place] for every, place in zip(purposes, at, strict=True)]
            plan = self.with_pieces(options)
            refusals = self._refusals(plan, at_least)
            self.refusals = self.refusals or refusals
            if refusals:
                mended = [_mended_by(each, kinds) for each in refusals]
                if not all(mended):
                    return None
                refused |= {tuple((place, at[place]) for place in each) for each in mended}
                told = {(each.code, each.subject) for each in refusals if each.severity is least}
                always = told if always is None else always & told
                continue
            spent = cost(plan).subtotal
            if found is None or spent < found[0]:
                found = spent, options, plan
                # Two purposes may count on the same piece that is left over: it may cost more.
                at_most = (spent - nothing).amount + _ROUNDED
        if found is None and always and at_least is least:
            # What every choice leaves undone is told; the other warnings still count.
            self._accepted |= always
            return self.best(board)
        return None if found is None else found[1:]

    def _by_cost(self, options: Sequence[tuple[Pieces, ...]]) -> Iterator[_Option]:
        """Yield options with what they cost, the cheapest first; what has no price is none."""
        made = []
        for pieces in options:
            costs = [self.priced(each)[0] for each in pieces]
            known = [each.amount for each in costs if each is not None]
            if len(known) == len(pieces):
                made.append(_Option(pieces, sum(known, Decimal(0))))
        yield from sorted(made, key=lambda option: option.cost)

    def with_pieces(self, options: Sequence[_Option]) -> Plan:
        """Return the judged plan of the build with these pieces."""
        pieces = (each for option in options for each in option.pieces)
        positions, bought = self.left_over.used(self.build.positions, pieces)
        more = (bought_position(*each, self._bought(each)[1]) for each in bought)
        return self._planned(with_positions(self.build, (*positions, *more)))

    def with_kit(self, kit: Kit, shared: Sequence[Pieces]) -> Plan:
        """Return the judged plan of the build with one more of a kit, and shared pieces beside."""
        build = with_one_more(self.build, kit)
        positions, bought = self.left_over.used(build.positions, shared)
        more = (bought_position(*each, self._bought(each)[1]) for each in bought)
        return self._planned(with_positions(build, (*positions, *more)))

    def _refusals(self, plan: Plan, at_least: Severity) -> tuple[Finding, ...]:
        """Return what the rules have against a plan that was not so before: what is missing, too.

        A warning counts that one of the choices may mend: a cable, an outlet, watts to spare.
        """
        problems = new_problems(self.before, plan)
        if at_least is Severity.ERROR:
            return problems
        known = {(found.code, found.subject) for found in self.before.findings} | self._accepted
        # Where a switch holds nodes back already, another one does no harm that is as fast.
        slow = any(found.meaning.by_slowest for found in self.before.findings)
        lacking = (
            found
            for found in plan.findings
            if found.severity is Severity.WARNING
            and found.meaning.about is About.FIT
            and not self._purposes.isdisjoint(MENDED_BY.get(str(found.meaning.part), ()))
            and (found.code, found.subject) not in known
            and not (slow and found.meaning.by_slowest)
        )
        return tuple(dict.fromkeys((*problems, *lacking)))

    def missing_without(self, options: Sequence[_Option], place: int) -> tuple[str, ...]:
        """Return what the rules say where nothing is taken for one of the purposes."""
        nothing = _Option((), Decimal(0))
        fewer = [nothing if at == place else each for at, each in enumerate(options)]
        found = self._refusals(self.with_pieces(fewer), Severity.WARNING)
        return tuple(dict.fromkeys(each.message for each in found))


def _mended_by(refusal: Finding, kinds: Sequence[Purpose]) -> list[int]:
    """Return the places of the purposes for which another option may mend what is refused."""
    part = refusal.meaning.part
    mending = frozenset(Purpose) if part is None else MENDED_BY.get(part, frozenset())
    return [place for place, purpose in enumerate(kinds, start=1) if purpose in mending]


def _cheapest_first(
    purposes: Sequence[Sequence[_Option]],
) -> Iterator[tuple[Decimal, tuple[int, ...]]]:
    """Yield every choice of one option for each purpose, by place, in the order of their cost."""
    start = tuple(0 for _ in purposes)

    def price(places: tuple[int, ...]) -> Decimal:
        return sum(
            (options[at].cost for options, at in zip(purposes, places, strict=True)), Decimal(0)
        )

    waiting, seen = [(price(start), start)], {start}
    while waiting:
        spent, at = heappop(waiting)
        yield spent, at
        for index, options in enumerate(purposes):
            following = (*at[:index], at[index] + 1, *at[index + 1 :])
            if following[index] < len(options) and following not in seen:
                seen.add(following)
                heappush(waiting, (price(following), following))


def _told(
    answer: NextNode, found: tuple[list[_Option], Plan], search: _Search, board: Board
) -> NextNode:
    """Return the answer with what is added, what that costs, and why."""
    options, after = found
    under = [carrier for carrier, _ in in_use(after, Carrier)] if needs_carrier(board) else []
    added: list[AddedPart] = []
    for place, option in enumerate(options):
        # A cable to a switch is the others', too; one to a charger is the node's own.
        joins = any(isinstance(part, Switch) for part, _ in option.pieces)
        shared = [joins or _is_shared(part, under) for part, _ in option.pieces]
        why = search.missing_without(options, place) if any(shared) else ()
        added += [
            AddedPart(
                part.part_number,
                quantity,
                search.priced((part, quantity))[0],
                is_shared,
                why if is_shared else (),
                search.left_over.of((part, quantity)),
            )
            for (part, quantity), is_shared in zip(option.pieces, shared, strict=True)
        ]
    least = cost(after).subtotal
    kit, beside, after = _in_a_kit(search, board, options, added, after)
    spent = cost(after).subtotal - cost(search.before).subtotal
    doubts = [
        each
        for each in after.findings
        if each.meaning.about in (About.UNCHECKED, About.FIT)
        and (each.severity is Severity.WARNING or each.meaning.about is About.UNCHECKED)
        and each not in search.before.findings
    ]
    lacking = [each for each in search.before.findings if each.severity is Severity.ERROR]
    doubts += old_prices_added(search.before, after)
    return NextNode(
        title=answer.title,
        nodes=answer.nodes,
        board=board.part_number,
        choices=answer.choices,
        added=tuple(added),
        cost=None if any(each.cost is None for each in added) else spent,
        build=after.build,
        # A kit may be bound to dearer prices than its parts can be had at.
        proven=cost(after).subtotal <= least,
        findings=each_once((*lacking, *unknown_places(search.before), *doubts)),
        kit=kit,
        beside=beside,
    )


def _in_a_kit(
    search: _Search,
    board: Board,
    options: Sequence[_Option],
    added: list[AddedPart],
    after: Plan,
) -> tuple[str, BesideKits | None, Plan]:
    """Return the kit that there is one more of, or why there is none, and the plan with the node.

    Of a kit the parts cost what the build's own cost more with it: `added` says so.
    """
    own: Counter[str] = Counter()
    for each in added:
        own[each.part_number] += 0 if each.shared else each.quantity
    kit, beside = kit_for(search.build, board.part_number, +own)
    if kit is None:
        return "", beside, after
    pieces = (each for option in options for each in option.pieces)
    shared = [piece for piece, told in zip(pieces, added, strict=True) if told.shared]
    grown = search.with_kit(kit, shared)
    added[:] = costs_in_kit(added, search.before, grown)
    return kit.called, None, grown


def _is_shared(part: Part, under: Sequence[Carrier]) -> bool:
    """Tell whether several nodes share a part: a further one is not bought for each.

    What powers a carrier is shared by the modules on it; `under` is what the node may be on.
    """
    several = [carrier for carrier in under if (carrier.slots or 0) > 1]
    if isinstance(part, Charger):
        return bool(several) or sum(kind.count or 0 for kind in kinds_of(part)) > 1
    if isinstance(part, Cable):
        of_carriers = not part.is_network_lead or any(carrier.switch_mbps for carrier in several)
        return bool(several) and of_carriers
    if isinstance(part, Case):
        return part.port_count(PortKind.SHELF) > 1
    if isinstance(part, Carrier):
        return (part.slots or 0) > 1
    return isinstance(part, Switch)
