"""Pages for the tests of the price readers: those of the folder of data, and small ones by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from planner.io.prices import read_prices
from planner.io.prices._page import read_page
from planner.model.proposals import PageAnswer

FOLDER = Path(__file__).parent / "data" / "shop_pages"
DAY = date(2026, 11, 20)
ADDRESS = "https://lion-parts.example/article"


def expected() -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))["pages"]
    return pages


def answer(content: str | bytes, *, address: str = ADDRESS, **more: Any) -> PageAnswer:
    body = content.encode() if isinstance(content, str) else content
    return read_prices(read_page(body, address=address, day=more.pop("day", DAY), **more))


def jsonld(data: Any, *, title: str = "", body: str = "") -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    script = f'<script type="application/ld+json">{text}</script>'
    return f"<html><head><title>{title}</title>{script}</head><body>{body}</body></html>"


def product(**offer: Any) -> dict[str, Any]:
    """A product of JSON-LD with one offer; None takes a field of it away."""
    fields = {"@type": "Offer", "price": "20.00", "priceCurrency": "SGD", **offer}
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": fields.pop("name", "Tuas fan"),
        "offers": {name: value for name, value in fields.items() if value is not None},
    }
