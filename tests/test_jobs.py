"""The jobs as a screen and a command both do them: same question, same answer."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner import jobs
from planner.engine.planning.cost import cost
from planner.jobs import CostTerms
from planner.model.findings import PlannerError, Severity
from tests.engine.samples import DAY, build, catalog, codes, money, offer, part, rate

KRAKEN_RATE = rate("SGD USD 0.71770", source="the article")
BUILD_FILE = """
name = "tiny"
title = "Tiny"
currency = "SGD"
on = 2020-06-17
[[positions]]
slot = "board"
part_number = "{number}"
quantity = 2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog folder with one board, one price and the build `tiny` of two of them."""
    files = {
        "parts/board.csv": "part_number,name,source\npi3,Pi 3,a data sheet\n",
        "offers/acme.csv": (
            "part_number,currency,price,quoted_on,basis,source\npi3,SGD,49,2020-06-01,quoted,s\n"
        ),
        "vendors.csv": "vendor,name,kind,currency\nacme,Acme,shop,SGD\n",
        "builds/tiny.toml": BUILD_FILE.format(number="pi3"),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


# --- the folder ----------------------------------------------------------------------------------


def test_a_folder_is_its_catalog_its_builds_and_what_is_wrong_with_either(folder: Path) -> None:
    (folder / "builds" / "broken.toml").write_text("name = ", encoding="utf-8")
    opened = jobs.open_workspace(folder, today=DAY)
    assert [made.name for made in opened.builds] == ["tiny"]
    assert [part.part_number for part in opened.catalog.parts] == ["pi3"]
    assert codes(opened.findings) == ["build-not-toml"]
    _, bom = jobs.cost_build(opened.build("tiny"), opened.catalog, CostTerms(also=()))
    assert bom.total == money("98 SGD")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("tinny", "Did you mean 'tiny'? Known builds: tiny."),
        ("kraken", "Known builds: tiny."),
    ],
)
def test_an_unknown_build_ends_the_job_with_the_nearest_name(
    folder: Path, name: str, hint: str
) -> None:
    with pytest.raises(PlannerError) as caught:
        jobs.open_workspace(folder, today=DAY).build(name)
    assert caught.value.finding.code == "build-unknown"
    assert caught.value.finding.hint == hint


@pytest.mark.parametrize("text", ["name = ", 'name = "broken"'])
def test_a_build_that_cannot_be_read_says_what_is_wrong_with_it(folder: Path, text: str) -> None:
    (folder / "builds" / "broken.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlannerError) as caught:
        jobs.open_workspace(folder, today=DAY).build("broken")
    assert caught.value.finding.cell is not None
    assert caught.value.finding.cell.file == "builds/broken.toml"


def test_without_builds_none_is_known(folder: Path) -> None:
    (folder / "builds" / "tiny.toml").unlink()
    (folder / "builds" / "broken.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(PlannerError, match="Known builds: none"):
        jobs.open_workspace(folder, today=DAY).build("tiny")


def test_a_folder_is_checked_for_parts_that_nobody_knows(folder: Path) -> None:
    assert jobs.check_workspace(jobs.open_workspace(folder, today=DAY)) == ()
    (folder / "builds" / "tiny.toml").write_text(BUILD_FILE.format(number="pi4"), encoding="utf-8")
    [found] = jobs.check_workspace(jobs.open_workspace(folder, today=DAY))
    assert (found.code, found.subject) == ("part-unknown", "pi4")
    assert found.line().startswith("builds/tiny.toml: ")


def test_a_build_may_be_a_file_of_its_own(folder: Path) -> None:
    assert jobs.open_build(folder / "builds" / "tiny.toml").name == "tiny"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "This is not TOML"),
        ('name = "own"\ntitle = "Own"\n', "1 more mistake"),
        ('name = "own"\n', "2 more mistakes"),
        (None, "own.toml"),
    ],
)
def test_what_is_wrong_with_a_build_of_its_own_ends_the_job(
    tmp_path: Path, text: str | None, message: str
) -> None:
    if text is not None:
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlannerError, match=message):
        jobs.open_build(tmp_path / "own.toml")


def test_a_folder_is_no_build(tmp_path: Path) -> None:
    (tmp_path / "own.toml").mkdir()
    with pytest.raises(PlannerError, match="This is a folder"):
        jobs.open_build(tmp_path / "own.toml")


# --- terms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "also"),
    [
        (CostTerms(), ("USD",)),
        (CostTerms(currency="EUR"), ("USD",)),
        (CostTerms(currency="USD"), ("SGD",)),
        (CostTerms(also=()), ()),
        (CostTerms(also=("SGD", "JPY", "EUR")), ("JPY", "EUR")),
        (CostTerms(currency="JPY", also=("SGD", "JPY")), ("SGD",)),
    ],
)
def test_a_total_is_shown_in_a_second_currency_unless_asked_otherwise(
    terms: CostTerms, also: tuple[str, ...]
) -> None:
    assert jobs.also_of(build(), terms) == also


@pytest.mark.parametrize(
    ("terms", "pair", "day"),
    [
        (CostTerms(), "SGD USD", "2020-06-17"),
        (CostTerms(currency="USD"), "USD SGD", "2020-06-17"),
        (CostTerms(also=("JPY", "USD"), on=date(2021, 1, 1)), "SGD JPY", "2021-01-01"),
        # Shown in no second currency, it is still a rate between two.
        (CostTerms(also=()), "SGD USD", "2020-06-17"),
        (CostTerms(currency="USD", also=()), "USD SGD", "2020-06-17"),
        (CostTerms(currency="USD", also=("USD",)), "USD SGD", "2020-06-17"),
    ],
)
def test_a_rate_that_is_typed_in_is_of_the_plans_currency_and_day(
    terms: CostTerms, pair: str, day: str
) -> None:
    entered = jobs.entered_rate(build(), terms, Decimal("0.7"))
    assert (f"{entered.base} {entered.quote}", str(entered.as_of)) == (pair, day)
    assert entered.source == "entered by you"


PINNED = build("1 fan 626.63 SGD", rate=KRAKEN_RATE)
RECORDED = catalog().model_copy(
    update={"rates": (rate("SGD USD 0.75", source="rates.csv", as_of=date(2020, 6, 16)),)}
)


@pytest.mark.parametrize(
    ("made", "terms", "source", "also"),
    [
        # Entered, pinned, recorded, history: the first that has one.
        (PINNED, CostTerms(rates=(rate("SGD USD 0.8", source="me"),)), "me", "501.30 USD"),
        (PINNED, CostTerms(), "the article", "449.73 USD"),
        (build("1 fan 626.63 SGD"), CostTerms(), "rates.csv", "469.97 USD"),
        (PINNED, CostTerms(on=DAY), "rates.csv", "469.97 USD"),
        # What is entered holds on the day of the plan, whenever it was typed.
        (
            PINNED,
            CostTerms(rates=(rate("SGD USD 0.8", source="me", as_of=date(2030, 1, 1)),)),
            "me",
            "501.30 USD",
        ),
        # Entered the other way round it still comes before the pinned one.
        (
            PINNED,
            CostTerms(rates=(rate("USD SGD 1.25", source="me"),)),
            "me, inverted",
            "501.30 USD",
        ),
    ],
)
def test_a_rate_comes_from_the_first_source_that_has_it(
    made: object, terms: CostTerms, source: str, also: str
) -> None:
    plan, bom = jobs.cost_build(made, RECORDED, terms)  # type: ignore[arg-type]
    assert [each.source for each in plan.rates] == [source]
    assert bom.also == (money(also),)


def test_a_rate_that_nobody_wrote_down_comes_from_the_history() -> None:
    _, bom = jobs.cost_build(build("1 fan 626.63 SGD"), catalog())
    # The European Central Bank's cross rate of 2020-06-17 is the article's.
    assert bom.also == (money("449.73 USD"),)


def test_a_plan_tells_what_its_rules_and_its_prices_say_gravest_first() -> None:
    plan = jobs.plan_build(build("9 pi3", "1 switch8 5 SGD"), RECORDED)
    order = list(Severity)
    grades = [order.index(finding.severity) for finding in plan.findings]
    assert grades == sorted(grades)
    assert {"ports-short", "price-missing"} <= set(codes(plan.findings))
    assert len(plan.findings) == len(set(plan.findings))


# --- several builds ------------------------------------------------------------------------------


def test_builds_are_costed_together_in_the_first_ones_currency() -> None:
    first, second = build("1 fan 5 SGD"), build("1 fan 5 USD", currency="USD")
    assert [p.currency for p in jobs.cost_together((first, second), RECORDED)] == ["SGD", "SGD"]
    assert [p.currency for p in jobs.cost_together((second, first), RECORDED)] == ["USD", "USD"]
    asked = jobs.cost_together((first, second), RECORDED, CostTerms(currency="USD"))
    assert [p.currency for p in asked] == ["USD", "USD"]
    assert jobs.cost_together((), RECORDED) == ()


def test_an_upgrade_is_costed_in_the_first_builds_currency() -> None:
    first, second, change = jobs.upgrade_build(
        build("1 switch8 20 SGD", "1 fan 5 SGD"),
        build("1 giga8 30 USD", "1 fan 5 USD", currency="USD"),
        RECORDED,
        resale={"switch8": Decimal(4)},
    )
    assert (first.currency, second.currency) == ("SGD", "SGD")
    assert (change.resale, change.delta) == (money("4 SGD"), money("36 SGD"))
    assert cost(second).total == money("46.67 SGD")


def test_a_document_tells_a_build_its_upgrade_and_its_comparison() -> None:
    small, large = build("1 fan 5 SGD", name="small"), build("2 fan 5 SGD", name="large")
    alone = jobs.document_of(large, RECORDED)
    whole = jobs.document_of(large, RECORDED, upgrade_from=small, compare_with=(small, large))
    assert (alone.upgrade, alone.comparison) == (None, None)
    assert (whole.upgrade and whole.upgrade.delta) == money("5 SGD")
    assert (whole.comparison and whole.comparison.builds) == ("large", "small")
    # Beside itself alone a build is compared with nothing.
    assert jobs.document_of(large, RECORDED, compare_with=(large,)).comparison is None


# --- parts and rates -----------------------------------------------------------------------------

PRICED = catalog(
    offer("pi3", "49 SGD"),
    offer("pi3", "30 USD", vendor="us-shop"),
    offer("giga8", "30 USD"),
    offer("switch8", "9 EUR"),
    offer("pi4", "60 SGD"),
    parts=[
        part("pi3", "board", maker="Raspberry Pi"),
        part("giga8", "switch", speed_mbps=1000),
        part("switch8", "switch", speed_mbps=100),
        part("pi4", "board", nic_mbps=1000),
        part("rack", "other"),
    ],
).model_copy(update={"rates": (rate("USD SGD 1.5"), rate("SGD USD 0.6"))})


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, "pi3 giga8 switch8 pi4 rack"),
        ({"category": "switch"}, "giga8 switch8"),
        ({"search": "raspberry"}, "pi3"),
        ({"search": "GIGA Switch"}, "giga8"),
        ({"search": "gigabit"}, "giga8 pi4"),
        ({"search": "gigabit", "category": "board"}, "pi4"),
        ({"search": "nothing"}, ""),
    ],
)
def test_parts_are_found_by_every_word(facts: dict[str, str], found: str) -> None:
    priced = jobs.price_parts(PRICED, on=DAY, **facts)  # type: ignore[arg-type]
    assert " ".join(each.part.part_number for each in priced) == found


def test_each_part_has_its_cheapest_offer_in_one_currency() -> None:
    priced = jobs.price_parts(PRICED, on=DAY)
    assert [(str(p.price.unit), str(p.converted)) for p in priced if p.price and p.converted] == [
        ("US$30.00", "S$45.00"),
        ("US$30.00", "S$45.00"),
        ("€9.00", "S$14.09"),
        ("S$60.00", "S$60.00"),
    ]
    assert (priced[4].offer, priced[4].price, priced[4].converted) == (None, None, None)
    dollars = jobs.price_parts(PRICED, on=DAY, currency="USD", search="pi3")
    assert [str(each.converted) for each in dollars] == ["US$29.40"]


def test_a_part_that_costs_less_than_a_cent_does_not_cost_nothing() -> None:
    [priced] = jobs.price_parts(catalog(offer("fan", "0.0033 USD")), on=DAY, search="fan")

    assert priced.price is not None
    assert [str(priced.price.unit), str(priced.converted)] == ["US$0.0033", "S$0.004598"]


def test_what_no_rate_converts_has_no_converted_price() -> None:
    afghan = catalog(offer("fan", "9 AFN"))
    [priced] = jobs.price_parts(afghan, on=DAY, search="fan")
    assert (priced.price is not None, priced.converted) == (True, None)


@pytest.mark.parametrize(
    ("base", "quote", "source", "recorded"),
    [
        ("SGD", "USD", "rates.csv", True),
        ("USD", "SGD", "rates.csv, inverted", True),
        ("SGD", "EUR", "European Central Bank", False),
        ("SGD", "AFN", None, False),
    ],
)
def test_a_rate_is_found_with_where_it_is_from(
    base: str, quote: str, source: str | None, recorded: bool
) -> None:
    found, from_file = jobs.find_rate(RECORDED, base, quote, on=DAY)
    assert from_file is recorded
    assert (found is None) is (source is None)
    if found is not None and source is not None:
        assert source in found.source
