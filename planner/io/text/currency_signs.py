"""Signs that shops write for currencies: those of one currency, and those that several share."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.model.money import CURRENCIES

# Signs that mean one currency wherever they stand.
SIGNS: Mapping[str, str] = {
    "S$": "SGD", "US$": "USD", "U$S": "USD", "HK$": "HKD", "AU$": "AUD", "A$": "AUD",
    "C$": "CAD", "CA$": "CAD", "CAN$": "CAD", "NZ$": "NZD", "NT$": "TWD", "R$": "BRL",
    "MX$": "MXN", "€": "EUR", "zł": "PLN", "zl": "PLN", "Kč": "CZK", "₹": "INR", "₩": "KRW",
    "원": "KRW", "円": "JPY", "JP¥": "JPY", "CN¥": "CNY", "RMB": "CNY", "₫": "VND", "₺": "TRY",
    "₽": "RUB", "₴": "UAH", "฿": "THB", "₱": "PHP", "₪": "ILS", "₦": "NGN", "₡": "CRC",
    "US $": "USD", "AU $": "AUD", "CA $": "CAD", "C $": "CAD", "HK $": "HKD", "NZ $": "NZD",
    "SG$": "SGD", "SG $": "SGD",
    "Zł": "PLN",
    "ZŁ": "PLN",
    "TL": "TRY",
    "\u0111": "VND",
    "\u0433\u0440\u043d": "UAH",
    "KD": "KWD",
    "RD$": "DOP",
    "J$": "JMD",
    "BZ$": "BZD",
    "GH₵": "GHS",
    "₲": "PYG", "₸": "KZT", "₾": "GEL", "₼": "AZN", "Ft": "HUF", "RM": "MYR", "Rp": "IDR",
    "SFr.": "CHF", "Euro": "EUR", "EURO": "EUR", "euro": "EUR",
}  # fmt: skip
# Signs that several currencies share, with those; which is meant must be stated.
SHARED: Mapping[str, frozenset[str]] = {
    sign: frozenset(codes.split())
    for sign, codes in {
        "$": "ARS AUD BBD BMD BND BSD BZD CAD CLP COP CVE DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD "
        "SBD SGD SRD TTD TWD USD UYU XCD",
        "£": "EGP FKP GBP GIP LBP SHP SSP SYP",
        "¥": "CNY JPY",
        "元": "CNY HKD MOP TWD",
        "kr": "DKK ISK NOK SEK",
        "Kr": "DKK ISK NOK SEK",
        "kr.": "DKK ISK NOK SEK",
        "Rs": "INR LKR MUR NPR PKR SCR",
        "Rs.": "INR LKR MUR NPR PKR SCR",
        "lei": "MDL RON",
        "Lei": "MDL RON",
        "LEI": "MDL RON",
        "\u0420": "BYN RUB",
        # The rouble in Cyrillic letters, cut short.
        "\u0440\u0443\u0431": "BYN RUB",
        "\u0440\u0443\u0431.": "BYN RUB",
        "\u0440.": "BYN RUB",
        "Fr.": "CHF CDF DJF GNF KMF RWF XAF XOF XPF",
        "R": "ZAR BRL",
    }.items()
}
# Small letters are read as a code where they are no word of a language beside.
_SMALL = frozenset(
    "aud cad chf cny czk dkk eur gbp hkd jpy myr nok nzd pln sek sgd thb twd usd".split()
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A currency in a text: from where to where, and which ones it may be."""

    start: int
    end: int
    currencies: frozenset[str]

    @property
    def one(self) -> str | None:
        """The currency, if the mark means one."""
        return next(iter(self.currencies)) if len(self.currencies) == 1 else None


def _pattern() -> re.Pattern[str]:
    words = sorted({*SIGNS, *SHARED, *CURRENCIES, *_SMALL}, key=lambda each: (-len(each), each))
    letter = r"[^\W\d_]"

    def one_of(words: list[str]) -> str:
        return "|".join(
            re.escape(word) + (f"(?!{letter})" if word[-1].isalpha() else "") for word in words
        )

    # Those that begin with a letter stand at the beginning of a word: looked for once, not each.
    lettered = one_of([word for word in words if word[0].isalpha()])
    signs = one_of([word for word in words if not word[0].isalpha()])
    return re.compile(f"(?<!{letter})(?:{lettered})|{signs}")


_MARK = _pattern()


def marks(text: str) -> Iterator[Mark]:
    """Yield the currencies that a text names, in its order."""
    for found in _MARK.finditer(text):
        word = found[0]
        one = SIGNS.get(word, word.upper())
        currencies = SHARED.get(word, frozenset({one}))
        yield Mark(found.start(), found.end(), currencies)
