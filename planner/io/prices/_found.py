"""What a reader found: one article at one price, before anything is asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from planner.io.prices._json_texts import number_of
from planner.io.text.amounts import ReadAmount, currency_sign, read_amount
from planner.model.findings import Finding
from planner.model.money import CURRENCIES, minor_unit_places
from planner.model.proposals import TaxIncluded


@dataclass(slots=True, kw_only=True)
class Found:
    """One article at one price, as far as a reader of one kind of page can tell.

    `amount` is None where the data has no one price; then `choices` are what it may be and `why`
    says what is the matter. `nothing` says why there is no price to be had at all. `variants` are
    those that one price is for; `words` are what a reader sees of it.
    """

    product: str
    variant: str = ""
    variant_id: str = ""
    amount: Decimal | None = None
    choices: Sequence[tuple[Decimal, str]] = ()
    why: str = ""
    nothing: str = ""
    currency: str | None = None
    currency_from: str = ""
    tax: TaxIncluded = TaxIncluded.UNKNOWN
    tax_from: str = ""
    minimum: int | None = None
    multiple: int | None = None
    pack: int | None = None
    availability: str = ""
    stock: int | None = None
    condition: str = ""
    words: str = ""
    variants: Sequence[str] = ()
    sku: str = ""
    article: str = ""
    mpn: str = ""
    valid_until: str = ""
    seller: str = ""
    address: str = ""
    raw: object = None
    findings: list[Finding] = field(default_factory=list)

    def take(self, read: ReadAmount) -> None:
        """Take a price as it was read: its amount, or what it may be and why it is asked."""
        self.amount, self.why = read.amount, read.why
        if not read.is_amount or (read.amount is None and not read.choices):
            self.nothing = read.why
        self.choices = [(each, "as it may be read") for each in read.choices]


def read_price(value: object, *, currency: str | None, language: str = "") -> ReadAmount:
    """Return what a price in data says: a plain number, or a text that is read as people write."""
    number = number_of(value)
    if number is None:
        text = str(value) if isinstance(value, str) else ""
        return read_amount(text, currency=currency, language=language)
    if number < 0:
        return ReadAmount(why="it is negative", is_amount=False)
    if not number:
        return ReadAmount(currency=currency, why="a price of 0 is not a price")
    places = -int(number.as_tuple().exponent)
    number = _without_noise(number)
    three = currency is not None and minor_unit_places(currency) == 3
    if places == 3 and number >= 1 and not three:
        # Digits in groups of three with a point between them look the same. In data a point stands
        # before decimals, whatever the language of the page: so it settles nothing.
        return read_amount(str(value).strip(), currency=currency)
    return ReadAmount(amount=number, currency=currency)


def _without_noise(number: Decimal) -> Decimal:
    """Return a number without idle zeros, and without what a float adds far behind the cents."""
    places = -int(number.as_tuple().exponent)
    cents = number.quantize(Decimal("0.01"))
    if places > 8 and abs(number - cents) < Decimal("1e-7"):
        return cents
    if places > 2:
        text = f"{number:f}".rstrip("0")
        idle = 2 - len(text.partition(".")[2])
        return Decimal(text + "0" * max(idle, 0))
    return number


def currency_code(value: object) -> str | None:
    """Return a currency that data names: by its code in any letters, or by a sign of its own."""
    text = value.strip() if isinstance(value, str) else ""
    # The rouble's code until 1998, which shops still write.
    code = "RUB" if text.upper() == "RUR" else text.upper()
    return code if code in CURRENCIES else currency_sign(text)


def as_text(value: object) -> str:
    """Return a text or number of data as text; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""
