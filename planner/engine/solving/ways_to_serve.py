"""Facility location where several sites may share a need, piece by piece: a bound close by.

A site is opened in one of some modes: for what that costs, where at least so much is spent. A way
to serve a need says how many of its pieces come from which sites. What a site asks for pieces need
not be straight: packs, little stock, steps of a price. So a bound by a price of each piece lies far
off, and here each need is served in the best of all its ways instead, found by adding site to site.

Prices tie the needs together. A need pays a *link* to each site that it is served by in a mode, and
the sites pay their openings of what they get; of what is spent in a mode, a *share* counts towards
the least that is to be spent there. Whatever the prices, no way to serve all needs costs less than
the best ways come to, less what is paid beyond the openings: all constraints that were left out are
those that the prices stand for (Lagrangean relaxation: A. M. Geoffrion, "Lagrangean relaxation for
integer programming", Mathematical Programming Study 2, 1974). Good prices come from the linear
program whose columns are ways, to which the best ways at its own prices are added again and again
(column generation: P. C. Gilmore and R. E. Gomory, Operations Research 9, 1961).

All amounts are whole numbers, in arrays too, so a bound is exact however the prices came about.

In one piece because bound, best ways and prices are three sights of the same arrays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.engine.solving.effort import UNHURRIED, Effort
from planner.engine.solving.solver import PRICE_PARTS, Program, row_prices

Whole = NDArray[np.int64]
Way = tuple[tuple[int, int], ...]  # links by their place, each with its pieces

MOST = 2**40  # of any amount: times a share it is no larger than an array may hold
NEVER = 2**42
SHARE = 10**6  # parts in which shares are told
UNIT = 1_000  # for the solver, which works with numbers of middling size
_ROUNDS = 10
_FIRST = 16  # ways from one site, those that cost least, to begin with
_ENOUGH = 50_000  # one part in so many of the bound is no longer worth a round
_FEW = 100  # one in so many ways that is not known yet is few
_NEAR = 100  # ways that cost one part in so many more than the best are columns, too


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to open a site, what that costs, and the least that is to be spent there then."""

    site: str
    opening: int
    least: int = 0


@dataclass(frozen=True, slots=True)
class Served:
    """What a site asks at least for one, two and more pieces of a need, up to all that it has."""

    need: int
    site: str
    costs: Sequence[int]


@dataclass(frozen=True)
class Prices:
    """What each link pays, and which share counts in each mode, in parts of `SHARE`."""

    links: Whole
    shares: Whole


@dataclass(frozen=True)
class Bound:
    """What nothing that serves all needs costs less than, at some prices.

    With a need served by that of the served, it costs `served` more; with no order at a site,
    `without` more.
    """

    bound: int
    served: tuple[int, ...]
    without: Mapping[str, int]


@dataclass(frozen=True)
class _Best:
    """The best ways at some prices: what each need's costs, and what the best with each link does.

    `asked` is what links ask for so many pieces, and `of_stands` the least that those of a stand
    do. A few stands of each need are `ranked`; `first` and `last` are what pieces cost at least at
    the first so many of them, and at the last, and `rest` at all but each.
    """

    costs: Whole
    with_it: Whole
    asked: Whole
    of_stands: Whole
    among: Whole
    rank: Whole
    ranked: Whole
    rest: Whole
    first: Sequence[Whole]
    last: Sequence[Whole]


