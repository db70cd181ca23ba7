"""What a shop's page proposes as a price, and what a person must answer before it is one.

A proposal is no offer: nothing of it is kept until a person has picked it and answered its
questions. What a page does not say is unknown here, never a usual value.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from planner.model.cells import MOST, Pieces
from planner.model.exact_numbers import ExactDecimal
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import CurrencyCode, Money
from planner.model.offers import MOST_NUMBER, Basis, Offer, PriceBreak
from planner.model.parts import Count
from planner.model.record import Record

# A price of nothing is a slip of the page, or a way to say that it is not sold.
Asked = Annotated[ExactDecimal, Field(gt=0, le=MOST)]


class Availability(StrEnum):
    """What a page says of stock. It is shown; nothing is decided by it."""

    IN_STOCK = "in_stock"
    LIMITED = "limited"
    PREORDER = "preorder"
    BACKORDER = "backorder"
    OUT_OF_STOCK = "out_of_stock"
    DISCONTINUED = "discontinued"
    UNKNOWN = "unknown"


class Condition(StrEnum):
    """Whether an article has been used before."""

    NEW = "new"
    REFURBISHED = "refurbished"
    USED = "used"
    UNKNOWN = "unknown"


class TaxIncluded(StrEnum):
    """Whether a price includes tax; `unknown` is an answer, too."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Ask(StrEnum):
    """What a question to a person is about."""

    PRODUCT = "product"
    VARIANT = "variant"
    PRICE = "price"
    WHICH_PRICE = "which price"
    CURRENCY = "currency"
    TAX = "tax"
    PACK = "pack"
    CONDITION = "condition"
    VENDOR = "vendor"
    DAY = "day"
    ADDRESS = "address"


class Question(Record):
    """One thing that a person must say, with what the page has to choose from."""

    about: Ask
    words: str
    choices: tuple[str, ...] = ()


class Candidate(Record):
    """An amount that stands on a page and may be the price; `told` says what the page calls it."""

    amount: ExactDecimal = Field(ge=0)
    currency: CurrencyCode | None = None
    told: str

    def __str__(self) -> str:
        """Return it as a person picks it: `17.20 EUR, lower end of a range`."""
        return f"{self.amount:f}{f' {self.currency}' if self.currency else ''}, {self.told}"


class PriceProposal(Record):
    """One article at one price as a page has it; `amount` is for one pack, and None if it is asked.

    `currency_from` and `tax_from` say who stated them. `pack_size` is 1 where nothing hints at a
    pack, and None where a title does: then it is asked. `day` is the day in UTC on which the page
    was fetched or saved. `raw` is what the page's data said of it, cut short, for whoever checks.
    """

    product: str
    variant: str = ""
    variant_id: str = ""
    amount: Asked | None = None
    candidates: tuple[Candidate, ...] = ()
    currency: CurrencyCode | None = None
    currency_from: str = ""
    tax_included: TaxIncluded = TaxIncluded.UNKNOWN
    tax_from: str = ""
    pack_size: Pieces | None = 1
    minimum_quantity: Pieces | None = None
    order_multiple: Pieces | None = None
    availability: Availability = Availability.UNKNOWN
    availability_word: str = ""
    stock: Count | None = None
    condition: Condition = Condition.UNKNOWN
    condition_word: str = ""
    sku: str = ""
    article_number: str = ""
    mpn: str = ""
    valid_until: date | None = None
    seller: str = ""
    address: str = ""
    day: date | None = None
    reader: str = ""
    raw: str = ""
    # Prices of a pack from more packs on: `amount` is that of the fewest that are sold.
    more_breaks: tuple[PriceBreak, ...] = ()
    # The line that the terms of its source ask to stand wherever it is shown.
    credit: str = ""
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()

    @model_validator(mode="after")
    def _what_is_lacking_is_asked(self) -> "PriceProposal":
        lacking = (
            (self.amount is None, {Ask.PRICE, Ask.WHICH_PRICE, Ask.VARIANT}),
            (self.currency is None, {Ask.CURRENCY}),
            (self.pack_size is None, {Ask.PACK}),
            (self.day is None, {Ask.DAY}),
            (not self.address, {Ask.ADDRESS}),
        )
        asked = {question.about for question in self.questions}
        for lacks, topics in lacking:
            if lacks and not topics & asked:
                raise ValueError(f"what is not known must be asked: {min(topics)}")
        return self

    @property
    def name(self) -> str:
        """Return the article with its variant."""
        return f"{self.product} / {self.variant}" if self.variant else self.product

    @property
    def price(self) -> Money | None:
        """Return the price of one pack; None while amount or currency is asked."""
        if self.amount is None or self.currency is None:
            return None
        return Money(self.amount, self.currency)


