"""What commands say about prices of shops' pages; no layout."""

from collections.abc import Iterator

from planner.cli.answer import Answer, Text
from planner.model.findings import Finding, Severity
from planner.model.kept_prices import KeptPrice, KeptPrices
from planner.model.price_changes import PriceRefresh, RefreshedPrice
from planner.model.proposals import Outcome, PageAnswer, PriceProposal
from planner.model.table import Column, Row, Table
from planner.model.words import counted

_TODO = {
    Outcome.PROPOSE: "Proposed, not kept yet",
    Outcome.CHOOSE: "Several to choose from, not kept yet",
    Outcome.ASK: "No single price: answer the questions first",
    Outcome.REFUSE: "No price",
}


def page_prices_answer(found: PageAnswer) -> Answer:
    """Return what a page proposes, and what must be answered before anything of it is kept."""
    day = f" as of {found.day}" if found.day else ""
    title = f"{found.product or found.address or 'A page'}{day}"
    blocks: list[Table | Text] = [Text(f"{title}: {_TODO[found.outcome].lower()}.", strong=True)]
    if found.proposals:
        blocks.append(_proposals(found.proposals))
        blocks += [Text(each.credit) for each in found.proposals[:1] if each.credit]
    blocks += [Text(each) for each in dict.fromkeys(_asked(found))]
    blocks += [Text(f"In the text: {each}") for each in found.amounts]
    if found.further:
        blocks.append(Text(f"Separate pages: {', '.join(found.further)}"))
    findings = [*found.findings, *(f for each in found.proposals for f in each.findings)]
    return Answer(tuple(blocks), found, tuple(dict.fromkeys(findings)))


def _asked(found: PageAnswer) -> Iterator[str]:
    for question in (*found.questions, *(q for each in found.proposals for q in each.questions)):
        choices = f" ({'; '.join(question.choices)})" if question.choices else ""
        yield f"To answer: {question.words}{choices}"


def _proposals(proposals: tuple[PriceProposal, ...]) -> Table:
    columns = (
        Column("article", "Product"),
        Column("price", "Price per pack"),
        Column("pack", "Pack"),
        Column("tax", "Tax included"),
        Column("stock", "Stock"),
        Column("condition", "Condition"),
        Column("sku", "SKU"),
    )
    rows = tuple(
        Row(
            f"{place} {each.name}",
            (
                each.name,
                _price(each),
                "?" if each.pack_size is None else str(each.pack_size),
                str(each.tax_included),
                each.availability.replace("_", " "),
                str(each.condition),
                each.sku,
            ),
        )
        for place, each in enumerate(proposals)
    )
    return Table("proposals", "Proposals", columns, rows)


def _price(proposal: PriceProposal) -> str:
    if proposal.price is not None:
        return str(proposal.price)
    return "?" if proposal.amount is None else f"{proposal.amount:f} in ?"


def refreshed_answer(found: PriceRefresh) -> Answer:
    """Return each kept price beside the new one, and what became of pages that gave none."""
    columns = (
        Column("part", "Part"),
        Column("vendor", "Vendor"),
        Column("old", "Kept"),
        Column("new", "Now"),
        Column("percent", "Change"),
        Column("age", "Age"),
        Column("told", "What"),
    )
    rows = tuple(
        Row(f"{place} {each.offer.part_number}", _cells(each))
        for place, each in enumerate(found.prices)
    )
    with_price = sum(bool(each.change and each.change.new) for each in found.prices)
    prices = counted(len(found.prices), "kept price")
    told = f"{prices}; {with_price} with a new one beside it. None of them is kept yet."
    if not found.prices:
        told = "No kept price has a shop page, so there is nothing to read again."
    # What a page could not say is no mistake in what is kept.
    findings = tuple(
        finding.model_copy(update={"severity": Severity.WARNING})
        for finding in dict.fromkeys(_findings(found))
    )
    table = Table("prices", "Prices read again", columns, rows)
    return Answer((table, Text(told)), found, findings)


def kept_answer(found: KeptPrices) -> Answer:
    """Return what was kept in one's own catalog, and what was not with what must be said first."""
    columns = (
        Column("part", "Part"),
        Column("vendor", "Vendor"),
        Column("price", "Price per pack"),
        Column("percent", "Change"),
        Column("kept", "Kept"),
    )
    rows = tuple(
        Row(f"{place} {each.part_number}", _kept_cells(each))
        for place, each in enumerate(found.prices)
    )
    left = len(found.prices) - found.written
    told = f"Kept {counted(found.written, 'price')} in {found.folder}."
    if left:
        told += f" {counted(left, 'price')} not kept: see below what each needs."
    # What needs an answer is no mistake in what is kept, unless nothing could be.
    findings = [finding for each in found.prices for finding in each.findings]
    if found.written:
        findings = [each.model_copy(update={"severity": Severity.WARNING}) for each in findings]
    table = Table("kept", "Prices kept", columns, rows)
    return Answer((table, Text(told, strong=True)), found, tuple(dict.fromkeys(findings)))


def _kept_cells(price: KeptPrice) -> tuple[str, ...]:
    change, offer = price.change, price.offer
    now = (
        str(offer.pack_price(offer.sold_packs(1))) if offer else str((change and change.new) or "?")
    )
    moved = "" if change is None or change.percent is None else f"{change.percent:+f} %"
    return (price.part_number, price.vendor, now, moved, "yes" if price.written else "no")


def _findings(found: PriceRefresh) -> Iterator[Finding]:
    for each in found.prices:
        yield from each.findings
        yield from (finding for proposal in each.proposals for finding in proposal.findings)


def _cells(price: RefreshedPrice) -> tuple[str, ...]:
    offer, change = price.offer, price.change
    old = str(offer.pack_price(offer.sold_packs(1)))
    head = (offer.part_number, offer.vendor, old)
    if change is None:
        told = f"{len(price.proposals)} variants to choose from" if price.proposals else "no price"
        return (*head, "", "", "", told)
    moved = "" if change.percent is None else f"{change.percent:+f} %"
    age = "" if change.age_days is None else counted(change.age_days, "day")
    told = " ".join(change.told) or ("check again: large change" if change.second_look else "")
    return (*head, str(change.new or "?"), moved, age, told)
