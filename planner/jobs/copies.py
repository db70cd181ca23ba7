"""What each further copy of a build or a bill costs, all of them bought together."""

from planner.engine.buying.copy_curve import copy_curve as points_of
from planner.engine.solving.effort import Effort
from planner.jobs.buying import Requisition
from planner.jobs.folder import Workspace
from planner.jobs.ordered import needs_for
from planner.model.copy_curve import CopyCurve
from planner.model.questions import Bill, Together


def copy_curve(asked: Requisition, folder: Workspace, effort: Effort) -> CopyCurve:
    """Return the least cost of one copy, of two, and so on up to those that are asked for.

    A bill with rows that were not read has no points: what a copy needs is not known. Nor has an
    order of several builds, of which there are no copies.
    """
    what = asked.question.what
    if asked.unread or isinstance(what, Together):
        return CopyCurve(asked.title, ())
    copied = what if isinstance(what, Bill) else folder.build_of(what)
    rules = asked.question.spares
    needs = [needs_for(copied, folder.catalog, each, rules) for each in range(1, asked.copies + 1)]
    where = (asked.market, asked.settlement, asked.terms)
    return CopyCurve(asked.title, points_of(needs, *where, effort=effort))
