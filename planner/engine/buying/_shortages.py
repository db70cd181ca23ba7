"""What of a bill cannot be had, and what of it can."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.engine.buying.choices import Choice, Serving
from planner.engine.solving.solver import Program, minimize, total_of
from planner.model.basket import Need
from planner.model.buying import Market
from planner.model.findings import Finding, Severity
from planner.model.money import Money
from planner.model.obstacle_wording import obstacle_text
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.offers import Offer


@dataclass(frozen=True)
class Shortage:
    """What cannot be had of the needs: `lacking` counts the pieces, by the place of the need."""

    needs: tuple[Need, ...]
    lacking: Mapping[int, int]

    @property
    def missing(self) -> tuple[Need, ...]:
        """Return the needs that nobody fulfils, each with the pieces that cannot be had."""
        return tuple(
            self.needs[index].model_copy(update={"quantity": pieces})
            for index, pieces in self.lacking.items()
        )

    @property
    def obtainable(self) -> tuple[Need, ...]:
        """Return what is left to buy without the pieces that cannot be had."""
        left = [each.quantity - self.lacking.get(i, 0) for i, each in enumerate(self.needs)]
        return tuple(
            need.model_copy(update={"quantity": pieces})
            for need, pieces in zip(self.needs, left, strict=True)
            if pieces
        )

    def findings(
        self, market: Market, *, but: Collection[tuple[tuple[str, ...], ...]] = ()
    ) -> Iterator[Finding]:
        """Yield what nobody sells, and what nobody has enough of; but those of these kinds.

        Prices at which nobody sells tell what such a part cost, and of a part that is left out for
        what it or its prices are, that is told.
        """
        newest = {each.part_number: each for each in sorted(market.printed, key=_quoted)}
        for index, lacking in self.lacking.items():
            need = self.needs[index]
            if need.kind in but:
                continue
            had = need.quantity - lacking
            in_print = next((newest[number] for number in need.pool if number in newest), None)
            left_out = next((market.out[n] for n in need.pool if n in market.out), None)
            name = market.name_of(need.part_number)
            if left_out is not None and not had:
                yield _left_out(need, name, left_out, in_print)
                continue
            nobody = f"No vendor that delivers offers {name}."
            if in_print is not None:
                nobody = f"No shop that delivers offers {name}. {_told(in_print)}"
            some = f"Only {had} of {need.quantity} pieces of {name} are available."
            yield Finding(
                code="purchase-stock" if had else "purchase-no-offer",
                severity=Severity.ERROR,
                subject=need.part_number,
                message=some if had else nobody,
                hint="Add an offer, name an alternate, or drop an exclusion, a lock or a deadline.",
            )


def _left_out(need: Need, name: str, obstacle: Obstacle, in_print: Offer | None) -> Finding:
    """Return that what is needed is sold, and why that does not count."""
    why = obstacle_text(obstacle, of_one=True)
    told = "" if in_print is None else f" {_told(in_print)}"
    message = f"No offer of {name} counts: {why}.{told}"
    if obstacle.kind in (ObstacleKind.ENDED, ObstacleKind.RETIRED):
        return Finding(
            code="purchase-part-left-out",
            severity=Severity.ERROR,
            subject=need.part_number,
            message=message,
        )
    if obstacle.kind is ObstacleKind.OTHER_CONDITION:
        return Finding(
            code="purchase-condition-left-out",
            severity=Severity.ERROR,
            subject=need.part_number,
            message=message,
        )
    return Finding(
        code="purchase-prices-left-out",
        severity=Severity.ERROR,
        subject=need.part_number,
        message=message,
    )


def _quoted(offer: Offer) -> date:
    return offer.quoted_on


def _told(offer: Offer) -> str:
    """Return what a publication says a part cost."""
    price = Money(offer.price_breaks[0].price, offer.currency)
    pieces = "" if offer.pack_size == 1 else f" for {offer.pack_size} pieces"
    day = offer.quoted_on
    return f"{offer.vendor} published {price}{pieces} on {day}, but is not a shop."


def shortage(needs: Sequence[Need], offered: Iterable[Choice]) -> Shortage:
    """Return which needs the choices do not hold, and how many pieces they lack."""
    most = [0] * len(needs)
    shared: list[tuple[int, Serving]] = []
    for choice in offered:
        for serving in choice.servings:
            if len(serving.needs) == 1:
                most[serving.needs[0]] += choice.most_packs * serving.pieces
            else:
                shared.append((choice.most_packs * serving.pieces, serving))
    lacking = {
        index: need.quantity - pieces
        for index, (need, pieces) in enumerate(zip(needs, most, strict=True))
        if pieces < need.quantity
    }
    return Shortage(tuple(needs), _after_sharing(lacking, shared) if shared else lacking)


def _after_sharing(
    lacking: Mapping[int, int], shared: Iterable[tuple[int, Serving]]
) -> Mapping[int, int]:
    """Return what is lacking once pieces that serve several needs are shared out as well."""
    program = Program()
    given: dict[int, list[tuple[int, int]]] = {index: [] for index in lacking}
    for pieces, serving in shared:
        columns = {need: program.column(0, pieces) for need in serving.needs if need in lacking}
        program.row(((column, 1) for column in columns.values()), most=pieces)
        for need, column in columns.items():
            given[need].append((column, 1))
    for need, terms in given.items():
        program.row(terms, most=lacking[need])
    most_given = [(column, -1) for terms in given.values() for column, _ in terms]
    values = minimize(program, most_given).values
    left = {need: lacking[need] - total_of(terms, values) for need, terms in given.items()}
    return {need: pieces for need, pieces in left.items() if pieces}
