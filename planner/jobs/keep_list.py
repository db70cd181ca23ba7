"""Keep a price list of one's own: parts and prices of uploaded files become own rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from planner.io.catalog.one_row import row_findings
from planner.io.own.rows import put_rows, row_among, seen_rows
from planner.io.text.cells import cells_of
from planner.jobs.keep import seen_offers, write_prices, wrong_with
from planner.jobs.own import file_of
from planner.model.catalog import Catalog
from planner.model.findings import Finding, PlannerError, has_errors
from planner.model.kept_prices import KeptPrice, KeptPrices
from planner.model.offers import Offer
from planner.model.own import WrittenRow
from planner.model.parts import Part


def keep_list(
    own: Path,
    parts: Sequence[Part],
    offers: Sequence[Offer],
    catalog: Catalog,
    *,
    shops: Mapping[str, str],
    today: date,
) -> tuple[tuple[WrittenRow, ...], KeptPrices]:
    """Write parts and prices that were read of a person's files into one's own catalog.

    `shops` says under which vendor of the catalog those of others are filed. Nothing that is there
    already is changed to what it was not seen as: it is read when this begins.
    """
    rows = _kept_parts(own, parts, catalog, today)
    new = {part.part_number: part for part, row in zip(parts, rows, strict=True) if row.written}
    known = catalog.with_parts(tuple(new.values()), (), ())
    filed = [
        offer.model_copy(update={"vendor": shops.get(offer.vendor, offer.vendor)})
        for offer in offers
    ]
    found = [
        KeptPrice(
            name=known.name_of(offer.part_number),
            vendor=offer.vendor,
            part_number=offer.part_number,
            offer=offer,
            findings=wrong_with(offer, known, today),
        )
        for offer in filed
    ]
    kept = write_prices(own, found, seen_offers(own, (each.vendor for each in filed)))
    return tuple(rows), KeptPrices(folder=str(own), prices=kept)


def _kept_parts(
    own: Path, parts: Sequence[Part], catalog: Catalog, today: date
) -> list[WrittenRow]:
    """Write parts, those of one category at once, and return what became of each."""
    done: dict[int, WrittenRow] = {}
    for category in dict.fromkeys(part.category for part in parts):
        file = file_of(category)
        mine = {
            place: _cells(part) for place, part in enumerate(parts) if part.category == category
        }
        wrong = {
            place: row_findings(category, cells, catalog, today=today)
            for place, cells in mine.items()
        }
        fine = {place: cells for place, cells in mine.items() if not has_errors(wrong[place])}
        try:
            seen = seen_rows(own, file)
            groups = [[(cells, row_among(seen, file, cells))] for cells in fine.values()]
            refused: Sequence[Finding | None] = put_rows(own, file, groups) if groups else ()
        except PlannerError as error:
            refused = (error.finding,) * len(fine)
        refusal = dict(zip(fine, refused, strict=True))
        for place, cells in mine.items():
            more = tuple(each for each in (refusal.get(place),) if each is not None)
            written = place in refusal and not more
            told = (*wrong[place], *more)
            done[place] = WrittenRow(str(own), category, tuple(cells.items()), written, told)
    return [done[place] for place in range(len(parts))]


def _cells(part: Part) -> dict[str, str]:
    return {name: cell for name, cell in cells_of(part).items() if name != "category"}
