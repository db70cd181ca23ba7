"""What a distributor answers when its interface is asked: shown, and never kept.

Most distributors forbid by contract to store any part of what their interface says. So a look-up is
no proposal and no offer, nothing makes one of it, and it refuses to be written down.
"""

from datetime import date
from enum import StrEnum
from typing import Any, NoReturn

from pydantic import Field

from planner.model.exact_numbers import ExactDecimal
from planner.model.findings import Finding
from planner.model.home import COUNTRY
from planner.model.money import CurrencyCode
from planner.model.proposals import TaxIncluded
from planner.model.record import Record

# More is no question, and no distributor takes it.
MOST_WORDS = 100


class LookupBy(StrEnum):
    """What the words of a question are."""

    WORDS = "words"
    NUMBER = "number"
    MAKER = "maker"

    @property
    def meaning(self) -> str:
        """Return what is looked for, in a few words."""
        return _MEANINGS[self]


_MEANINGS = {
    LookupBy.WORDS: "words of its name",
    LookupBy.NUMBER: "the distributor's number",
    LookupBy.MAKER: "the maker's number",
}


class LookupQuestion(Record):
    """What is asked of which distributor: words or a number, as `by` says.

    `currency`, a code, is asked for where the interface lets one choose; `country` is where it is
    delivered; `store` is the one of several stores of a distributor; `locale` says how it writes
    numbers, such as `en-SG`, where it writes them as texts.
    """

    at: str
    sought: str = Field(min_length=1, max_length=MOST_WORDS)
    by: LookupBy = LookupBy.WORDS
    currency: CurrencyCode | None = None
    country: str = Field(default=COUNTRY, pattern="^[A-Z]{2}$")
    store: str | None = None
    locale: str | None = None


class Terms(Record):
    """Under which terms a distributor's interface answers.

    `words` say what they allow in one sentence, `text_of` which text was read, and `credit` is the
    line that they ask to stand wherever the answer stands; what is kept has its source on `site`.
    """

    address: str
    text_of: str
    words: str
    kept: bool
    credit: str = ""
    site: str = ""


class _Unkept(Record):
    """A record that is shown and refuses to be written down or packed up."""

    def model_dump(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: what is looked up is shown and never kept."""
        raise _refusal()

    def model_dump_json(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: what is looked up is shown and never kept."""
        raise _refusal()

    def __reduce_ex__(self, _: object) -> NoReturn:
        """Refuse: what is looked up is shown and never kept."""
        raise _refusal()


def _refusal() -> TypeError:
    return TypeError("what is looked up at a distributor is shown and never kept")


class LookupBreak(_Unkept):
    """The price of one piece from so many pieces on; None where it cannot be read."""

    quantity: int = Field(ge=1)
    price: ExactDecimal | None = Field(default=None, gt=0)


class Lookup(_Unkept):
    """One article as a distributor has it now; what it does not say is None or empty.

    `number` is the distributor's own, `maker_number` the maker's. `lead_time` and `lifecycle` are
    its own words; `remarks` say what else counts, such as that somebody else sells it.
    """

    number: str
    maker_number: str = ""
    maker: str = ""
    name: str = ""
    packaging: str = ""
    breaks: tuple[LookupBreak, ...] = ()
    currency: CurrencyCode | None = None
    tax_included: TaxIncluded = TaxIncluded.UNKNOWN
    stock: int | None = Field(default=None, ge=0)
    minimum: int | None = Field(default=None, ge=1)
    multiple: int | None = Field(default=None, ge=1)
    lead_time: str = ""
    lifecycle: str = ""
    address: str = ""
    remarks: tuple[str, ...] = ()


class LookupAnswer(_Unkept):
    """All that a distributor answers to one question, on a day in UTC, and under which terms."""

    distributor: str
    asked: str
    by: LookupBy
    day: date
    terms: Terms
    found: tuple[Lookup, ...] = ()
    # How many there are altogether, where it says so: the first of them are in `found`.
    of: int | None = Field(default=None, ge=0)
    findings: tuple[Finding, ...] = ()
