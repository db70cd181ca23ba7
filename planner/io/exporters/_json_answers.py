"""Every answer that has a JSON form: its record, and the keys under which programs read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.io.exporters import _json_buying as buying
from planner.io.exporters import _json_listings as listings
from planner.io.exporters import _json_network as network
from planner.io.exporters import _json_own as own
from planner.io.exporters import _json_plans as plans
from planner.io.exporters import _json_sizing as sizing
from planner.io.exporters._json_records import RecordForm, form_of
from planner.io.exporters._json_values import Fields, refusal_fields
from planner.model.buying import PurchaseAnswer
from planner.model.comparison import Comparison, Upgrade
from planner.model.costed import BuildTotals, CostedPlan
from planner.model.findings import Finding
from planner.model.history import PriceHistory
from planner.model.listings import CatalogCheck, FetchedRates, PricedParts, RateLookup
from planner.model.network import BandwidthChanges, Bandwidths
from planner.model.own import OwnChanges, WrittenRow
from planner.model.sizing import (
    Curve,
    DeliveredSizing,
    Explanation,
    Frontier,
    NoBuild,
    Sizing,
)


@dataclass(frozen=True)
class Kind:
    """One kind of answer: what writes its record and reads it, and what makes its readable keys."""

    form: RecordForm[Any]
    fields: Callable[[Any], Fields]


_FIELDS: Mapping[type, Callable[[Any], Fields]] = {
    CostedPlan: plans.costed_plan_fields,
    BuildTotals: plans.build_totals_fields,
    Comparison: plans.comparison_fields,
    Upgrade: plans.upgrade_fields,
    Bandwidths: network.bandwidths_fields,
    BandwidthChanges: network.bandwidth_changes_fields,
    Sizing: sizing.sizing_fields,
    DeliveredSizing: sizing.delivered_sizing_fields,
    NoBuild: sizing.no_build_fields,
    Curve: sizing.curve_fields,
    Frontier: sizing.frontier_fields,
    Explanation: sizing.explanation_fields,
    PurchaseAnswer: buying.purchase_answer_fields,
    PricedParts: listings.priced_parts_fields,
    CatalogCheck: listings.catalog_check_fields,
    PriceHistory: listings.price_history_fields,
    RateLookup: listings.rate_lookup_fields,
    FetchedRates: listings.fetched_rates_fields,
    OwnChanges: own.own_changes_fields,
    WrittenRow: own.written_row_fields,
    Finding: refusal_fields,  # why there is no answer
}
KINDS: Mapping[type, Kind] = {
    record: Kind(form_of(record), fields) for record, fields in _FIELDS.items()
}
BY_NAME: Mapping[str, RecordForm[Any]] = {each.form.name: each.form for each in KINDS.values()}
