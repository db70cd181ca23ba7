"""The catalog folder: parts, offers, vendors and what is dated, checked against each other.

    parts/<category>.csv    one file per part category
    offers/<vendor>.csv     one row per price break
    vendors.csv             who sells
    rates.csv               dated exchange rates
    price_events.csv        dated changes of makers' list prices
    tariffs.csv             dated electricity tariffs of countries
    taxes.csv               what countries take at their borders, by day

Whatever is wrong in a file is a finding with its place; the row is left out and the rest loads.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from planner.io.catalog._layer import Layer
from planner.io.catalog._tax_rules import Rules
from planner.io.catalog.own_folder import trouble_with
from planner.io.text.intake import Intake
from planner.io.text.uncollected import uncollected
from planner.model.catalog import OWN, Catalog, OwnRows, Retired, Stamp
from planner.model.filed import ByKey, joined, told
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import ExchangeRate
from planner.model.offers import OFFER_KEY, Offer
from planner.model.parts import CATEGORIES, Part
from planner.model.record import Record
from planner.model.tariffs import Tariff
from planner.model.tax_rules import TaxRule
from planner.model.vendors import Vendor

K = TypeVar("K")
R = TypeVar("R", bound=Record)


def load_catalog(folder: Path, today: date | None = None, *, own: Path | None = None) -> Catalog:
    """Read a catalog folder. With `today`, prices and rates of later days are warned of.

    `own` is a folder of the same files that lies over it: a part, a vendor, an offer or a rate that
    stands there takes the place of the shipped one, with a note. It need not be there; where it
    cannot be read, that is a finding, and what is shipped counts alone.
    Raises PlannerError if there is no such folder; everything else is a finding of the catalog.
    """
    if not folder.is_dir():
        raise PlannerError(
            Finding(
                code="catalog-missing",
                severity=Severity.ERROR,
                subject=folder.name,
                message=f"There is no catalog folder {str(folder)!r}.",
                hint="Name a folder that holds parts/, offers/ and vendors.csv.",
            )
        )
    with uncollected():
        return _loaded(folder, today, own)


def _loaded(folder: Path, today: date | None, own: Path | None) -> Catalog:
    intake = Intake()
    layers = [Layer(folder, intake)]
    trouble = None if own is None else trouble_with(own)
    if trouble is not None:
        intake.findings.append(trouble)
    elif own is not None and own.is_dir():
        layers.append(Layer(own, intake, OWN))
    for layer in layers:
        layer.report_strangers()
    named = [layer.parts() for layer in layers]
    parts = _parts_of(named, intake)
    if not parts:
        _report_no_parts(intake)
    sellers = [layer.vendors() for layer in layers]
    vendors = _laid_over(sellers, "vendor", intake)
    listed = any(layer.has("vendors.csv") for layer in layers)
    read = [layer.offers(parts, vendors, today=today, listed=listed) for layer in layers]
    offers = _offers_of(read, intake)
    rates = {_rate_key(each): each for layer in layers for each in layer.rates(today=today)}
    told = [layer.price_events(parts, today=today) for layer in layers]
    events = _laid_over(told, "price event of", intake)
    tariffs = _laid_over([layer.tariffs() for layer in layers], "tariff", intake)
    rules = _rules_of([layer.tax_rules() for layer in layers], intake)
    retired = layers[-1].retired() if len(layers) > 1 else ()
    dated = (*rates.values(), *events.values(), *tariffs.values(), *rules)
    return Catalog(
        parts=_values(parts),
        offers=_without(retired, offers),
        vendors=tuple(vendors.values()),
        rates=tuple(rates.values()),
        price_events=tuple(events.values()),
        tariffs=tuple(tariffs.values()),
        tax_rules=rules,
        findings=tuple(intake.findings),
        left_out=tuple(intake.left_out),
        retired=retired,
        own=_own_rows(named[1:], sellers[1:], read[1:]),
        stamp=Stamp.of(_values(parts), offers, (*vendors.values(), *dated, *retired)),
    )


def _values(parts: Mapping[str, Part]) -> Sequence[Part]:
    return parts.records if isinstance(parts, ByKey) else tuple(parts.values())


def _without(retired: Sequence[Retired], offers: Sequence[Offer]) -> Sequence[Offer]:
    if not retired:
        return offers
    return tuple(each for each in offers if not any(one.covers(each) for one in retired))


def _own_rows(
    parts: Iterable[Mapping[str, Part]],
    vendors: Iterable[dict[str, Vendor]],
    offers: Iterable[Sequence[Offer]],
) -> OwnRows:
    """Return what the layers over the shipped one say, as it stands there."""
    return OwnRows(
        parts=joined(map(_values, parts)),
        offers=joined(offers),
        vendors=tuple(vendor for layer in vendors for vendor in layer.values()),
    )


def _rules_of(layers: Sequence[Rules], intake: Intake) -> tuple[TaxRule, ...]:
    """Return the rules of all layers: a later one takes the place of all that it clashes with."""
    kept: list[TaxRule] = []
    for layer in layers:
        own = tuple(layer.values())
        for rule in own:
            clashing = [each for each in kept if each.clashes_with(rule)]
            if any(each != rule for each in clashing):
                _report_replaced("tax rule of", rule, intake)
        kept = [each for each in kept if not any(each.clashes_with(rule) for rule in own)]
        kept += own
    return tuple(kept)


def _offers_of(layers: Sequence[Sequence[Offer]], intake: Intake) -> Sequence[Offer]:
    if sum(map(bool, layers)) <= 1 or not _share_keys(layers):
        return joined(layers)
    by_key = [{_offer_key(offer): offer for offer in layer} for layer in layers]
    return tuple(_laid_over(by_key, "offer", intake).values())


def _share_keys(layers: Iterable[Sequence[Offer]]) -> bool:
    """Tell whether two layers have an offer each for the same thing."""
    seen: set[tuple[object, ...]] = set()
    for layer in layers:
        keys = {*zip(*(told(layer, name) for name in OFFER_KEY), strict=True)}
        if not seen.isdisjoint(keys):
            return True
        seen |= keys
    return False


def _parts_of(layers: Sequence[Mapping[str, Part]], intake: Intake) -> Mapping[str, Part]:
    """Return the parts of all layers by number; without large tables they are made already."""
    lazy = any(isinstance(layer, ByKey) for layer in layers)
    if lazy and all(first.keys().isdisjoint(layers[1]) for first in layers[:1] if layers[1:]):
        return ByKey(joined(map(_values, layers)), "part_number")
    return _laid_over(layers, "part", intake)


def _offer_key(offer: Offer) -> tuple[object, ...]:
    return tuple(getattr(offer, name) for name in OFFER_KEY)


def _rate_key(rate: ExchangeRate) -> tuple[object, ...]:
    return rate.base, rate.quote, rate.as_of, rate.source


def _laid_over(layers: Sequence[Mapping[K, R]], what: str, intake: Intake) -> dict[K, R]:
    """Return the records of all layers by key; of two with one key the later, which is noted."""
    merged = dict(layers[0])
    for layer in layers[1:]:
        for key, record in layer.items():
            if key in merged and merged[key] != record:
                _report_replaced(what, record, intake)
        merged.update(layer)
    return merged


def _report_replaced(what: str, record: Record, intake: Intake) -> None:
    named = _named(record)
    intake.add(
        "own-replaces",
        named,
        f"Your own {what} {named!r} takes the place of the shipped one.",
        severity=Severity.NOTE,
    )


def _named(record: Record) -> str:
    if isinstance(record, TaxRule):
        return f"{';'.join(record.countries)} from {record.on}"
    key = {Vendor: "vendor", Tariff: "name"}.get(type(record), "part_number")
    named: str = getattr(record, key)
    return named


def _report_no_parts(intake: Intake) -> None:
    intake.add(
        "catalog-no-parts",
        "parts",
        "The catalog has no parts.",
        hint=f"Add rows to a file such as parts/{next(iter(CATEGORIES))}.csv.",
        cell=Cell(file="parts"),
    )
