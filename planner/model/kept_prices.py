"""A price that a person picked of a page, with what they said of it, and what became of it."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from planner.model.cells import VendorId
from planner.model.findings import Finding, Severity
from planner.model.offers import Offer
from planner.model.parts import PartNumber
from planner.model.price_changes import PriceChange, PriceRefresh, matching
from planner.model.proposals import Ask, Condition, PageAnswer, PriceProposal, Said, TaxIncluded
from planner.model.record import Record


class PriceLine(Record):
    """What a page proposes for one part at one shop, before a person picked and answered.

    `vendor` and `part_number` are None while nobody said them; `old` is the price that was kept.
    Without proposals the findings say why there are none.
    """

    vendor: VendorId | None = None
    part_number: PartNumber | None = None
    old: Offer | None = None
    address: str = ""
    proposals: tuple[PriceProposal, ...] = ()
    findings: tuple[Finding, ...] = ()


class PickedPrice(Record):
    """One proposal that shall be kept: for which part, at which shop, and what was answered.

    `old` is the price that it stands beside, None where nothing was kept before. `looked_twice`
    says that a person saw that it moved far, or cannot be compared, and wants it all the same.
    """

    proposal: PriceProposal
    said: Said = Said()
    vendor: VendorId
    part_number: PartNumber
    old: Offer | None = None
    looked_twice: bool = False


class KeptPrice(Record):
    """What became of one price that was to be kept; with an error nothing of it was written."""

    name: str
    vendor: str
    part_number: str
    offer: Offer | None = None
    change: PriceChange | None = None
    written: bool = False
    findings: tuple[Finding, ...] = ()


class KeptPrices(Record):
    """What became of prices that were to be kept in the folder of one's own catalog."""

    folder: str
    prices: tuple[KeptPrice, ...] = ()

    @property
    def written(self) -> int:
        """Return how many prices are kept."""
        return sum(each.written for each in self.prices)


def lines_of(refresh: PriceRefresh) -> tuple[PriceLine, ...]:
    """Return a line for each kept price that was asked again."""
    return tuple(
        PriceLine(
            vendor=each.offer.vendor,
            part_number=each.offer.part_number,
            old=each.offer,
            address=each.address,
            proposals=each.proposals,
            findings=each.findings,
        )
        for each in refresh.prices
    )


def lines_of_page(
    answer: PageAnswer, kept: Sequence[Offer], *, vendor: str | None, part_number: str | None = None
) -> tuple[PriceLine, ...]:
    """Return a line for each price that was kept of a page, or one for a page that is new.

    `vendor` is the shop of the page and `part_number` the part that it is said to be of, where that
    is known.
    """
    mine = [each for each in kept if part_number in (None, each.part_number)]
    shared = {"address": answer.address, "findings": answer.findings}
    if not mine:
        new = {"vendor": vendor, "part_number": part_number, "proposals": answer.proposals}
        return (PriceLine.model_validate({**shared, **new}),)
    return tuple(
        PriceLine.model_validate(
            {
                **shared,
                "vendor": old.vendor,
                "part_number": old.part_number,
                "old": old,
                "proposals": matching(old, answer.proposals),
            }
        )
        for old in mine
    )


def variants_called(
    proposals: tuple[PriceProposal, ...], text: str | None
) -> tuple[PriceProposal, ...]:
    """Return the proposals that a person means by a variant, a name, an SKU; all if none is said.

    The whole of it counts before a piece of it.
    """
    if text is None:
        return proposals
    wanted = text.strip().casefold()
    names = [
        {each.variant.casefold(), each.name.casefold(), each.variant_id, each.sku.casefold()}
        for each in proposals
    ]
    whole = tuple(p for p, known in zip(proposals, names, strict=True) if wanted in known)
    return whole or tuple(each for each in proposals if wanted in each.name.casefold())


def said_before(proposal: PriceProposal, old: Offer | None) -> Said:
    """Return what was answered for a kept price and is asked again for the new one of its page.

    Of tax, pack and condition only: a currency is said by the page, or by a person for this price.
    """
    if old is None:
        return Said()
    asked = {question.about for question in proposal.questions}
    facts: dict[str, object] = {}
    if Ask.TAX in asked and old.tax_included is not None:
        facts["tax_included"] = TaxIncluded.YES if old.tax_included else TaxIncluded.NO
    # One piece is what an offer holds where nobody spoke of packs: that was no answer.
    if Ask.PACK in asked and old.pack_size > 1:
        facts["pack_size"] = old.pack_size
    if Ask.CONDITION in asked and old.condition is not None:
        facts["condition"] = Condition(old.condition)
    return Said.model_validate(facts)


def said_in(answers: Mapping[str, str]) -> tuple[Said, tuple[Finding, ...]]:
    """Return what a person typed for each question, by field of `Said`; empty is not said.

    What cannot be read is told, and stays unanswered.
    """
    said: dict[str, object] = {}
    findings = []
    for name, text in answers.items():
        if not text.strip():
            continue
        written = text.strip().upper() if name == "currency" else text.strip()
        try:
            said[name] = getattr(Said.model_validate_strings({name: written}), name)
        except ValidationError as error:
            findings.append(_unreadable(name, text, error.errors()[0]["msg"]))
    return Said.model_validate(said), tuple(findings)


def _unreadable(name: str, text: str, why: str) -> Finding:
    return Finding(
        code="price-answer-unreadable",
        severity=Severity.ERROR,
        subject=name,
        message=f"{name.replace('_', ' ').capitalize()}: {text!r} cannot be read. {why}.",
        hint="Write it plainly, such as 12.50, SGD or 2026-11-29.",
    )


def not_looked_at_twice(change: PriceChange) -> Finding:
    """Return that a change is too large, or cannot be told, to be kept at first sight."""
    if change.percent is None:
        told = " ".join(change.told) or "The two cannot be compared."
        message = f"{change.part_number} at {change.vendor}: {told}"
    else:
        message = (
            f"{change.part_number} at {change.vendor} was {change.old} on {change.old_day} and is "
            f"{change.new} now: {change.percent:+f} %."
        )
    return Finding(
        code="price-second-look",
        severity=Severity.ERROR,
        subject=change.part_number,
        message=message,
        hint="Check the shop's page again, then confirm that it is right.",
    )


def none_to_pick(line: PriceLine, variant: str | None = None) -> Finding:
    """Return that of what a page proposes nobody said which it is, or that nothing is like it."""
    names = "; ".join(dict.fromkeys(each.name for each in line.proposals))
    what = "It is not stated which one it is" if variant is None else f"None is called {variant!r}"
    return Finding(
        code="price-not-chosen",
        severity=Severity.ERROR,
        subject=line.part_number or line.address,
        message=f"{line.address or 'What was read'}: {what}.",
        hint=f"Name the variant. To choose from: {names}.",
    )


def other_currency(proposal: PriceProposal, wanted: str) -> Finding:
    """Return that a page states another currency than a person does; it is never replaced."""
    return Finding(
        code="price-currency-stated",
        severity=Severity.ERROR,
        subject=proposal.name,
        message=f"{proposal.name} is priced in {proposal.currency}, not in {wanted}.",
        hint="Keep it in that currency, or use the shop's address for your country.",
    )
