"""What each part of a list would make of a build: what fits, and what is not known of that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.engine.fitting.companions import still_needed
from planner.engine.planning.edit import new_doubts, new_problems
from planner.model.build import Build
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding
from planner.model.lifecycle import Lifecycle
from planner.model.listings import PricedPart, PricedParts
from planner.model.part_search import PartsQuestion
from planner.model.parts import Category, Companion, Part
from planner.model.plan import Plan
from planner.ui.catalog import finding
from planner.ui.plan import _dialogs as dialogs
from planner.ui.visit import costs, drafts, in_view
from planner.ui.visit.parts_finder import finder

# Each is put into the build to see what it would break; nobody looks through more of them.
_MOST_JUDGED = 400


@dataclass(frozen=True)
class Choice:
    """A part that is listed, and what it would make of the build."""

    priced: PricedPart
    problems: tuple[Finding, ...]
    doubts: tuple[Finding, ...] = ()
    # Why nobody should count on getting it: it is no longer made, or the visitor retired it.
    gone: str = ""
    # What it needs beside itself that the build would still lack.
    needs: tuple[Companion, ...] = ()
    # What is amiss while the build has no part of another kind at all, as a HAT without a switch.
    later: tuple[Finding, ...] = ()


def listed(slot: dialogs.Slot, plan: Plan, search: str, wanted: finding.Wanted) -> PricedParts:
    """Return every part of the category that is looked for, the best answer first."""
    asked = PartsQuestion(
        on=plan.on,
        currency=plan.currency,
        category=slot.category,
        search=search,
        wanted=wanted,
    )
    return finder().find(asked)


def choices(
    slot: dialogs.Slot,
    plan: Plan,
    terms: CostTerms,
    parts: PricedParts,
    *,
    put: Callable[[Build, str], Build],
) -> list[Choice]:
    """Return the parts that are listed with what each would break; those that fit first."""
    build = drafts.editable(slot.build)
    found = []
    for priced in parts.parts[:_MOST_JUDGED]:
        part = priced.part
        after = costs.plan(put(build, part.part_number), terms)
        doubts = new_doubts(plan, after, part.name)
        gone = _gone(part, plan.on)
        problems, later = _told_apart(new_problems(plan, after), after, slot.category)
        needs = still_needed(after, part)
        found.append(Choice(priced, problems, doubts, gone, needs, later))
    return sorted(found, key=_rank)


def _told_apart(
    found: Sequence[Finding], after: Plan, category: Category
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what does not fit, and what is amiss only until a part of another kind is chosen."""
    there = {line.category for line in after.bill.lines if not line.retired}
    later = tuple(
        each
        for each in found
        if each.meaning.part not in (None, category) and each.meaning.part not in there
    )
    return tuple(each for each in found if each not in later), later


def _gone(part: Part, on: date) -> str:
    """Return why a part is hardly to be had on a day; empty if nothing is known of that."""
    if part.part_number in in_view.catalog().retired_parts:
        return "you retired it"
    if part.lifecycle_on(on) is Lifecycle.ENDED:
        return f"discontinued since {part.ended_on}"
    return ""


def _rank(choice: Choice) -> tuple[bool, bool, int, bool]:
    """Put what is made first, then what fits, the best answer, what was checked.

    Of equals the order stays in which they were found: the cheapest first.
    """
    gone, problems, doubts = map(bool, (choice.gone, choice.problems, choice.doubts))
    return gone, problems, choice.priced.rank, doubts
