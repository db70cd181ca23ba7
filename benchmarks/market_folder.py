"""The shipped catalog with a large market beside it, as a folder that the app is served from."""

import csv
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.purchase_markets import DAY, HOBBY, market
from benchmarks.servers import ROOT
from planner.model.offers import Offer
from planner.model.vendors import Vendor

BUILD = "market"
_SOURCE = "https://example.org/made-from-a-seed"


def write_folder(folder: Path, *, lines: int, vendors: int) -> None:
    """Write the shipped catalog with so many parts more, their offers, and a build of them all."""
    shutil.copytree(ROOT / "catalogs", folder)
    needs, sale = market(lines, vendors, most=HOBBY, seed=1)
    numbers = [each.part_number for each in needs]
    _add(
        folder / "parts" / "other.csv",
        (
            {"part_number": each, "name": each.title(), "kind": "tool", "source": _SOURCE}
            for each in numbers
        ),
    )
    _add(folder / "vendors.csv", map(_vendor, sale.vendors))
    sold: dict[str, list[dict[str, object]]] = defaultdict(list)
    for offer in sale.offers:
        sold[offer.vendor].extend(_rows(offer))
    columns = (folder / "offers" / "330ohms.csv").read_text(encoding="utf-8").split("\n", 1)[0]
    for vendor, rows in sold.items():
        file = folder / "offers" / f"{vendor}.csv"
        file.write_text(f"{columns}\n", encoding="utf-8")
        _add(file, rows)
    (folder / "builds" / f"{BUILD}.toml").write_text(
        "\n".join(
            [
                f'name = "{BUILD}"\ntitle = "Market"\nsummary = "Made from a seed."',
                f'currency = "SGD"\non = {DAY}\nsource = "{_SOURCE}"',
                *(
                    f'[[positions]]\nslot = "other"\npart_number = "{each.part_number}"\n'
                    f'quantity = {each.quantity}\ncount_basis = "stated"\nwhy = "drawn"'
                    for each in needs
                ),
            ]
        ),
        encoding="utf-8",
    )


def price_list(rows: int) -> bytes:
    """Return a price list of so many rows, each a part and what it costs."""
    lines = (
        f"tool-{number:06},Tool {number},tool,{_SOURCE},{1 + number % 900}.50,SGD,{DAY}"
        for number in range(rows)
    )
    return "\n".join(["part_number,name,kind,source,price,currency,quoted_on", *lines]).encode()


def _add(file: Path, rows: Iterable[Mapping[str, object]]) -> None:
    with file.open(encoding="utf-8", newline="") as there:
        columns = next(csv.reader(there))
    with file.open("a", encoding="utf-8", newline="") as there:
        writer = csv.DictWriter(there, columns, restval="", lineterminator="\n")
        writer.writerows({k: v for k, v in row.items() if k in columns} for row in rows)


def _vendor(shop: Vendor) -> dict[str, object]:
    told = {name: getattr(shop, name) for name in Vendor.model_fields}
    texts = {name: value for name, value in told.items() if isinstance(value, str | int)}
    amounts = ("shipping", "free_shipping_over", "minimum_order", "tax_percent")
    texts |= {name: told[name] for name in amounts if told[name] is not None}
    return texts | {"basis": "stated", "source": _SOURCE, "country": "SG"}


def _rows(offer: Offer) -> list[dict[str, object]]:
    return [
        {
            "part_number": offer.part_number,
            "currency": offer.currency,
            "min_quantity": each.min_quantity,
            "price": each.price,
            "pack_size": offer.pack_size,
            "minimum_quantity": offer.minimum_quantity,
            "stock": "" if offer.stock is None else offer.stock,
            "quoted_on": offer.quoted_on,
            "basis": "quoted",
            "source": _SOURCE,
        }
        for each in offer.price_breaks
    ]
