"""Codes of findings: what each is about, and what mends it.

In one piece because every code that the planner makes is here once. Whoever has to treat findings
differently asks what they are about, never for their codes: so a new code gets the right treatment
everywhere.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from planner.model.categories import Category
from planner.model.words import sentence


class About(Enum):
    """What a finding is about: it tells apart what is treated differently."""

    FIT = auto()  # whether the parts of a build fit together, and bear what is asked of them
    NOTHING = auto()  # a build in which there is nothing yet that anything could fit
    UNCHECKED = auto()  # what a rule could not judge for want of a fact: neither a yes nor a no
    BUILD = auto()  # what a build is, and which parts are in it
    PRICE = auto()  # how good a price is, and of which day
    PAGE = auto()  # a page of a shop: whether it can be had, and what price it proposes
    CURRENCY = auto()  # in which currency a sum is meant
    RATE = auto()  # an exchange rate
    FILE = auto()  # what a file, a row or a cell holds
    NETWORK = auto()  # what is known of links and traffic
    WISH = auto()  # what a cluster shall be able to do
    BILL = auto()  # what shall be bought
    SHORTAGE = auto()  # what cannot be had
    TERMS = auto()  # what a vendor asks, and in which amounts it sells
    PROOF = auto()  # how sure an answer is, and whether there is one yet
    USAGE = auto()  # what somebody typed, or opened


class Mend(Enum):
    """What mends a finding, where page and command line each have their own words for it."""

    MORE_TIME = auto()
    FEWER_WISHES = auto()
    MORE_PARTS = auto()
    OTHER_PART = auto()
    KNOWN_WISHES = auto()
    ALL_PRICES = auto()
    ENDED_PARTS = auto()
    ANY_CONDITION = auto()
    MORE_FACTS = auto()


# Words for files and programs, which are read by whoever asked for them in whichever way.
PLAIN: Mapping[Mend, str] = {
    Mend.MORE_TIME: "give it more time",
    Mend.FEWER_WISHES: "drop a requirement",
    Mend.MORE_PARTS: "add parts to the catalog",
    Mend.OTHER_PART: "name a part of the catalog",
    Mend.KNOWN_WISHES: "write what a requirement may hold",
    Mend.ALL_PRICES: "ask for prices of any age",
    Mend.ENDED_PARTS: "include discontinued parts",
    Mend.ANY_CONDITION: "ask for items of any condition",
    Mend.MORE_FACTS: "check it before you buy, or add the missing data to the catalog",
}


class Code(NamedTuple):
    """What every finding of one code has in common.

    `part` is the category of which another part mends it; of `mends`, each does. `misfit` says
    that a part is made for something else, which keeps it from being chosen. `before_quoting` says
    that a note must be read before anybody quotes the number it is about. A note that is `aside`
    never stands in for all findings of a build. One that is `beside_total` says how much of a total
    to rely on, and is told where that stands. A warning says in `rests_on` what an answer rests on
    where it is found: with that no proof is whole. `several` words more than one of a code,
    behind their number. With `ask_terms` it is mended by stating what vendors charge. `by_slowest`
    says that the slowest part holds all others back: one more that is as slow does no more harm.
    """

    about: About
    mends: tuple[Mend, ...] = ()
    part: Category | None = None
    misfit: bool = False
    before_quoting: bool = False
    aside: bool = False
    beside_total: bool = False
    rests_on: str = ""
    several: str = ""
    ask_terms: bool = False
    by_slowest: bool = False


# Codes that others than their maker must know one by one.
PART_UNKNOWN = "part-unknown"
NETWORK_MISSING = "network-missing"
OWN_UNREADABLE = "own-unreadable"
COLUMN_MISSING = "column-missing"
COLUMN_UNKNOWN = "column-unknown"
PRICE_OLD = "price-old"
PRICE_CANCELLED = "price-cancelled"
COUPON_UNRATED = "coupon-no-rate"
UNCHECKED = "not-checked"
BUILD_INFERRED = "build-inferred"

_OLD = "prices over a year old"

CODES: Mapping[str, Code] = {
    "adapter-missing": Code(About.FIT, part="hat"),
    "assumption-no-rate": Code(About.RATE),
    "answer-unreadable": Code(About.FILE),
    "atx-missing": Code(About.FIT, part="charger"),
    "barrel-missing": Code(About.FIT, part="charger"),
    "barrel-size-differs": Code(About.FIT, part="charger", misfit=True),
    "barrel-short": Code(About.FIT, part="charger"),
    "bill-empty": Code(About.BILL),
    "bill-rows-unread": Code(About.BILL),
    "blanks-around": Code(About.FILE),
    "build-file-missing": Code(About.BUILD),
    BUILD_INFERRED: Code(About.BUILD),
    "build-invalid": Code(About.BUILD),
    "build-name-taken": Code(About.BUILD),
    "build-named-twice": Code(About.USAGE),
    "build-not-kept": Code(About.BUILD),
    "build-not-toml": Code(About.BUILD),
    "build-predecessor-unknown": Code(About.BUILD),
    "build-too-large": Code(About.BUILD),
    "build-unknown": Code(About.BUILD),
    "bus-shared": Code(About.FIT),
    "cages-short": Code(About.FIT, part="switch"),
    "carrier-full": Code(About.FIT, part="carrier"),
    "carrier-missing": Code(About.FIT, part="carrier"),
    "case-misfit": Code(About.FIT, part="case", misfit=True),
    "case-missing": Code(About.FIT, part="case"),
    "catalog-missing": Code(About.FILE),
    "catalog-no-parts": Code(About.FILE),
    "cell-invalid": Code(About.FILE),
    "cell-no-value": Code(About.FILE),
    "cell-not-read": Code(About.FILE),
    "certificate-differs": Code(About.PROOF),
    "certificate-input-changed": Code(About.PROOF),
    "certificate-unreadable": Code(About.PROOF),
    "carrier-weak": Code(About.FIT, part="charger"),
    "carrier-unfed": Code(About.FIT, part="charger"),
    "charger-shared": Code(About.FIT),
    "charger-missing": Code(About.FIT, part="charger"),
    COLUMN_MISSING: Code(About.FILE),
    "column-twice": Code(About.FILE),
    COLUMN_UNKNOWN: Code(About.FILE),
    "column-unnamed": Code(About.FILE),
    "conditions-left-out": Code(About.PRICE, mends=(Mend.ANY_CONDITION,)),
    "cooler-misfit": Code(About.FIT, part="other", misfit=True),
    "cooler-missing": Code(About.FIT, part="other"),
    "coupon-not-read": Code(About.USAGE),
    COUPON_UNRATED: Code(About.RATE),
    "currency-not-stated": Code(About.CURRENCY),
    "curve-without-nodes": Code(About.WISH),
    "day-in-future": Code(About.FILE),
    "ended": Code(About.PROOF),
    "event-does-not-follow": Code(About.FILE),
    "event-part-unknown": Code(About.FILE),
    "event-twice": Code(About.FILE),
    "file-empty": Code(About.FILE),
    "file-missing": Code(About.FILE),
    "file-not-read": Code(About.FILE),
    "file-not-text": Code(About.FILE),
    "file-not-utf8": Code(About.FILE),
    "file-not-written": Code(About.FILE),
    "file-separator": Code(About.FILE),
    "file-too-large": Code(About.FILE),
    "file-unknown": Code(About.FILE),
    "file-unreadable": Code(About.FILE),
    "findings-cut": Code(About.FILE),
    "frontier-without-nodes": Code(About.WISH),
    "grid-cut-off": Code(About.FILE),
    "grid-damaged": Code(About.FILE),
    "grid-empty": Code(About.FILE),
    "grid-hostile": Code(About.FILE),
    "grid-locked": Code(About.FILE),
    "grid-old": Code(About.FILE),
    "grid-other": Code(About.FILE),
    "grid-too-large": Code(About.FILE),
    "hat-misfit": Code(About.FIT, misfit=True),
    "hats-exclude": Code(About.FIT, misfit=True),
    "isa-armv6": Code(About.FIT),
    "isa-mixed": Code(About.FIT),
    "kit-build-circle": Code(About.BUILD),
    "kit-build-charges": Code(About.BUILD),
    "kit-build-unknown": Code(About.BUILD),
    "kit-circle": Code(About.BUILD),
    "kit-named-twice": Code(About.BUILD),
    "kit-too-deep": Code(About.BUILD),
    "kit-too-large": Code(About.BUILD),
    "kit-unclear": Code(About.BUILD),
    "kit-unknown": Code(About.BUILD),
    "kit-unused": Code(About.BUILD),
    "landed-in-the-way": Code(About.WISH),
    "landed-no-offer": Code(About.SHORTAGE),
    "landed-not-for-cost": Code(About.WISH),
    "landed-nothing": Code(About.SHORTAGE),
    "leads-short": Code(About.FIT, part="cable"),
    "link-build-unknown": Code(About.BUILD),
    "link-build-changed": Code(About.USAGE),
    "link-changes-unreadable": Code(About.USAGE),
    "link-too-large": Code(About.USAGE),
    "link-wishes-unreadable": Code(About.USAGE),
    "lookup-busy": Code(About.PAGE),
    "lookup-credit": Code(About.PAGE),
    "lookup-key": Code(About.PAGE),
    "lookup-no-price": Code(About.PAGE),
    "lookup-none": Code(About.PAGE),
    "lookup-off": Code(About.PAGE),
    "lookup-price-unread": Code(About.PAGE),
    "lookup-question": Code(About.PAGE),
    "lookup-quota": Code(About.PAGE),
    "lookup-refused": Code(About.PAGE),
    "lookup-reply": Code(About.PAGE),
    "lookup-store": Code(About.PAGE),
    "lookup-unreachable": Code(About.PAGE),
    "market-missing": Code(About.FILE),
    "memory-full": Code(About.FIT, part="memory"),
    "memory-misfit": Code(About.FIT, part="memory", misfit=True),
    "memory-missing": Code(About.FIT, part="memory"),
    "module-misfit": Code(About.FIT, part="hat", misfit=True),
    "module-weak": Code(About.FIT),
    "modules-weak": Code(About.FIT, part="poe"),
    "network-invalid": Code(About.NETWORK),
    NETWORK_MISSING: Code(About.NETWORK),
    "network-no-profiles": Code(About.NETWORK),
    "network-not-separate": Code(About.FIT),
    "network-not-toml": Code(About.NETWORK),
    "network-too-large": Code(About.NETWORK),
    "network-twice": Code(About.NETWORK),
    "no-boards": Code(About.NOTHING),
    "no-build": Code(
        About.WISH,
        mends=(
            Mend.FEWER_WISHES,
            Mend.MORE_PARTS,
        ),
    ),
    "no-build-delivered": Code(About.WISH),
    "no-build-in-time": Code(About.PROOF, mends=(Mend.MORE_TIME,)),
    "no-free-port": Code(About.FIT),
    UNCHECKED: Code(About.UNCHECKED, mends=(Mend.MORE_FACTS,)),
    "not-plugged-in": Code(About.FIT),
    "not-the-cheapest": Code(About.PROOF),
    "nothing-to-compare": Code(
        About.BUILD,
        mends=(
            Mend.FEWER_WISHES,
            Mend.MORE_TIME,
        ),
    ),
    "number-out-of-range": Code(About.USAGE),
    "offer-break-missing": Code(About.FILE),
    "offer-disagrees": Code(About.FILE),
    "offer-part-unknown": Code(About.FILE),
    "offer-twice": Code(About.FILE),
    "offer-vendor-unknown": Code(About.FILE),
    "offers-undated": Code(About.FILE),
    "outlet-limits": Code(About.FIT, part="charger"),
    "outlet-weak": Code(About.FIT, part="charger"),
    "outlets-short": Code(About.FIT, part="charger"),
    "own-changed-meanwhile": Code(About.FILE),
    "own-not-written": Code(About.FILE),
    "own-part-amiss": Code(About.PRICE),
    "own-replaces": Code(About.FILE),
    OWN_UNREADABLE: Code(About.FILE),
    "list-without-shop": Code(About.USAGE),
    "page-not-named": Code(About.USAGE),
    "next-node-no-board": Code(About.BUILD),
    "next-node-no-place": Code(About.BUILD),
    "next-node-other-board": Code(About.BUILD),
    "not-a-board": Code(About.WISH),
    "part-replaced": Code(About.FILE),
    "part-twice": Code(About.FILE),
    "part-brought-differs": Code(
        About.BUILD, aside=True, several="parts differ between this build and the catalog"
    ),
    PART_UNKNOWN: Code(About.BUILD, mends=(Mend.OTHER_PART,)),
    "part-anyway": Code(About.BUILD),
    "partly-too-many": Code(About.USAGE),
    "parts-left-out": Code(About.BUILD, mends=(Mend.ENDED_PARTS,)),
    "parts-not-stated": Code(About.BUILD),
    "plug-wrong": Code(About.FIT),
    "plugs-differ": Code(About.FIT, part="charger"),
    "poe-port-weak": Code(About.FIT, part="switch"),
    "poe-short": Code(About.FIT, part="switch"),
    "poe-uneven": Code(About.FIT, part="switch"),
    "poe-watts-short": Code(About.FIT, part="switch"),
    "port-missing": Code(About.FIT),
    "port-taken": Code(About.FIT),
    "ports-short": Code(About.FIT, part="switch"),
    "power-leads-short": Code(About.FIT, part="cable"),
    "power-not-a-number": Code(About.PRICE),
    "price-address-differs": Code(About.PAGE),
    "price-allocated": Code(About.PRICE, before_quoting=True),
    "price-answer-unreadable": Code(About.PAGE),
    PRICE_CANCELLED: Code(About.PAGE),
    "price-charset": Code(About.PAGE),
    "price-condition": Code(About.PRICE, several="prices are for items that are not new"),
    "price-currency-other": Code(About.PAGE),
    "price-currency-stated": Code(About.PAGE),
    "price-data-damaged": Code(About.PAGE),
    "price-discontinued": Code(About.PAGE),
    "price-estimated": Code(About.PRICE, before_quoting=True, rests_on="estimated prices"),
    "price-front-page": Code(About.PAGE),
    "price-later": Code(About.PRICE),
    "price-many": Code(About.PAGE),
    "price-many-variations": Code(About.PAGE),
    "price-missing": Code(
        About.PRICE, several="parts have no price, so the build has no total yet"
    ),
    "price-no-data": Code(About.PAGE),
    "price-no-part": Code(About.PAGE),
    "price-no-page": Code(About.PAGE),
    "price-none": Code(About.PAGE),
    "price-not-a-number": Code(About.PRICE),
    "price-not-chosen": Code(About.PAGE),
    "price-not-asked": Code(About.PAGE),
    PRICE_OLD: Code(About.PRICE, beside_total=True, rests_on=_OLD),
    "price-out-of-stock": Code(About.PAGE),
    "price-question-open": Code(About.PAGE),
    "price-reply": Code(About.PAGE),
    "price-row-unread": Code(About.PRICE, several="rows of prices were not read"),
    "price-second-look": Code(About.PAGE),
    "price-sent-on": Code(About.PAGE),
    "price-superseded": Code(
        About.PRICE,
        rests_on="prices from before a change of list price",
        several="prices are from before a change of their maker's list price",
    ),
    "price-valid-until": Code(About.PAGE),
    "price-wall": Code(About.PAGE),
    "prices-left-out": Code(About.PRICE, mends=(Mend.ALL_PRICES,)),
    "promise-passed": Code(About.FILE),
    "purchase-from-publication": Code(
        About.PRICE,
        rests_on="prices that no shop asks",
        several="vendors published these prices and are not shops",
    ),
    "purchase-infeasible": Code(About.TERMS),
    "purchase-more-than-needed": Code(
        About.TERMS, several="parts are bought in larger amounts than needed"
    ),
    "purchase-no-basket-in-time": Code(About.PROOF, mends=(Mend.MORE_TIME,)),
    "purchase-no-offer": Code(About.SHORTAGE),
    "purchase-offers-unread": Code(About.TERMS),
    "purchase-condition-left-out": Code(About.SHORTAGE, mends=(Mend.ANY_CONDITION,)),
    "purchase-part-left-out": Code(About.SHORTAGE, mends=(Mend.ENDED_PARTS,)),
    "purchase-price-expired": Code(About.PRICE, rests_on="prices of another day"),
    "purchase-price-old": Code(About.PRICE, beside_total=True, rests_on=_OLD),
    "purchase-prices-left-out": Code(About.SHORTAGE, mends=(Mend.ALL_PRICES,)),
    "purchase-stock": Code(About.SHORTAGE),
    "purchase-terms-old": Code(
        About.TERMS,
        rests_on="terms not checked for over a year",
        several="vendors: terms last checked over a year ago",
    ),
    "purchase-tax-unknown": Code(About.TERMS, several="vendors: tax not known"),
    "purchase-terms-unknown": Code(
        About.TERMS,
        ask_terms=True,
        several="vendors do not state all that they charge, so the basket has no total",
    ),
    "purchase-weight-unknown": Code(
        About.TERMS, several="vendors ship by weight, and the weight of some parts is not known"
    ),
    "quantity-out-of-range": Code(About.BUILD),
    "rate-missing": Code(About.RATE, several="exchange rates are missing"),
    "rate-not-a-number": Code(About.RATE),
    "rate-stale": Code(
        About.RATE,
        aside=True,
        rests_on="an old exchange rate",
        several="exchange rates are older than a week",
    ),
    "rates-contradiction": Code(About.RATE),
    "rates-disagree": Code(About.RATE),
    "rates-future": Code(About.RATE),
    "rates-live-address": Code(About.RATE),
    "rates-live-base": Code(About.RATE),
    "rates-live-broken-off": Code(About.RATE),
    "rates-live-currency": Code(About.RATE),
    "rates-live-day": Code(About.RATE),
    "rates-live-missing": Code(About.RATE),
    "rates-live-not-json": Code(About.RATE),
    "rates-live-off": Code(About.RATE),
    "rates-live-rate": Code(About.RATE),
    "rates-live-redirect": Code(About.RATE),
    "rates-live-shape": Code(About.RATE),
    "rates-live-status": Code(About.RATE),
    "rates-live-timeout": Code(About.RATE),
    "rates-live-tls": Code(About.RATE),
    "rack-front-full": Code(About.FIT, part="rack"),
    "rack-full": Code(About.FIT, part="rack"),
    "rack-width": Code(About.FIT, part="rack", misfit=True),
    "rates-live-too-big": Code(About.RATE),
    "rates-live-unreachable": Code(About.RATE),
    "rates-not-written": Code(About.RATE),
    "rates-repeated": Code(About.RATE),
    "requirement-invalid": Code(About.WISH, mends=(Mend.KNOWN_WISHES,)),
    "requirement-not-toml": Code(About.WISH, mends=(Mend.KNOWN_WISHES,)),
    "requirement-too-large": Code(About.WISH, mends=(Mend.KNOWN_WISHES,)),
    "resale-not-a-number": Code(About.PRICE),
    "row-ends-early": Code(About.FILE),
    "row-length": Code(About.FILE),
    "row-quotes": Code(About.FILE),
    "settings-invalid": Code(About.USAGE),
    "sheet-hidden": Code(About.FILE),
    "sheet-too-large": Code(About.FILE),
    "shelf-missing": Code(About.FIT, part="rack"),
    "shelves-short": Code(About.FIT, part="case"),
    "shop-there-already": Code(About.TERMS),
    "shop-unknown": Code(About.PAGE),
    "single-switch": Code(About.FIT),
    "slots-short": Code(About.FIT, part="storage"),
    "spare-rule-idle": Code(About.BUILD),
    "speeds-mixed": Code(About.FIT),
    "storage-misfit": Code(About.FIT, part="storage", misfit=True),
    "storage-short": Code(About.FIT, part="storage"),
    "strip-sockets-short": Code(About.FIT),
    "supply-missing": Code(About.FIT, part="charger"),
    "switch-levels": Code(About.FIT, part="switch"),
    "switch-missing": Code(About.FIT, part="switch"),
    "switch-slow": Code(About.FIT, part="switch", by_slowest=True),
    "switch-tree": Code(About.FIT),
    "switch-wasted": Code(About.FIT),
    "table-unknown": Code(About.FILE),
    "tariff-missing": Code(About.WISH),
    "tariff-twice": Code(About.FILE),
    "tax-rules-clash": Code(About.FILE),
    "tax-rules-gap": Code(About.FILE),
    "template-unknown": Code(About.FILE),
    "title-rows": Code(About.FILE),
    "too-many-mixtures": Code(About.WISH),
    "mains-leads-short": Code(About.FIT, part="cable"),
    "unit-barrel-differs": Code(About.FIT),
    "unit-lead-missing": Code(About.FIT),
    "unit-outlet-weak": Code(About.FIT),
    "unit-poe-port-weak": Code(About.FIT),
    "unit-poe-short": Code(About.FIT),
    "unit-volts-differ": Code(About.FIT),
    "unit-watts-short": Code(About.FIT),
    "upgrade-resale-not-counted": Code(About.BUILD),
    "upgrade-unpriced": Code(About.PRICE),
    "usage": Code(About.USAGE),
    "usb-short": Code(About.FIT),
    "vendor-twice": Code(About.FILE),
    "vendor-unknown": Code(About.FILE),
    "volts-differ": Code(About.FIT, part="charger"),
    "wall-sockets": Code(About.FIT),
    "watts-peak": Code(About.FIT),
    "watts-recommended": Code(About.FIT),
    "watts-shared": Code(About.FIT, part="charger"),
    "watts-short": Code(About.FIT, part="charger"),
    "watts-tight": Code(About.FIT, part="charger"),
    "watts-uneven": Code(About.FIT, part="charger"),
    "web-address": Code(About.PAGE),
    "web-broken-off": Code(About.PAGE),
    "web-cancelled": Code(About.PAGE),
    "web-gone": Code(About.PAGE),
    "web-host-unknown": Code(About.PAGE),
    "web-key-unsafe": Code(About.PAGE),
    "web-overloaded": Code(About.PAGE),
    "web-packed": Code(About.PAGE),
    "web-private": Code(About.PAGE),
    "web-redirect-circle": Code(About.PAGE),
    "web-redirect-unsafe": Code(About.PAGE),
    "web-redirects": Code(About.PAGE),
    "web-refused": Code(About.PAGE),
    "web-robots": Code(About.PAGE),
    "web-robots-unread": Code(About.PAGE),
    "web-status": Code(About.PAGE),
    "web-timeout": Code(About.PAGE),
    "web-tls": Code(About.PAGE),
    "web-too-big": Code(About.PAGE),
    "web-unreachable": Code(About.PAGE),
    "wire-loose": Code(About.FIT),
    "wired-misfit": Code(About.FIT),
    "why-not-over-years": Code(About.PROOF),
    "wish-not-a-number": Code(About.WISH),
    "wish-out-of-range": Code(About.WISH),
    "workbook-damaged": Code(About.FILE),
    "workbook-hostile": Code(About.FILE),
    "workbook-locked": Code(About.FILE),
    "workbook-old": Code(About.FILE),
    "workbook-other": Code(About.FILE),
    "workbook-too-large": Code(About.FILE),
}
# Nobody makes another one; if somebody did, it would be treated as the gravest are.
_ANOTHER = Code(About.FIT)


def meaning(code: str) -> Code:
    """Return what is known of a code."""
    return CODES.get(code, _ANOTHER)


def advice(code: str, words: Mapping[Mend, str] = PLAIN) -> str:
    """Return what mends a finding of this code, as a sentence; empty if nothing general does."""
    text = ", or ".join(words[mend] for mend in meaning(code).mends)
    return f"{sentence(text)}." if text else ""
