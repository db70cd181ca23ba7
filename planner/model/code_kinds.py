"""What a finding can be about, what can mend it, and what all findings of a code have in common."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from planner.model.categories import Category


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
    SAY_WHAT = auto()


# Words for files and programs, which are read by whoever asked for them in whichever way.
PLAIN: Mapping[Mend, str] = {
    Mend.MORE_TIME: "give it more time",
    Mend.FEWER_WISHES: "drop a requirement",
    Mend.MORE_PARTS: "add parts to the catalog",
    Mend.OTHER_PART: "name a part of the catalog",
    Mend.KNOWN_WISHES: "write what a requirement may hold",
    Mend.ALL_PRICES: "ask for prices of any age",
    Mend.ENDED_PARTS: "include discontinued parts",
    Mend.SAY_WHAT: "say what kind of part it is",
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