class Said(Record):
    """What a person answered; None where nothing was said. `unknown` is an answer of its own."""

    variant: str | None = None
    amount: Asked | None = None
    currency: CurrencyCode | None = None
    tax_included: TaxIncluded | None = None
    pack_size: Pieces | None = None
    condition: Condition | None = None
    seller: str | None = None
    day: date | None = None
    address: Annotated[str, Field(min_length=1)] | None = None
    valid_until: date | None = None


# Which field of `Said` answers which questions.
_ANSWERED_BY: dict[str, frozenset[Ask]] = {
    "variant": frozenset({Ask.VARIANT, Ask.PRODUCT}),
    "amount": frozenset({Ask.PRICE, Ask.WHICH_PRICE}),
    "currency": frozenset({Ask.CURRENCY}),
    "tax_included": frozenset({Ask.TAX}),
    "pack_size": frozenset({Ask.PACK}),
    "condition": frozenset({Ask.CONDITION}),
    "seller": frozenset({Ask.VENDOR}),
    "day": frozenset({Ask.DAY}),
    "address": frozenset({Ask.ADDRESS}),
    "valid_until": frozenset(),
}
_BY_YOU = "stated by you"
# What an offer holds of tax; None is not known.
_INCLUDED = {TaxIncluded.YES: True, TaxIncluded.NO: False, TaxIncluded.UNKNOWN: None}


def answered(proposal: PriceProposal, said: Said) -> PriceProposal:
    """Return the proposal with what a person said in it, and only the questions that are left.

    What a person says comes before what the page says. A variant by name answers nothing while the
    amount of that variant is not known: then the price is left to be asked.
    """
    facts = {name: value for name, value in said if value is not None}
    closed = frozenset[Ask]().union(*(_ANSWERED_BY[name] for name in facts))
    left = [question for question in proposal.questions if question.about not in closed]
    amount = facts.get("amount", proposal.amount)
    if amount is None and not {Ask.PRICE, Ask.WHICH_PRICE} & {each.about for each in left}:
        words = f"What does one pack of {proposal.name} cost?"
        left.append(Question(about=Ask.PRICE, words=words))
    if "amount" in facts:
        # Whoever states another price states it for any number of packs.
        facts["more_breaks"] = ()
    if facts.get("variant", proposal.variant) != proposal.variant:
        # The page named the number of another variant.
        facts["article_number"] = ""
    if "currency" in facts:
        facts["currency_from"] = _BY_YOU
    if "tax_included" in facts:
        facts["tax_from"] = _BY_YOU
    # A day that the page names is no promise: it is kept only where a person confirms it.
    facts.setdefault("valid_until", None)
    return PriceProposal.model_validate(
        {**dict(proposal), **facts, "questions": tuple(left)}, strict=False
    )


