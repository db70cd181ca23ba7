"""What a build costs more than it began with, under its total."""

from planner.engine.reporting.cost_change import causes_text, difference_text, names_in
from planner.ui.kit import wording
from planner.ui.visit import costs


def change_line(name: str) -> str:
    """Return the difference to what a build began with, and what it is due to, as Markdown.

    Empty where a build is as it began.
    """
    found = costs.change(name)
    if found is None:
        return ""
    before, change = found
    called = names_in(before, costs.costed(name)[0])
    difference = wording.plain(difference_text(change, called))
    causes = wording.plain(causes_text(change))
    why = f"  \n{wording.small(causes)}" if causes else ""
    return f":material/difference: **{difference}**{why}"