class Location:
    """Needs, the modes of sites, and the links between them: arrays with a row a link."""

    def __init__(self, wanted: Sequence[int], modes: Sequence[Mode], served: Sequence[Served]):
        """Lay out what the sites ask; each need is served by some site."""
        self.modes = tuple(modes)
        of_site: dict[str, list[int]] = {}
        for place, mode in enumerate(modes):
            of_site.setdefault(mode.site, []).append(place)
        self.served = tuple(served)
        self.sites = tuple(of_site)
        sites = {name: place for place, name in enumerate(of_site)}
        pairs = [
            (each.need, sites[each.site], mode, place)
            for place, each in enumerate(served)
            for mode in of_site.get(each.site, ())
        ]
        pairs.sort()
        links = np.array(pairs, dtype=np.int64).reshape(len(pairs), 4)
        self.need, self.mode, self.place = links[:, 0], links[:, 2], links[:, 3]
        self.wanted = np.array(wanted, dtype=np.int64)
        self.most = max(wanted)
        table = np.full((len(served), self.most), NEVER, dtype=np.int64)
        for place, each in enumerate(served):
            table[place, : len(each.costs)] = each.costs
        self.costs = table[self.place]
        self.openings = np.array([mode.opening for mode in modes], dtype=np.int64)
        self.least = np.array([mode.least for mode in modes], dtype=np.int64)
        self.site = np.array([sites[mode.site] for mode in modes], dtype=np.int64)
        # A stand is a site that serves a need, in whichever mode.
        begins = np.ones(len(pairs), dtype=bool)
        begins[1:] = (links[1:, :2] != links[:-1, :2]).any(axis=1)
        self.stand = np.cumsum(begins) - 1
        self.links_of_stands = np.flatnonzero(begins)
        self.stand_need = self.need[self.links_of_stands]
        self.starts = np.searchsorted(self.stand_need, np.arange(len(wanted)))

    @cached_property
    def _all(self) -> Whole:
        """What all pieces of a need cost at each link; the last pieces are all of them."""
        return self.costs[np.arange(len(self.need)), self.wanted[self.need] - 1]

    # --- a bound ----------------------------------------------------------------------------------

    def bound(self, prices: Prices, margin: int) -> Bound:
        """Return the bound at some prices; lifts up to a margin are told closely."""
        best = self._best(prices, margin)
        left = self._left(prices)
        gains = np.zeros(len(self.sites), dtype=np.int64)
        np.minimum.at(gains, self.site, left)
        lifts = np.maximum(best.with_it - best.costs[self.need], 0)
        closing = self._without(lifts) - gains
        lifts += (left - gains[self.site])[self.mode]
        served = np.full(len(self.served), NEVER, dtype=np.int64)
        np.minimum.at(served, self.place, lifts)
        without = dict(zip(self.sites, closing.tolist(), strict=True))
        return Bound(int(best.costs.sum() + gains.sum()), tuple(served.tolist()), without)

    def _without(self, lifts: Whole) -> Whole:
        """Return by site what the needs cost more that are served best there: in the next way."""
        of_stands = np.minimum.reduceat(lifts, self.links_of_stands)
        in_order = np.lexsort((of_stands, self.stand_need))
        ends = np.append(self.starts[1:], len(of_stands))
        several = ends - self.starts > 1
        best = in_order[self.starts]
        following = in_order[np.where(several, self.starts + 1, self.starts)]
        more = np.where(several, of_stands[following], NEVER)
        result = np.zeros(len(self.sites), dtype=np.int64)
        np.add.at(result, self.site[self.mode[self.links_of_stands[best]]], more)
        return result

    def _left(self, prices: Prices) -> Whole:
        """Return what of its opening no link pays for, by mode; below nothing where more is."""
        paid = np.zeros(len(self.modes), dtype=np.int64)
        np.add.at(paid, self.mode, prices.links)
        return self.openings + self.least * prices.shares // SHARE - paid

    def _best(self, prices: Prices, margin: int) -> _Best:
        """Return the best way to serve each need, and the best with each link."""
        asked = self.costs * (SHARE - prices.shares[self.mode])[:, None] // SHARE
        asked += prices.links[:, None]
        asked[self.costs >= NEVER] = NEVER
        at_stands = np.minimum.reduceat(asked, self.links_of_stands)
        wanted, pieces = self.wanted[self.stand_need], np.arange(1, self.most + 1)
        # No piece costs less than the least of any stand; so neither do those that are left.
        each = (at_stands * wanted[:, None] // pieces).min(axis=1)
        each = np.minimum.reduceat(each, self.starts)[self.stand_need]
        others = np.maximum(wanted[:, None] - pieces, 0)
        least = (at_stands + each[:, None] * others // wanted[:, None]).min(axis=1)
        alone = at_stands[np.arange(len(wanted)), wanted - 1]
        limit = np.minimum.reduceat(alone, self.starts) + margin
        among = np.flatnonzero(least <= limit[self.stand_need])
        rank, ranked = self._ranked(among)
        first = _sums(at_stands, ranked, self.most)
        last = _sums(at_stands, ranked[::-1], self.most)[::-1]
        # What is completed at a stand that is not among them costs no less than that stand does.
        beyond = least.copy()
        beyond[among] = NEVER
        beyond = np.minimum.reduceat(beyond, self.starts)
        costs = first[-1][np.arange(len(self.wanted)), self.wanted]
        with_it = least[self.stand]
        mine = np.isin(self.stand, among)
        rest = np.empty((len(least), self.most + 1), dtype=np.int64)
        rest[among] = _without(rank, self.stand_need[among], first, last)
        to_go = np.maximum(self.wanted[self.need[mine]][:, None] - pieces, 0)
        ways = asked[mine] + np.take_along_axis(rest[self.stand[mine]], to_go, axis=1)
        with_it[mine] = np.minimum(ways.min(axis=1), beyond[self.need[mine]])
        costs = np.minimum(costs, beyond)
        return _Best(costs, with_it, asked, at_stands, among, rank, ranked, rest, first, last)

    def _ranked(self, among: Whole) -> tuple[Whole, Whole]:
        """Return the ranks of some stands, and for each need those, one a row; -1 for none."""
        mine = self.stand_need[among]
        begin = np.searchsorted(mine, np.arange(len(self.wanted)))
        rank = np.arange(len(among)) - begin[mine]
        ranked = np.full((int(rank.max()) + 1, len(self.wanted)), -1, dtype=np.int64)
        ranked[rank, mine] = among
        return rank, ranked

    # --- good prices ------------------------------------------------------------------------------

    def priced(self, effort: Effort = UNHURRIED) -> Prices:
        """Return good prices; none at all where there is no time for better ones."""
        best = Prices(
            np.zeros(len(self.need), dtype=np.int64), np.zeros(len(self.modes), dtype=np.int64)
        )
        bound = 0
        ways = _Ways(self)
        fresh = ways.added(self._from_one())
        for _ in range(_ROUNDS):
            found = row_prices(ways.program, ways.costs, unit=UNIT, effort=effort)
            if not found:
                break
            prices, paid = self._read(found, ways)
            near = self._best(prices, 0)
            here = int(near.costs.sum() + np.minimum(self._left(prices), 0).sum())
            fresh = ways.added(self._near(near, paid))
            gained, worth = here - bound, bound // _ENOUGH
            if gained > 0:
                best, bound = prices, here
            if gained <= worth and fresh * _FEW <= len(ways.known):
                break
            if int(np.maximum(paid - near.costs, 0).sum()) <= worth or not effort.goes_on():
                break
        return best

    def _from_one(self) -> Iterator[tuple[int, Way]]:
        """Yield the ways from one site that cost least, a few for each need."""
        starts = self.links_of_stands[self.starts].tolist()
        ends = [*starts[1:], len(self.need)]
        for need, (start, end) in enumerate(zip(starts, ends, strict=True)):
            costs = self._all[start:end]
            for place in np.argsort(costs, kind="stable")[:_FIRST].tolist():
                if costs[place] < NEVER:
                    yield need, ((start + place, int(self.wanted[need])),)

    def _near(self, best: _Best, paid: Whole) -> Iterator[tuple[int, Way]]:
        """Yield for each stand the best way with it, where that costs little more than is paid."""
        limit = paid + best.costs // _NEAR
        for stand, rank in zip(best.among.tolist(), best.rank.tolist(), strict=True):
            need = int(self.stand_need[stand])
            wanted = int(self.wanted[need])
            mine, before = best.of_stands[stand], best.first[rank][need]
            after = best.last[rank + 1][need]
            ways = mine[:wanted] + best.rest[stand, :wanted][::-1]
            pieces = int(ways.argmin()) + 1
            if ways[pieces - 1] > limit[need]:
                continue
            to_go = wanted - pieces
            early = int((before[: to_go + 1] + after[to_go::-1]).argmin())
            way = [(stand, pieces)]
            way += self._taken(best, need, range(rank - 1, -1, -1), best.first, early, 0)
            ranks = range(rank + 1, len(best.ranked))
            way += self._taken(best, need, ranks, best.last, to_go - early, 1)
            yield need, tuple(sorted((self._link(best, *each), each[1]) for each in way))

    def _taken(
        self,
        best: _Best,
        need: int,
        ranks: Iterable[int],
        sums: Sequence[Whole],
        pieces: int,
        step: int,
    ) -> Iterator[tuple[int, int]]:
        """Yield the stands of so many pieces of a need, and how many come from each."""
        for rank in ranks:
            stand = int(best.ranked[rank, need])
            here, there = sums[rank + 1 - step][need], sums[rank + step][need]
            if not pieces:
                return
            if stand < 0 or here[pieces] == there[pieces]:
                continue
            asked = best.of_stands[stand]
            given = next(
                k for k in range(1, pieces + 1) if there[pieces - k] + asked[k - 1] == here[pieces]
            )
            yield stand, given
            pieces -= given

    def _link(self, best: _Best, stand: int, pieces: int) -> int:
        """Return the link of a stand that asks least for so many pieces."""
        begin = int(self.links_of_stands[stand])
        asked = best.of_stands[stand, pieces - 1]
        while best.asked[begin, pieces - 1] != asked:
            begin += 1
        return begin

    def _read(self, found: Sequence[int], ways: "_Ways") -> tuple[Prices, Whole]:
        """Return prices from those of the program's rows, and what each need pays in all."""
        paid = np.array(found[: len(self.wanted)], dtype=object) // PRICE_PARTS
        paid = np.clip(paid, 0, MOST).astype(np.int64)
        shares = np.zeros(len(self.modes), dtype=np.int64)
        for mode, row in ways.spent.items():
            shares[mode] = min(max(found[row], 0), SHARE)
        links = np.zeros(len(self.need), dtype=np.int64)
        for link, row in ways.tied.items():
            links[link] = min(max(found[row] // PRICE_PARTS, 0), MOST)
        # A link without a row pays what it would be worth, as far as openings are left for that.
        others = np.ones(len(self.need), dtype=bool)
        others[list(ways.tied)] = False
        alone = self._all * (SHARE - shares[self.mode]) // SHARE
        worth = np.where(others & (self._all < NEVER), np.maximum(paid[self.need] - alone, 0), 0)
        prices = Prices(links, shares)
        left = np.maximum(self._left(prices), 0)
        asked = np.zeros(len(self.modes), dtype=np.int64)
        np.add.at(asked, self.mode, worth)
        part = np.minimum(left * SHARE // np.maximum(asked, 1), SHARE)
        return replace(prices, links=links + worth * part[self.mode] // SHARE), paid


class _Ways:
    """The program whose columns are ways to serve needs, one need or another, as they are known.

    The row of a need has its place; `spent` are those of modes that ask for something to be spent,
    `tied` those of links.
    """

    def __init__(self, location: Location) -> None:
        self._location = location
        self.program = Program()
        self.known: set[tuple[int, Way]] = set()
        for _ in location.wanted:
            self.program.row((), least=1)
        self._opened = [self.program.switch() for _ in location.modes]
        self.costs = list(zip(self._opened, location.openings.tolist(), strict=True))
        self.spent: dict[int, int] = {}
        self.tied: dict[int, int] = {}
        for mode, least in enumerate(location.least.tolist()):
            if least:
                filling = self.program.column(0, least)
                self.costs.append((filling, 1))
                self.spent[mode] = len(self.program.rows)
                row = ((filling, 1), (self._opened[mode], -least))
                self.program.row(row, least=0, scale=UNIT)

    def added(self, ways: Iterable[tuple[int, Way]]) -> int:
        """Add ways as columns, and return how many of them were not known."""
        before = len(self.known)
        for need, way in ways:
            if (need, way) not in self.known:
                self.known.add((need, way))
                self._add(need, way)
        return len(self.known) - before

    def _add(self, need: int, way: Way) -> None:
        column, cost, rows = self.program.switch(), 0, self.program.rows
        rows[need][0][column] = 1
        for link, pieces in way:
            mode = int(self._location.mode[link])
            asked = int(self._location.costs[link, pieces - 1])
            cost += asked
            if link not in self.tied:
                self.tied[link] = len(rows)
                self.program.row(((self._opened[mode], 1),), least=0)
            rows[self.tied[link]][0][column] = -1
            if mode in self.spent:
                terms = rows[self.spent[mode]][0]
                terms[column] = terms.get(column, 0) + asked
        self.costs.append((column, cost))


def _sums(asked: Whole, ranked: Whole, most: int) -> list[Whole]:
    """Return what so many pieces of each need cost at least by the first stands of a ranking."""
    sums = np.full((ranked.shape[1], most + 1), NEVER, dtype=np.int64)
    sums[:, 0] = 0
    result = [sums]
    for links in ranked:
        there = np.flatnonzero(links >= 0)
        before, mine = sums[there], asked[links[there]]
        after = before.copy()
        for pieces in range(1, most + 1):
            np.minimum(
                after[:, pieces:],
                before[:, : most + 1 - pieces] + mine[:, pieces - 1, None],
                out=after[:, pieces:],
            )
        sums = sums.copy()
        sums[there] = after
        result.append(sums)
    return result


def _without(rank: Whole, need: Whole, first: Sequence[Whole], last: Sequence[Whole]) -> Whole:
    """Return what so many pieces cost at least without each of some stands of needs."""
    before, after = np.stack(first)[rank, need], np.stack(last)[rank + 1, need]
    result = np.full_like(before, NEVER)
    for early in range(before.shape[1]):
        np.minimum(
            result[:, early:],
            before[:, early, None] + after[:, : after.shape[1] - early],
            out=result[:, early:],
        )
    return result
