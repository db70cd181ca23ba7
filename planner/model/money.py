"""Money in one currency, and exchange rates that know their day and their source.

In one piece because a rate makes amounts of amounts, and both are exact by the same few steps.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from planner.model.exact_numbers import ExactDecimal, brief, counted
from planner.model.record import Record

# ISO 4217 of 2026-01-01: every code with a minor unit. A test holds it against the published list.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
    BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
    MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF
    YER ZAR ZMW ZWG
    """.split()
)
_PLACES = {"CLF": 4, "UYW": 4} | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
_PLACES |= dict.fromkeys(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
)
# What stands before an amount; dollars say whose. Any other currency is written by its code.
_SYMBOLS = {
    "SGD": "S$",
    "USD": "US$",
    "AUD": "A$",
    "CAD": "C$",
    "HKD": "HK$",
    "NZD": "NZ$",
    "TWD": "NT$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "CN¥",
    "INR": "₹",
    "KRW": "₩",
    "MYR": "RM",
}
# Digits kept of a rate that is computed from two published ones; a shown sum never notices.
_CROSS = Context(prec=10)
_LEAST_DIGITS = 6
# Decimals beyond the minor unit that a price of parts of a cent is written with.
_MORE_PLACES = 4
# What one unit of a currency may be worth in another: beyond, a digit was lost or doubled.
_LEAST_RATE, _MOST_RATE = Decimal("1e-12"), Decimal("1e12")
# Room for any sum that the records allow, whatever the context of the thread that adds it up.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_MINOR_STEPS = [Decimal(1).scaleb(-places) for places in range(5)]


def minor_unit_places(currency: str) -> int:
    """Return how many decimals amounts in this currency are written with (SGD 2, JPY 0)."""
    return _PLACES.get(currency, 2)


def symbol(currency: str) -> str:
    """Return what is written before an amount in this currency: `S$`, `€` or `CHF `."""
    return _SYMBOLS.get(currency, f"{currency} ")


def _known_currency(code: str) -> str:
    if code not in CURRENCIES:
        raise ValueError(f"{code!r} is not an ISO 4217 currency code")
    return code


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError(f"{value} is not a number")
    return value


def _to_minor_unit(amount: Decimal, currency: str) -> Decimal:
    step = _MINOR_STEPS[minor_unit_places(currency)]
    # `plus` takes the sign off a zero: nobody owes -0.00.
    return _EXACT.plus(_EXACT.quantize(amount, step))


