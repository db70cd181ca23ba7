"""What the command says about one build at the prices of several days; no layout."""

from planner.cli.answer import Answer, Text
from planner.cli.answers.builds import rates_text
from planner.engine.reporting.over_time import (
    flat_over_time,
    lines_over_time,
    split_in_words,
    totals_over_time,
)
from planner.model.over_time import PricesOverTime
from planner.model.table import Table

_HOW = (
    "For each day: the cheapest offer from the year before it that neither its vendor nor a new "
    "list price had replaced by then, at that day's exchange rate."
)


def over_time_answer(prices: PricesOverTime) -> Answer:
    """Return what a build costs on each day, what changed and why, then the lines of each day."""
    rates = tuple(rate for day in prices.days for rate in day.bom.rates)
    converted = tuple(amount for day in prices.days for amount in day.bom.converted)
    blocks: list[Table | Text] = [
        Text(f"{prices.title} on {len(prices.days)} days", strong=True),
        totals_over_time(prices),
        Text("\n".join(map(split_in_words, prices.changes)), strong=True),
        lines_over_time(prices),
        Text(_HOW),
    ]
    if rates:
        blocks.append(rates_text(rates, converted))
    return Answer(tuple(blocks), prices, flat=flat_over_time(prices))
