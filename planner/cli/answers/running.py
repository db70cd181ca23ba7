"""What the command says of running a build: kilowatt-hours and money a year; no layout."""

from dataclasses import replace

from planner.cli.answer import Answer, Text
from planner.cli.answers.builds import reports_as_markdown
from planner.engine.reporting.running import running_report, year_text
from planner.model.running import RunningCost


def running_answer(running: RunningCost) -> Answer:
    """Return what copies of a build cost to run, what draws power, and what is not known."""
    report = running_report(running)
    years, _, parts = report.tables
    what = running.title if running.copies == 1 else f"{running.copies} × {running.title}"
    said = f"{what}: {year_text(running.usual)}"
    blocks = (Text(said, strong=True), replace(years, notes=()), parts)
    return Answer(
        blocks,
        running,
        remarks=tuple(f"note: {note}" for note in report.notes),
        flat=years,
        markdown=lambda: reports_as_markdown(report),
    )