CurrencyCode = Annotated[str, AfterValidator(_known_currency)]


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one ISO 4217 currency.

    Adds and subtracts within its currency only, multiplies by int or Decimal, and refuses float.
    Misuse raises TypeError or ValueError: it is a bug, never something a person can mend.
    """

    amount: ExactDecimal
    currency: CurrencyCode

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"Money needs a Decimal, not {type(self.amount).__name__}")
        # Seen here first: a bill of ten thousand lines makes a hundred thousand amounts.
        if not self.amount.is_finite() or self.currency not in CURRENCIES:
            _finite(self.amount)
            _known_currency(self.currency)

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read an amount such as `626.63 SGD`."""
        try:
            amount, currency = text.split()
            number = counted(amount)
        except ValueError:
            raise ValueError(f"{brief(text)} is not an amount; write it like 626.63 SGD") from None
        return cls(number, currency)

    def _same(self, other: "Money") -> None:
        if not isinstance(other, Money):
            raise TypeError(f"cannot combine Money with {type(other).__name__}")
        if other.currency != self.currency:
            raise ValueError(f"cannot combine {self.currency} with {other.currency}")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(_EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(_EXACT.subtract(self.amount, other.amount), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: "int | Decimal") -> "Money":
        if isinstance(factor, bool) or not isinstance(factor, int | Decimal):
            raise TypeError(f"Money multiplies by int or Decimal, not {type(factor).__name__}")
        return Money(_EXACT.multiply(self.amount, factor), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount <= other.amount

    def rounded(self) -> "Money":
        """Return it rounded half up (away from zero) to the currency's minor unit."""
        # Nearly every price has that many decimals, and so has each multiple of one.
        if self.amount and self.amount.same_quantum(_MINOR_STEPS[minor_unit_places(self.currency)]):
            return self
        return Money(_to_minor_unit(self.amount, self.currency), self.currency)

    def shared_by(self, parts: "int | Decimal") -> "Money":
        """Return one of so many equal shares, rounded once: together they need not foot to it."""
        return Money(self.amount / parts, self.currency).rounded()

    def rounded_down(self) -> "Money":
        """Return it without what is finer than the currency's minor unit (towards zero)."""
        step = _MINOR_STEPS[minor_unit_places(self.currency)]
        return Money(_EXACT.plus(self.amount.quantize(step, ROUND_DOWN, _EXACT)), self.currency)

    def __str__(self) -> str:
        """Return it as people write it: `S$626.63`, `-US$5.00`, `CHF 12.00`.

        A price of parts of a cent keeps up to four more decimals, `S$0.0049`: written as S$0.00 it
        would look like nothing, and it would not multiply out.
        """
        figures = self.figures()
        sign = "-" if figures.startswith("-") else ""
        return f"{sign}{symbol(self.currency)}{figures.removeprefix('-')}"

    def figures(self) -> str:
        """Return it as people write it, without its currency: `626.63`, `-1,000.00`, `0.0049`."""
        rounded = self.rounded().amount
        # Nobody owes a part of a cent; a price of one is no nothing.
        if rounded == self.amount or (not rounded and self.amount < 0):
            return f"{rounded:,}"
        places = minor_unit_places(self.currency)
        price = _EXACT.quantize(self.amount, Decimal(1).scaleb(-places - _MORE_PLACES))
        number = f"{price:,f}"
        spare = min(_MORE_PLACES, len(number) - len(number.rstrip("0")))
        return number[: len(number) - spare].rstrip(".")


def _from_text(value: object) -> object:
    return Money.parse(value) if isinstance(value, str) else value


# Money in a record that a file may write as `626.63 SGD`.
MoneyText = Annotated[Money, BeforeValidator(_from_text)]


def total(amounts: Sequence[Money], currency: str) -> Money:
    """Add amounts of one currency; an empty sum is zero in that currency."""
    nothing, result = Money(Decimal(0), currency), Decimal(0)
    for amount in amounts:
        nothing._same(amount)
        result = _EXACT.add(result, amount.amount)
    return Money(result, currency)


def split(whole: Money, weights: Sequence[Decimal]) -> tuple[Money, ...]:
    """Split a whole in proportion to weights so that the parts foot to it to the minor unit.

    Largest remainder; ties go to the earlier part. Weights must not be negative nor all zero.
    """
    weight_of_all = sum(weights)
    if any(weight < 0 for weight in weights) or not weight_of_all:
        raise ValueError("weights must not be negative and not all zero")
    step = Decimal(1).scaleb(-minor_unit_places(whole.currency))
    units = whole.rounded().amount / step
    shares = [units * weight / weight_of_all for weight in weights]
    floors = [share.to_integral_value(ROUND_FLOOR) for share in shares]
    spare = int(units - sum(floors))
    by_remainder = sorted(range(len(shares)), key=lambda i: (floors[i] - shares[i], i))
    for index in by_remainder[:spare]:
        floors[index] += 1
    return tuple(Money(floor * step, whole.currency) for floor in floors)


# The source of a price or a rate that a person typed.
ENTERED = "entered by you"


class ExchangeRate(Record):
    """What one unit of `base` was worth in `quote` on a day, and who says so."""

    base: CurrencyCode = Field(description="Currency that is valued", examples=["SGD"])
    quote: CurrencyCode = Field(description="Currency it is valued in", examples=["USD"])
    rate: ExactDecimal = Field(
        description="What one unit of base is worth in quote", examples=["0.7177"]
    )
    as_of: date = Field(description="Day the rate was published for", examples=["2020-06-17"])
    source: str = Field(description="Who published it", examples=["European Central Bank"])

    @model_validator(mode="after")
    def _can_be_a_rate(self) -> "ExchangeRate":
        if self.rate <= 0:
            raise ValueError(f"a rate must be greater than 0, not {self.rate}")
        if not _LEAST_RATE <= self.rate <= _MOST_RATE:
            raise ValueError(
                f"a rate must be between {_LEAST_RATE} and {_MOST_RATE}, not {self.rate}"
            )
        if self.base == self.quote:
            raise ValueError(f"a rate needs two currencies, not {self.base} twice")
        return self

    def convert(self, amount: Money) -> Money:
        """Convert an amount of the base currency, rounded once to the quote's minor unit."""
        if amount.currency != self.base:
            raise ValueError(f"this rate converts {self.base}, not {amount.currency}")
        exact = _EXACT.multiply(amount.amount, self.rate)
        return Money(_to_minor_unit(exact, self.quote), self.quote)

    def convert_price(self, price: Money) -> Money:
        """Convert the price of one piece; below one unit of the quote it keeps parts of a cent."""
        exact = Money(_EXACT.multiply(price.amount, self.rate), self.quote)
        if price.currency != self.base or not 0 < exact.amount < 1:
            return self.convert(price)
        places = minor_unit_places(self.quote) + _MORE_PLACES
        return Money(_EXACT.quantize(exact.amount, Decimal(1).scaleb(-places)), self.quote)

    def shown(self, amounts: Iterable[Money] = ()) -> str:
        """Return the rate as it is printed: what is converted by it comes out to the cent.

        With the amounts that it converts, the fewest digits that do, six or more; of a rate whose
        amounts are not told, every digit. Amounts in other currencies than the base do not count.
        """
        mine = [amount for amount in amounts if amount.currency == self.base]
        digits = len(self.rate.as_tuple().digits)
        for kept in range(_LEAST_DIGITS, digits) if mine else ():
            short = Context(prec=kept, rounding=ROUND_HALF_UP).plus(self.rate)
            rate = self.model_copy(update={"rate": short})
            if all(rate.convert(amount) == self.convert(amount) for amount in mine):
                return f"{short:f}"
        return f"{self.rate:f}"

    def inverse(self) -> "ExchangeRate":
        """Return the same quote read the other way round."""
        return ExchangeRate(
            base=self.quote,
            quote=self.base,
            rate=_CROSS.divide(Decimal(1), self.rate),
            as_of=self.as_of,
            source=f"{self.source}, inverted",
        )


class RateTable(Record):
    """Dated rates in layers, the most trusted layer first.

    The first layer that holds a rate on or before the day answers: a pair as quoted, the same pair
    the other way round, or two quotes of one day against a common third currency. Of two sources of
    one day the first by name answers, whatever their order. Nothing is interpolated, and a missing
    rate is None, never 1.
    """

    layers: tuple[tuple[ExchangeRate, ...], ...] = ()

    def rate(self, base: str, quote: str, on: date) -> ExchangeRate | None:
        """Return the last rate published on or before a day, or None if no layer has one."""
        if base == quote:
            raise ValueError(f"{base} needs no rate to itself")
        asked = base, quote, on
        if asked not in self._found:
            self._found[asked] = self._looked_up(base, quote, on)
        return self._found[asked]

    @cached_property
    def _found(self) -> dict[tuple[str, str, date], ExchangeRate | None]:
        """What was answered before: a bill asks for few rates, and for each very often."""
        return {}

    def _looked_up(self, base: str, quote: str, on: date) -> ExchangeRate | None:
        for layer in self._indexes:
            direct = layer.get((base, quote), ())
            reverse = layer.get((quote, base), ())
            ways = (_latest(direct, on), _latest(reverse, on), _cross(layer, base, quote, on))
            found = [rate for rate in ways if rate is not None]
            if found:
                # On one day a quote of the pair itself beats a computed one: the order above.
                best = max(found, key=lambda rate: rate.as_of)
                return best if best.base == base else best.inverse()
        return None

    @cached_property
    def _indexes(self) -> tuple[dict[tuple[str, str], tuple[ExchangeRate, ...]], ...]:
        result = []
        for layer in self.layers:
            index: dict[tuple[str, str], list[ExchangeRate]] = defaultdict(list)
            # Of two sources that name a rate of one day the first by name comes last, where it is
            # found: an answer must not hang on which row was written first.
            by_source = sorted(layer, key=lambda rate: rate.source, reverse=True)
            for rate in sorted(by_source, key=lambda rate: rate.as_of):
                index[rate.base, rate.quote].append(rate)
            result.append({pair: tuple(index[pair]) for pair in sorted(index)})
        return tuple(result)


def _latest(rates: Sequence[ExchangeRate], on: date) -> ExchangeRate | None:
    position = bisect_right(rates, on, key=lambda rate: rate.as_of)
    return rates[position - 1] if position else None


def _cross(
    index: dict[tuple[str, str], tuple[ExchangeRate, ...]], base: str, quote: str, on: date
) -> ExchangeRate | None:
    best: ExchangeRate | None = None
    for (pivot, other), rates in index.items():
        if other != base or (pivot, quote) not in index:
            continue
        quotes = {rate.as_of: rate for rate in index[pivot, quote]}
        common = [rate for rate in rates if rate.as_of <= on and rate.as_of in quotes]
        if common and (best is None or common[-1].as_of > best.as_of):
            to_base, to_quote = common[-1], quotes[common[-1].as_of]
            best = ExchangeRate(
                base=base,
                quote=quote,
                rate=_CROSS.divide(to_quote.rate, to_base.rate),
                as_of=to_base.as_of,
                source=f"{to_base.source}, {quote}/{base} through {pivot}",
            )
    return best
