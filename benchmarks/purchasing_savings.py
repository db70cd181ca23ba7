"""What a proven basket saves: how much dearer simpler ways are, over many hobby markets."""

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.figures import Figure
from benchmarks.purchase_markets import HOBBY, LANDING, markets
from benchmarks.purchasing import dearer_percent, each_line_alone, proven
from benchmarks.rivals.drop_a_vendor import drop_a_vendor
from planner.model.basket import Basket

MARKETS = 40
LINES, VENDORS = 50, 20


def savings(_: int) -> Iterator[Figure]:
    """Compare line by line, and closing shops, with the optimum; the market decides, not a run."""
    sales = list(markets(LINES, VENDORS, most=HOBBY, count=MARKETS))
    least = [proven(needs, sale) for needs, sale in sales]
    ways: dict[str, list[Basket | None]] = {
        "line by line": [each_line_alone(needs, sale) for needs, sale in sales],
        "closing shops": [drop_a_vendor(needs, sale, LANDING) for needs, sale in sales],
    }
    for name, baskets in ways.items():
        yield from _dearer(f"{MARKETS} of {LINES} × {VENDORS} hobby: {name}", baskets, least)


def _dearer(
    name: str, baskets: Sequence[Basket | None], least: Sequence[Basket]
) -> Iterator[Figure]:
    percent = [
        dearer_percent(basket, best)
        for basket, best in zip(baskets, least, strict=True)
        if basket is not None
    ]
    without = f"no basket in {len(baskets) - len(percent)}"
    yield Figure(f"{name}, median", round(statistics.median(percent), 2), "% dearer", note=without)
    yield Figure(f"{name}, most", round(max(percent), 2), "% dearer", note=without)