def offer_of(proposal: PriceProposal, said: Said, *, vendor: str, part_number: str) -> Offer:
    """Return the offer that a picked proposal makes once a person has answered its questions.

    PlannerError while a question is open: its finding names the question and what to choose from.
    """
    settled = answered(proposal, said)
    if settled.questions:
        raise PlannerError(_still_open(settled, settled.questions[0]))
    gone = settled.availability in (Availability.OUT_OF_STOCK, Availability.DISCONTINUED)
    facts = {
        "vendor": vendor,
        "part_number": part_number,
        "sku": settled.sku,
        "article_number": _whole(settled.article_number),
        "maker_number": _whole(settled.mpn),
        "currency": settled.currency,
        "price_breaks": (
            PriceBreak(min_quantity=1, price=settled.amount or Decimal(0)),
            *settled.more_breaks,
        ),
        "pack_size": settled.pack_size,
        "minimum_quantity": settled.minimum_quantity or 1,
        "order_multiple": settled.order_multiple or 1,
        "condition": None if settled.condition is Condition.UNKNOWN else settled.condition,
        "tax_included": _INCLUDED[settled.tax_included],
        "stock": 0 if gone else settled.stock,
        "quoted_on": settled.day,
        "valid_until": settled.valid_until,
        "basis": Basis.QUOTED,
        "source": settled.address,
        "note": ". ".join(filter(None, (settled.variant, settled.credit))),
    }
    return Offer.model_validate(facts)


def _whole(number: str) -> str:
    """Return a number that is short enough for one; a piece of a longer one is no number."""
    return number if len(number) <= MOST_NUMBER else ""


def _still_open(proposal: PriceProposal, question: Question) -> Finding:
    more = len(proposal.questions) - 1
    rest = f" {more} more to answer after it." if more else ""
    choices = f" To choose from: {'; '.join(question.choices)}." if question.choices else ""
    return Finding(
        code="price-question-open",
        severity=Severity.ERROR,
        subject=proposal.name,
        message=f"{proposal.name}: the {question.about} is not answered. {question.words}",
        hint=f"Answer it.{choices}{rest}",
    )


class Outcome(StrEnum):
    """What is to be done with a page's answer."""

    PROPOSE = "propose"
    CHOOSE = "choose"
    ASK = "ask"
    REFUSE = "refuse"


class PageAnswer(Record):
    """All that one page or reply says of prices: proposals, and what a person must say first.

    `amounts` are sums found in the text of a page without data; none of them is a price yet.
    `further` are addresses that have a price of their own and were not asked.
    """

    address: str = ""
    day: date | None = None
    reader: str = ""
    product: str = ""
    proposals: tuple[PriceProposal, ...] = ()
    questions: tuple[Question, ...] = ()
    amounts: tuple[Candidate, ...] = ()
    further: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Return what is to be done: take one, choose, answer first, or nothing can be had."""
        if len(self.proposals) > 1:
            return Outcome.CHOOSE
        if not self.proposals:
            return Outcome.REFUSE
        return Outcome.ASK if self.proposals[0].amount is None else Outcome.PROPOSE

    @property
    def asks(self) -> tuple[Ask, ...]:
        """Return what is asked of the page and of its proposals, each once, in order of asking."""
        open_ones = {question.about for question in (*self.questions, *self._asked_of_each())}
        return tuple(about for about in Ask if about in open_ones)

    def _asked_of_each(self) -> Iterable[Question]:
        return (question for each in self.proposals for question in each.questions)


def blank_of(page: PageAnswer) -> PriceProposal:
    """Return the proposal that a person fills in where a page has none of its own.

    The amounts of its text are there to choose from; everything else is asked.
    """
    asked = {question.about for question in page.questions}
    more = (
        (Ask.PRICE, True, "What does one pack cost?"),
        (Ask.CURRENCY, True, "In which currency?"),
        (Ask.TAX, True, "Does that include tax?"),
        (Ask.DAY, page.day is None, "On which date was that the price?"),
        (Ask.ADDRESS, not page.address, "At which address is it stated?"),
    )
    added = [Question(about=about, words=words) for about, lacks, words in more
             if lacks and about not in asked]  # fmt: skip
    return PriceProposal(
        product=page.product,
        candidates=page.amounts,
        address=page.address,
        day=page.day,
        questions=(*page.questions, *added),
    )
