"""Currency and rate, builds side by side, the catalog, and a visitor's own list."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from planner.ui.kit.numbers import typed_number, typed_price, write_it_like

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = APP.parent / "planner" / "ui" / "pages"
GOOD = "part_number,name,source,ports,speed_mbps\nmy-switch,My switch,https://example.com,8,1000\n"
BAD = GOOD + "my-other,My other,https://example.com,eight,1000\n"


def opened(page: str = "plan.py", **query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    if page != "plan.py":
        app.run()
    app.switch_page(str(PAGES / page))
    return app.run()


def said(app: AppTest) -> str:
    texts = [str(element.value) for element in app.markdown]
    texts += [text for table in app.table for text in table.value.astype(str).to_numpy().flatten()]
    return "\n".join(texts).replace("\\", "")


# --- currency and rate ---------------------------------------------------------------------------


def terms(**query: str) -> AppTest:
    """Open the plan with the inputs for currency and rate unfolded."""
    app = opened(**query)
    app.session_state["terms-open"] = True
    return app.run()


def test_another_currency_converts_the_total_and_says_at_which_rate() -> None:
    app = terms()

    app.selectbox(key="terms-currency").select("USD").run()

    text = said(app)
    assert "US$449.73" in text
    assert "S$626.63" in text
    assert "0.71770" in text


def test_the_rate_of_a_day_changes_the_second_currency_and_not_the_first() -> None:
    app = terms()

    app.segmented_control(key="terms-mode").set_value("day").run()
    app.date_input(key="terms-day").set_value(date(2018, 10, 15)).run()

    text = said(app)
    assert "S$626.63" in text
    assert "US$455.13" in text
    assert "2018-10-15" in text


@pytest.mark.parametrize("text", ["0", "-1", "1,234", "abc", "1e3", "0.7.1"])
def test_what_is_no_rate_changes_nothing_and_is_said(text: str) -> None:
    app = terms()
    app.segmented_control(key="terms-mode").set_value("own").run()

    app.text_input(key="terms-own").set_value(text).run()

    assert "cannot be a rate" in app.warning[0].value
    assert "US$449.73" in said(app)


def test_a_rate_with_a_decimal_comma_is_read_as_it_is_meant() -> None:
    app = terms()
    app.segmented_control(key="terms-mode").set_value("own").run()

    app.text_input(key="terms-own").set_value("0,5").run()

    assert not app.warning
    assert "US$313.32" in said(app)


def test_without_a_rate_server_the_app_says_what_a_visitor_can_do() -> None:
    # Who reads the page does not set what the environment says.
    assert "Choose *My own* and enter it." in said(terms())


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"currency": "USD"}, "US$449.73"),
        ({"currency": "nonsense"}, "S$626.63"),
        ({"day": "2018-10-15"}, "US$455.13"),
        ({"day": "2999-01-01"}, "US$449.73"),
        ({"day": "yesterday"}, "US$449.73"),
        ({"own": "0.5"}, "US$313.32"),
        ({"own": "0"}, "US$449.73"),
    ],
)
def test_a_link_carries_currency_day_and_rate(query: dict[str, str], shown: str) -> None:
    app = opened(**query)

    assert not app.exception
    assert shown in said(app)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", Decimal("1234.50")),
        (" 0.7177 ", Decimal("0.7177")),
        ("1,234,567", Decimal(1234567)),
        ("0,7177", Decimal("0.7177")),
        ("40,50", Decimal("40.50")),
        ("1.234,5", Decimal("1234.5")),
        ("12 000", Decimal(12000)),
        ("1,234", None),
        ("1,5", Decimal("1.5")),
        ("-3", None),
        ("NaN", None),
        ("", None),
        ("١٢", None),
    ],
)
def test_a_number_is_read_only_where_it_is_clear_which_one_is_meant(
    text: str, number: Decimal | None
) -> None:
    assert typed_number(text) == number


@pytest.mark.parametrize(
    ("text", "amount", "currency", "choices"),
    [
        ("40,50", "40.50", "SGD", ""),
        ("S$ 40", "40", "SGD", ""),
        ("$40", "40", "SGD", ""),
        ("US$40", "40", "USD", ""),
        ("40 EUR", "40", "EUR", ""),
        ("1.250", None, "SGD", "1250 1.250"),
        ("1,250", None, "SGD", "1250 1.250"),
        ("1.250,00", "1250.00", "SGD", ""),
        ("a lot", None, None, ""),
        ("-3", None, None, ""),
    ],
)
def test_a_price_is_read_with_its_currency_or_asked_about(
    text: str, amount: str | None, currency: str | None, choices: str
) -> None:
    read = typed_price(text, "SGD")
    assert (None if read.amount is None else str(read.amount), read.currency) == (amount, currency)
    assert " ".join(map(str, read.choices)) == choices


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,234", "Write it like 1234 or 1.234."),
        ("40,50", "Write it like 40.50."),
        ("S$ 40", "Write it like 40."),
        ("€ 40,50", "Write it like 40.50."),
        ("a lot", "Write it like 45.90."),
        ("8-10", "Write it like 45.90."),
    ],
)
def test_what_a_typed_number_can_mean_is_said(text: str, hint: str) -> None:
    assert write_it_like(text, "45.90") == hint


# --- side by side --------------------------------------------------------------------------------


def test_four_builds_are_compared_and_an_unknown_figure_is_not_zero() -> None:
    app = opened("compare.py")

    assert list(app.table[0].value.columns)[1:] == [
        "Octopi",
        "Kraken · baseline",
        "Gigabit Kraken",
        "Leviathan",
    ]


def test_the_base_can_be_switched() -> None:
    app = opened("compare.py")

    app.selectbox(key="base").select("octopi").run()

    assert "Octopi · baseline" in app.table[0].value.columns


def test_one_build_alone_is_not_compared() -> None:
    app = opened("compare.py", compare="kraken")

    assert "at least two builds" in app.info[0].value


# --- the catalog ---------------------------------------------------------------------------------


def test_a_search_finds_parts_by_what_is_written_on_the_box() -> None:
    app = opened("catalog.py")

    app.text_input(key="q").set_value("tl-sg108e").run()

    assert "1 part" in said(app)
    assert "US$24.99" in said(app)


def test_a_search_without_a_hit_says_what_to_do() -> None:
    app = opened("catalog.py")

    app.text_input(key="q").set_value("no such thing").run()

    assert "Nothing matches" in app.info[0].value


# --- a visitor's own list ------------------------------------------------------------------------


def uploaded(name: str, content: bytes) -> AppTest:
    app = opened("catalog.py")
    app.session_state["tab"] = "Import parts and prices"
    app.run()
    app.file_uploader(key="own-files").upload(name, content)
    return app.run()


def test_parts_of_ones_own_join_the_catalog_for_this_visit() -> None:
    app = uploaded("switch.csv", GOOD.encode())

    assert "1 part" in said(app)
    assert "My switch" in said(app)
    assert "my-switch" in {part.part_number for part in app.session_state["own_parts"]}


def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_used() -> None:
    app = uploaded("switch.csv", BAD.encode())

    text = said(app)
    assert "switch.csv row 3, ports" in text
    assert "eight" in text
    assert len(app.session_state["own_parts"]) == 1
    assert "not read" in app.warning[0].value


def test_of_many_bad_rows_a_hundred_are_shown_and_all_are_in_a_file() -> None:
    bad = "".join(f"s{n},S,https://s.example,eight,1000\n" for n in range(250))
    app = uploaded("switch.csv", ("part_number,name,source,ports,speed_mbps\n" + bad).encode())

    assert sum("switch.csv row" in each.value for each in app.markdown) == 100
    assert "150 more are not shown here." in said(app)
    assert "All 250 as CSV" in [each.label for each in app.get("download_button")]
    assert "250 errors: these rows were not read" in app.warning[0].value


def test_a_file_is_read_when_it_comes_and_not_with_every_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = uploaded("switch.csv", GOOD.encode())
    monkeypatch.setattr("planner.jobs.long_questions.load_part_files", None)

    app.run()

    assert len(app.session_state["own_parts"]) == 1


def test_a_workbook_is_read_too() -> None:
    book = openpyxl.Workbook()
    book.active.title = "switch"
    for line in GOOD.splitlines():
        book.active.append(line.split(","))
    content = BytesIO()
    book.save(content)

    app = uploaded("mine.xlsx", content.getvalue())

    assert [part.part_number for part in app.session_state["own_parts"]] == ["my-switch"]


@pytest.mark.parametrize(
    ("name", "content"), [("x.csv", b""), ("x.xlsx", b"no zip"), ("x.csv", b"\x00\xff\xfe")]
)
def test_a_file_that_is_none_does_no_harm(name: str, content: bytes) -> None:
    app = uploaded(name, content)

    assert not app.exception
    assert app.session_state["own_parts"] == ()


def test_what_was_uploaded_can_be_forgotten() -> None:
    app = uploaded("switch.csv", GOOD.encode())

    next(button for button in app.button if button.label == "Discard these").click().run()

    assert not app.session_state.get("own_parts")
