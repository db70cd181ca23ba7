"""The library: what other programs may use of the planner, in one place; all of it is in `planner`.

What is listed here keeps its name, its arguments and its meaning, or is deprecated first (see
CONTRIBUTING.md). Everything else may change at any time. `docs/library.md` explains it.
"""

from pathlib import Path

from planner.engine.planning.edit import (
    empty_build,
    own_copy,
    with_own_price,
    with_ownership,
    with_part,
    with_quantity,
    with_replacement,
    without,
)
from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.io.exporters import EXPORTERS
from planner.io.exporters.json import read_answer
from planner.jobs.buying import Requisition, buy, buy_and_price_terms, requisition, vendor_totals
from planner.jobs.copies import copy_curve
from planner.jobs.folder import Workspace, check_workspace, open_build, open_workspace
from planner.jobs.network import network_facts, network_of
from planner.jobs.next_node import one_node_more
from planner.jobs.plans import (
    change_of,
    cost_asked,
    cost_build,
    cost_together,
    document_of,
    plan_build,
    price_at_dates,
    upgrade_build,
)
from planner.jobs.running import running_of
from planner.jobs.sizing import as_proposed, curve, frontier, propose, why
from planner.jobs.wiring import wiring_of
from planner.jobs.work import lasting
from planner.model.basket import Basket, Need
from planner.model.bom import CostedBom, CostedLine
from planner.model.build import Build, Position
from planner.model.buying import BuyingTerms, Purchase
from planner.model.catalog import Catalog
from planner.model.cost_question import CostQuestion, CostTerms
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import ExchangeRate, Money
from planner.model.plan import Plan
from planner.model.proof import Status
from planner.model.questions import (
    Bill,
    BuyQuestion,
    CurveQuestion,
    FrontierQuestion,
    OrderedBuild,
    SizeQuestion,
    Together,
    WhyQuestion,
)
from planner.model.requirement import Measure, Objective, Pieces, Requirement, Role, Wanted
from planner.model.sizing import Curve, Frontier, Proposal, Sizing
from planner.settings import read_settings

__all__ = [
    "EXPORTERS",
    "Basket",
    "Bill",
    "Build",
    "BuyQuestion",
    "BuyingTerms",
    "Catalog",
    "Cell",
    "CostQuestion",
    "CostTerms",
    "CostedBom",
    "CostedLine",
    "Curve",
    "CurveQuestion",
    "Effort",
    "ExchangeRate",
    "Finding",
    "Frontier",
    "FrontierQuestion",
    "Measure",
    "Money",
    "Need",
    "Objective",
    "OrderedBuild",
    "OutOfTimeError",
    "Pieces",
    "Plan",
    "PlannerError",
    "Position",
    "Progress",
    "Proposal",
    "Purchase",
    "Requirement",
    "Requisition",
    "Role",
    "Severity",
    "SizeQuestion",
    "Sizing",
    "Status",
    "Together",
    "Wanted",
    "WhyQuestion",
    "Workspace",
    "as_proposed",
    "buy",
    "buy_and_price_terms",
    "change_of",
    "check_workspace",
    "copy_curve",
    "cost_asked",
    "cost_build",
    "cost_together",
    "curve",
    "document_of",
    "empty_build",
    "frontier",
    "lasting",
    "network_facts",
    "network_of",
    "one_node_more",
    "open_build",
    "open_workspace",
    "own_catalog",
    "own_copy",
    "plan_build",
    "price_at_dates",
    "propose",
    "read_answer",
    "requisition",
    "running_of",
    "shipped_catalog",
    "upgrade_build",
    "vendor_totals",
    "why",
    "wiring_of",
    "with_own_price",
    "with_ownership",
    "with_part",
    "with_quantity",
    "with_replacement",
    "without",
]


def shipped_catalog() -> Path:
    """Return the catalog folder of the command line: PLANNER_CATALOGS, else the shipped one."""
    return read_settings().catalogs


def own_catalog() -> Path:
    """Return the folder of one's own catalog, PLANNER_DATA; it need not be there."""
    return read_settings().data
