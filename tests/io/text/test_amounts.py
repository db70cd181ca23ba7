"""Amounts as shops write them: read where they are clear, asked or refused where they are not."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.text.amounts import read_amount

TEXTS = Path(__file__).parents[1] / "prices" / "data" / "price_strings.csv"


def rows() -> list[dict[str, str]]:
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", rows(), ids=lambda row: f"{row['text']}|{row['locale']}|{row['kind']}"
)
def test_each_text_is_read_asked_or_refused_as_its_row_says(row: dict[str, str]) -> None:
    found = read_amount(
        row["text"], currency=row["stated_currency"] or None, locale=row["locale"] or None
    )

    told = "none" if not found.is_amount else "ask" if found.amount is None else found.amount
    right = [row["amount"], *row["also_accepted"].split(";")]
    assert str(told) in right or any(
        told == Decimal(each) for each in right if each[:1].isdigit()
    ), found
    if told != "none":
        assert (found.currency or "ask") == row["currency"], found
    if told == "ask":
        assert found.why


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("9,90 €/Stück", "9.90"),
        ("12.– CHF", "12"),
        ("1'234.– CHF", "1234"),
        ("$1,234.5678", "1234.5678"),
        ("EUR12.50", "12.50"),
        ("€6.56 + VAT", "6.56"),
        ("530,42 Zł", "530.42"),
        ("950 \u0433\u0440\u043d.", "950"),
        ("31,40 € *", "31.40"),
        ("Preis: 31,40 € inkl. 19 % MwSt.", "31.40"),
        ("\uff11\uff0c\uff12\uff13\uff14円", "1234"),
        ("\u0661\u0662\u066b\u0665\u0660 €", "12.50"),
        ("€\u202f12,50\u200b", "12.50"),
    ],
)
def test_what_is_clear_is_read(text: str, amount: str) -> None:
    assert read_amount(text).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("$1,400", ["1400", "1.400"]),
        ("from 12", ["12"]),
        ("12–15", ["12", "15"]),
        ("12-15 €", ["12", "15"]),
        ("was 20 now 15", ["20", "15"]),
        ("12 a month", ["12"]),
        ("3 for 10", ["3", "10"]),
        ("0", []),
        ("99¢", ["99"]),
        ("50 ct", ["50"]),
        ("~12.50 €", ["12.50"]),
        ("5 €+", ["5"]),
        ("1.837, 32 €", ["1837.32"]),
        ("RRP £20", ["20"]),
        ("€5 × 2", ["5", "2"]),
        ("1.2 Mio €", ["1.2"]),
        ("012,34 €", []),
        ("$.75,333", []),
        ("$.750.30", []),
        ("€ ,50", []),
        ("12.5 JPY", ["12.5"]),
        ("9" * 16, []),
    ],
)
def test_what_is_not_one_price_is_asked_with_what_it_may_mean(
    text: str, choices: list[str]
) -> None:
    found = read_amount(text)

    assert (found.amount, found.is_amount) == (None, True)
    assert found.choices == tuple(Decimal(each) for each in choices)
    assert found.why


def test_a_language_settles_groups_and_never_makes_three_decimals() -> None:
    assert read_amount("1.400 €", language="de").amount == 1400
    assert read_amount("CHF 1.400", language="de").amount is None
    assert read_amount("1,400 €", language="en-SG").amount == 1400
    assert read_amount("1.400 €", language="en").choices == (1400, Decimal("1.400"))
    assert read_amount("1.400 €", language="es").choices == (1400, Decimal("1.400"))
    assert read_amount("12,50 €", language="en").amount == Decimal("12.50")


@pytest.mark.parametrize(
    ("text", "locale"),
    [("12.345,67", "en-US"), ("12,345.67", "de-DE"), ("1.234.567", "en-GB"), ("1,5", "en-SG")],
)
def test_a_number_that_contradicts_the_locale_that_is_stated_is_asked(
    text: str, locale: str
) -> None:
    found = read_amount(text, locale=locale)

    assert found.amount is None
    assert len(found.choices) == 1
    assert read_amount(text, language=locale).amount == found.choices[0]


def test_a_currency_that_the_text_contradicts_is_asked() -> None:
    assert read_amount("$12.00", currency="EUR").currency is None
    assert read_amount("€12.00", currency="USD").currency is None
    assert read_amount("€12.00", currency="EUR").currency == "EUR"


def test_a_sign_that_is_shared_settles_groups_only_while_no_currency_is_known() -> None:
    assert read_amount("¥1,400").amount == 1400
    assert read_amount("¥1,400", currency="CNY").amount is None


# Between groups and before decimals, as they are written somewhere.
STYLES = [(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ","), ("", "."), ("", ",")]
FRAMES = ["{} EUR", "EUR {}", "€{}", "{} €", "{}", "${}", "{},-"]


@given(
    st.integers(1, 99_999_999),
    st.sampled_from([0, 1, 2, 4]),  # three decimals look like a group
    st.sampled_from(STYLES),
    st.sampled_from(FRAMES),
    st.sampled_from(["", "de-DE", "en-GB", "fr", "de", "es"]),
    st.sampled_from([None, "EUR", "JPY", "KWD"]),
)
def test_a_number_is_read_as_it_was_written_or_it_is_among_what_it_may_mean(
    digits: int,
    places: int,
    style: tuple[str, str],
    frame: str,
    language: str,
    currency: str | None,
) -> None:
    amount = Decimal(digits).scaleb(-places)
    if frame == "{},-" and (places or style[0] == ","):
        return
    groups, point = style
    text = f"{amount:,f}".translate({ord(","): groups, ord("."): point})
    found = read_amount(frame.format(text), language=language, currency=currency)

    meant = {found.amount} if found.amount is not None else set(found.choices)
    # Where all that is sure is that it is not a price of this currency, nothing is offered.
    assert amount in meant or (found.amount is None and found.why), found
    if found.amount is not None:
        assert found.amount == amount, found


def test_a_text_that_is_far_too_long_is_no_amount() -> None:
    assert not read_amount("1" * 201).is_amount
    assert not read_amount("no price " * 100_000).is_amount
