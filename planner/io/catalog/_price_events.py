"""Price events from rows: a maker's dated changes of list prices, each once and of a known part."""

from collections.abc import Collection
from datetime import date

from planner.io.catalog._offers import report_future
from planner.io.text.columns import columns_for
from planner.io.text.intake import Intake
from planner.io.text.problems import Problem, shown
from planner.io.text.records import lay_out, read_records
from planner.io.text.tables import TextTable
from planner.model.findings import Severity
from planner.model.price_events import PriceEvent

# By part, day and currency: a maker may publish one change in several currencies.
Events = dict[tuple[str, date, str], PriceEvent]


def take_price_events(
    table: TextTable, parts: Collection[str], intake: Intake, *, today: date | None
) -> Events:
    """Return the events of a table in its order; one that comes twice stays as it was first."""
    layout = lay_out(table, columns_for("price_events"), intake)
    if layout is None:
        return {}
    kept: dict[tuple[str, date, str], tuple[PriceEvent, int]] = {}
    for event, row in read_records(table, PriceEvent, layout, intake):
        number, key = event.part_number, (event.part_number, event.on, event.currency)
        if number not in parts:
            near = intake.nearest(number, parts, alike=70)
            message = f"No parts file has a part {shown(number)}; the event is left out."
            hint = f"Did you mean {near}?" if near else "Add the part to a parts file first."
            problem = Problem("part_number", number, message, hint, "event-part-unknown")
            intake.refuse(table, row, number, problem)
        elif key in kept:
            first = kept[key][1]
            message = f"Row {first} gives the change of {event.on} already; that one is kept."
            problem = Problem("on", str(event.on), message, "Remove one.", "event-twice")
            intake.refuse(table, row, number, problem)
        else:
            kept[key] = event, row.number
            if today is not None and event.on > today:
                place = table.cell(row.number, "on", str(event.on))
                report_future(number, event.on, today, place=place, intake=intake)
    _report_breaks(table, list(kept.values()), intake)
    return {key: event for key, (event, _) in kept.items()}


def _report_breaks(
    table: TextTable, events: Collection[tuple[PriceEvent, int]], intake: Intake
) -> None:
    """Warn of a change that does not begin at the price the one before it ended at."""
    last: dict[tuple[str, str], PriceEvent] = {}
    for event, row in sorted(events, key=lambda each: each[0].on):
        before = last.get((event.part_number, event.currency))
        last[event.part_number, event.currency] = event
        if before is None or None in (before.price_after, event.price_before):
            continue
        if before.price_after != event.price_before:
            intake.add(
                "event-does-not-follow",
                event.part_number,
                f"'{event.price_before}' is not the price of the change before, "
                f"{before.price_after} from {before.on} on.",
                hint="Correct one of the two, or add the change between them.",
                cell=table.cell(row, "price_before", str(event.price_before)),
                severity=Severity.WARNING,
            )
