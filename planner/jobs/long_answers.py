"""What pages ask that may take long: each question as it is asked and as it is answered.

Every function here answers one kind of question of a catalog folder. It is found by its name where
the question is worked on, so it stands in a module and holds nothing.
"""

from datetime import date
from pathlib import Path

from planner.engine.reporting.why import told
from planner.engine.solving.effort import Effort
from planner.engine.solving.progress import Progress
from planner.jobs import buying, sizing
from planner.jobs.buying import Requisition, requisition
from planner.jobs.copies import copy_curve
from planner.jobs.device_types import Roles, import_dropped
from planner.jobs.folder import Workspace
from planner.jobs.group_orders import shared_costs
from planner.jobs.long_questions import Files, Ground, LongQuestion, ReadFiles, read_files
from planner.model.buying import Purchase
from planner.model.copy_curve import CopyCurve
from planner.model.device_types import ImportedTypes
from planner.model.findings import Finding, PlannerError
from planner.model.group_order import SharedCost, SplitRule
from planner.model.part_reasons import Told
from planner.model.questions import (
    BuyQuestion,
    CurveQuestion,
    FrontierQuestion,
    SizeQuestion,
    WhyQuestion,
)
from planner.model.sizing import Curve, Frontier, Proposal
from planner.model.term_prices import PricedTerms, VendorPoint

# Of so many parts a build at list prices is found within moments, and so is a basket of so many
# needs and offers: docs/architecture.md has what was measured.
_FEW_PARTS, _FEW_NEEDS, _FEW_OFFERS = 2_000, 60, 5_000
Currencies = tuple[str, ...]

# --- what is asked --------------------------------------------------------------------------------


def asked_size(asked: SizeQuestion, folder: Workspace, ground: Ground) -> LongQuestion[Proposal]:
    """Return the question for the best build."""
    small = asked.wanted.delivered_to is None and len(folder.catalog.parts) <= _FEW_PARTS
    return LongQuestion(propose, (asked,), ground, is_small=small)


def asked_basket(asked: Requisition, ground: Ground) -> LongQuestion[Purchase]:
    """Return the question for the cheapest basket."""
    small = len(asked.needs) <= _FEW_NEEDS and len(asked.whole.offers) <= _FEW_OFFERS
    return LongQuestion(buy, (asked.question, asked.also), ground, is_small=small)


# --- what is answered -----------------------------------------------------------------------------


def propose(folder: Workspace, asked: SizeQuestion, effort: Effort) -> Proposal:
    """Return the best build; where there is none, the requirements that conflict."""
    return sizing.propose(asked, folder.catalog, effort)


def curve(folder: Workspace, asked: CurveQuestion, effort: Effort) -> Curve:
    """Return the least cost of every number of nodes."""
    return sizing.curve(asked, folder.catalog, effort, folder.builds)


def frontier(folder: Workspace, asked: FrontierQuestion, effort: Effort) -> Frontier:
    """Return the builds that no other beats in cost and a measure."""
    return sizing.frontier(asked, folder.catalog, effort)


def why(folder: Workspace, asked: WhyQuestion, effort: Effort) -> Told | Finding:
    """Return why a part is in the best build or not; what keeps from telling it is a finding."""
    try:
        found = sizing.why(asked, folder.catalog, effort)
    except PlannerError as error:
        return error.finding
    return told(found.reason, found.best, folder.catalog)


def buy(folder: Workspace, asked: BuyQuestion, also: Currencies, effort: Effort) -> Purchase:
    """Return the cheapest basket of what is needed."""
    return buying.buy(requisition(asked, folder, also=also), effort)


def vendor_totals(
    folder: Workspace, asked: BuyQuestion, also: Currencies, found: Purchase, effort: Effort
) -> tuple[VendorPoint, ...]:
    """Return the least total from one vendor, two and so on."""
    return buying.vendor_totals(requisition(asked, folder, also=also), found, effort)


def who_pays(
    folder: Workspace, asked: BuyQuestion, also: Currencies, found: Purchase, effort: Effort
) -> dict[SplitRule, SharedCost]:
    """Return who pays what, by each rule."""
    return shared_costs(requisition(asked, folder, also=also), found, effort)


def by_copies(folder: Workspace, asked: BuyQuestion, also: Currencies, effort: Effort) -> CopyCurve:
    """Return what every number of copies costs."""
    return copy_curve(requisition(asked, folder, also=also), folder, effort)


def term_prices(
    folder: Workspace, asked: BuyQuestion, also: Currencies, found: Purchase, effort: Effort
) -> PricedTerms:
    """Return what each term costs, or which of them is in the way."""
    return buying.term_prices(requisition(asked, folder, also=also), found, effort)


def read_brought(
    folder: Workspace, brought: tuple[Files, ...], today: date, _: Effort
) -> ReadFiles:
    """Return what files hold that a visitor brought."""
    return read_files(brought, folder, today)


def seen_types(
    folder: Workspace, name: str, content: bytes, own: Path, roles: Roles, effort: Effort
) -> ImportedTypes:
    """Return what device types would become that a visitor brought; nothing is written."""
    return import_dropped(
        name,
        content,
        own,
        roles=roles,
        beside=folder.catalog.parts,
        keeps=False,
        go_on=lambda done, of: effort.goes_on(Progress(done, of)),
    )
