"""Tariffs from rows: what a kilowatt-hour costs in a country from a day on, each once."""

from datetime import date

from planner.io.text.columns import columns_for
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem
from planner.io.text.records import lay_out, read_records
from planner.io.text.tables import TextTable
from planner.model.tariffs import Tariff

# By country, name and day.
Tariffs = dict[tuple[str, str, date], Tariff]


def take_tariffs(table: TextTable, intake: Intake) -> Tariffs:
    """Return the tariffs of a table in its order; one that comes twice stays as it was first.

    A tariff of a day to come is none to be warned of: it is published before it holds.
    """
    layout = lay_out(table, columns_for("tariffs"), intake)
    if layout is None:
        return {}
    kept: dict[tuple[str, str, date], tuple[Tariff, int]] = {}
    for tariff, row in read_records(table, Tariff, layout, intake):
        key = tariff.country, tariff.name, tariff.since
        if key in kept:
            first = kept[key][1]
            message = (
                f"Row {first} gives {tariff.name!r} from {tariff.since} already; that one is kept."
            )
            problem = Problem("since", str(tariff.since), message, "Remove one.", "tariff-twice")
            intake.refuse(table, row, tariff.name, problem)
        else:
            kept[key] = tariff, row.number
    return {key: tariff for key, (tariff, _) in kept.items()}
