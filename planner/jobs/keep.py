"""Keep prices that a person accepted: what pages proposed becomes rows of one's own catalog.

Nothing is kept but what was picked here, line by line. What cannot be kept is told with why, and
keeps nothing else from being written.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from planner.io.catalog.one_row import row_findings
from planner.io.own.rows import RowFile, put_rows, row_among, seen_rows
from planner.io.text.cells import cells_of
from planner.jobs.own import file_of, id_of, save_row
from planner.jobs.prices import price_pages
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, Severity, has_errors
from planner.model.kept_prices import (
    KeptPrice,
    KeptPrices,
    PickedPrice,
    PriceLine,
    none_to_pick,
    not_looked_at_twice,
    other_currency,
    said_before,
    variants_called,
)
from planner.model.offers import Offer
from planner.model.own import WrittenRow
from planner.model.price_changes import price_change
from planner.model.proposals import PriceProposal, Said, answered, offer_of
from planner.model.vendors import Vendor

# Rows of one's own offers as they stood when a person began to look, by vendor.
SeenOffers = Mapping[str, tuple[Mapping[str, str], ...]]


def seen_offers(own: Path, vendors: Iterable[str]) -> SeenOffers:
    """Return the offers of one's own of some vendors as they stand now.

    What is kept later is kept only if these are still there, so that of two who look at the same
    prices neither undoes what the other did. PlannerError: a file is there and cannot be read.
    """
    return {each: seen_rows(own, file_of("offers", vendor=each)) for each in sorted(set(vendors))}


# --- prices of pages -----------------------------------------------------------------------------


def keep_prices(
    own: Path,
    picked: Sequence[PickedPrice],
    catalog: Catalog,
    *,
    seen: SeenOffers,
    today: date,
) -> KeptPrices:
    """Write what a person picked into one's own catalog, and tell what became of each.

    A question that is open, a change that nobody looked at twice, a row that somebody else changed
    since it was `seen`, or a file that cannot be written keep a price from being written.
    """
    found = [_judged(each, catalog, today) for each in picked]
    return KeptPrices(folder=str(own), prices=write_prices(own, found, seen))


def pick_prices(
    lines: Iterable[PriceLine],
    said: Said,
    *,
    variant: str | None = None,
    as_before: bool = False,
    looked_twice: bool = False,
) -> tuple[tuple[PickedPrice, ...], tuple[KeptPrice, ...]]:
    """Pick what can be picked with one answer for all lines, and tell what cannot and why.

    A currency is an answer only where the page states none. `as_before` answers tax, pack and
    condition as they were answered for the kept price. Lines without a shop or a part are told.
    """
    picked, others = [], []
    for line in lines:
        found = variants_called(line.proposals, variant)
        refusals = _unpickable(line, found, said, variant)
        if refusals or line.vendor is None or line.part_number is None:
            others.append(
                KeptPrice(
                    name=found[0].name if len(found) == 1 else line.address,
                    vendor=line.vendor or "",
                    part_number=line.part_number or "",
                    findings=refusals,
                )
            )
            continue
        proposal = found[0]
        before = said_before(proposal, line.old) if as_before else Said()
        known = {name: value for name, value in (*before, *said) if value is not None}
        if proposal.currency is not None:
            known.pop("currency", None)
        picked.append(
            PickedPrice(
                proposal=proposal,
                said=Said.model_validate(known),
                vendor=line.vendor,
                part_number=line.part_number,
                old=line.old,
                looked_twice=looked_twice,
            )
        )
    return tuple(picked), tuple(others)


def _unpickable(
    line: PriceLine, found: Sequence[PriceProposal], said: Said, variant: str | None
) -> tuple[Finding, ...]:
    if not line.proposals:
        return line.findings
    if len(found) != 1:
        return (none_to_pick(line, variant),)
    if said.currency is not None and found[0].currency not in (None, said.currency):
        return (other_currency(found[0], said.currency),)
    if line.vendor is None:
        return (_no_shop(line.address),)
    if line.part_number is None:
        return (_no_part(found[0].name),)
    return ()


def _no_shop(address: str) -> Finding:
    return Finding(
        code="shop-unknown",
        severity=Severity.ERROR,
        subject=address,
        message=f"The catalog has no shop at {host_of(address) or 'that address'}.",
        hint="Add the shop first: its name and its currency.",
    )


def _no_part(name: str) -> Finding:
    return Finding(
        code="price-no-part",
        severity=Severity.ERROR,
        subject=name,
        message=f"It is not stated which part of the catalog {name} is.",
        hint="Name the part; add it to the catalog first if it is not there.",
    )


def kept_of(catalog: Catalog, *addresses: str) -> tuple[Offer, ...]:
    """Return the newest prices that were kept of a page, by any of its addresses."""
    pages = (page for page in price_pages(catalog) if page.address in addresses)
    return tuple(offer for page in pages for offer in page.offers)


def _judged(picked: PickedPrice, catalog: Catalog, today: date) -> KeptPrice:
    """Return what a picked price makes, not written yet, or why it makes none."""
    settled = answered(picked.proposal, picked.said)
    mine = KeptPrice(
        name=picked.proposal.name,
        vendor=picked.vendor,
        part_number=picked.part_number,
        change=None if picked.old is None else price_change(picked.old, settled),
    )
    try:
        offer = offer_of(
            picked.proposal, picked.said, vendor=picked.vendor, part_number=picked.part_number
        )
    except PlannerError as error:
        return mine.model_copy(update={"findings": (error.finding,)})
    if mine.change is not None and mine.change.second_look and not picked.looked_twice:
        return mine.model_copy(update={"findings": (not_looked_at_twice(mine.change),)})
    findings = wrong_with(offer, catalog, today)
    return mine.model_copy(update={"offer": offer, "findings": findings})


def wrong_with(offer: Offer, catalog: Catalog, today: date) -> tuple[Finding, ...]:
    """Return what is wrong with the rows that an offer would be."""
    rows = _rows_of(offer)
    found = (f for row in rows for f in row_findings("offers", row, catalog, today=today))
    return tuple(dict.fromkeys(found))


def _rows_of(offer: Offer) -> tuple[dict[str, str], ...]:
    """Return the rows of an offer, one for each of its price breaks."""
    shared = cells_of(offer)
    return tuple(
        {**shared, "price": f"{each.price:f}", "min_quantity": str(each.min_quantity)}
        for each in offer.price_breaks
    )


def write_prices(own: Path, found: Sequence[KeptPrice], seen: SeenOffers) -> tuple[KeptPrice, ...]:
    """Write what nothing is wrong with, the prices of one shop at once; tell what was not."""
    done = list(found)
    for vendor in dict.fromkeys(each.vendor for each in found):
        file = file_of("offers", vendor=vendor)
        places, groups = [], []
        for place, each in enumerate(found):
            if each.vendor == vendor and each.offer is not None and not has_errors(each.findings):
                places.append(place)
                groups.append(
                    [_edit(row, file, seen.get(vendor, ())) for row in _rows_of(each.offer)]
                )
        try:
            refused = put_rows(own, file, groups) if groups else ()
        except PlannerError as error:
            refused = (error.finding,) * len(groups)
        for place, why in zip(places, refused, strict=True):
            more = () if why is None else (why,)
            findings = (*found[place].findings, *more)
            told = {"written": why is None, "findings": findings}
            done[place] = found[place].model_copy(update=told)
    return tuple(done)


def _edit(
    row: Mapping[str, str], file: RowFile, seen: Sequence[Mapping[str, str]]
) -> tuple[Mapping[str, str], Mapping[str, str] | None]:
    """Return a row as it shall be, and as it was seen; what it does not say any more is emptied."""
    before = row_among(seen, file, row)
    emptied = {name: "" for name in before or () if name in file.columns}
    # The vendor stands in the name of the file.
    return {**emptied, **{name: cell for name, cell in row.items() if name != "vendor"}}, before


# --- shops ---------------------------------------------------------------------------------------


def shop_of(catalog: Catalog, address: str) -> Vendor | None:
    """Return the shop of the catalog that an address belongs to, by its host; None if none."""
    host = host_of(address)
    shops = (each for each in catalog.vendors if each.kind == "shop")
    return next((each for each in shops if host and host_of(each.url) == host), None)


def host_of(address: str) -> str:
    """Return the host of an address without its `www.`; empty if it has none."""
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def add_shop(
    own: Path, name: str, currency: str, address: str, catalog: Catalog, *, today: date
) -> WrittenRow:
    """Write a shop into one's own catalog: all that is known of it is its name, currency and host.

    PlannerError: one of that name is there already, or it cannot be written.
    """
    vendor = id_of(name)
    if vendor in catalog.vendor_names:
        raise PlannerError(_there_already(vendor, catalog.vendor_names[vendor]))
    parts = urlsplit(address.strip())
    url = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
    cells = {
        "vendor": vendor,
        "name": name.strip(),
        "kind": "shop",
        "currency": currency.strip().upper(),
        "url": url,
    }
    return save_row(own, "vendors", cells, catalog, seen=None, today=today)


def _there_already(vendor: str, name: str) -> Finding:
    return Finding(
        code="shop-there-already",
        severity=Severity.ERROR,
        subject=vendor,
        message=f"The catalog has a shop {name} ({vendor}) already.",
        hint="Choose it, or give this one another name.",
    )
