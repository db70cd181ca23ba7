"""Amounts in the text of a page without data: to choose from, each with the words around it."""

import re

from planner.io.prices._page import Page, shown
from planner.io.text.amounts import read_amount
from planner.model.money import CURRENCIES
from planner.model.proposals import Candidate

MOST = 12
_MOST_WORDS = 40
# A number with cents or groups and a sign or code of a currency at one of its ends.
_CODES = "|".join(sorted(CURRENCIES))
_SIGN = rf"(?:[A-Z]{{1,3}}\$|[$€£¥₹₩₫฿₱₺₽]|(?:{_CODES})\b|zł|Kč|kr\b|RM|Rp|Rs\.?)"
_AMOUNT = re.compile(
    rf"(?<![\w.,]){_SIGN}\s?\d[\d.,'’]*|(?<![\w.,])\d[\d.,'’]*(?:\s\d{{3}}(?:,\d\d)?)?\s?{_SIGN}"
)


def text_amounts(page: Page) -> tuple[Candidate, ...]:
    """Return the first amounts that a reader of the page sees with a currency, none struck through.

    Numbers in scripts and in addresses are seen by nobody.
    """
    found: dict[tuple[object, ...], Candidate] = {}
    for words in page.root.lines(struck=False) if page.root else ():
        if len(words) > _MOST_WORDS or len(found) >= MOST:
            continue
        line = " ".join(words)
        for each in _AMOUNT.finditer(line):
            read = read_amount(each[0], language=page.language)
            for amount in (read.amount,) if read.amount is not None else read.choices:
                told = f"in the text: {shown(line, 120)}"
                candidate = Candidate(amount=amount, currency=read.currency, told=told)
                found.setdefault((amount, read.currency, line), candidate)
    return tuple(found.values())[:MOST]
