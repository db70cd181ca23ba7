"""The main job in a real browser: plan, change, upgrade, compare, and take the workbook along."""

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"


def test_the_first_screen_says_what_kraken_costs_at_which_rate(page: Page, address: str) -> None:
    page.goto(f"{address}/plan")

    total = page.locator(SUM)
    expect(total).to_contain_text("S$626.63")
    expect(total).to_contain_text("US$449.73")
    expect(total).to_contain_text("1 SGD = 0.71770 USD · 2020-06-17")
    expect(page.get_by_text("8 of 8")).to_be_visible()
    expect(page.get_by_text("estimated split").first).to_be_visible()


def test_a_changed_quantity_changes_a_copy_and_one_step_leads_back(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/plan")
    total = page.locator(SUM)
    expect(total).to_contain_text("S$626.63")

    page.get_by_role("button", name="One more of Raspberry Pi 3 Model B").click()

    expect(total).to_contain_text("S$681.69")
    expect(page.get_by_role("heading", name="Kraken, edited")).to_be_visible()
    expect(page.get_by_text(re.compile("8 ports cannot serve|9 of 8"))).not_to_have_count(0)

    page.get_by_role("button", name=re.compile("Undo")).click()

    expect(total).to_contain_text("S$626.63")


def test_the_rate_of_another_day_changes_usd_and_not_sgd(page: Page, address: str) -> None:
    page.goto(f"{address}/?day=2018-10-15")

    total = page.locator(SUM)
    expect(total).to_contain_text("S$626.63")
    expect(total).to_contain_text("US$455.13")
    expect(total).to_contain_text("2018-10-15")
    expect(total).to_contain_text("European Central Bank")


def test_the_workbook_that_is_downloaded_holds_the_total_that_is_shown(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/plan")
    expect(page.locator(SUM)).to_contain_text("S$626.63")

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download Excel").click()
    path = tmp_path / "downloaded.xlsx"
    waiting.value.save_as(path)

    book = openpyxl.load_workbook(path, data_only=True)
    numbers = [
        Decimal(str(cell.value))
        for row in book["Summary"].iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    assert Decimal("626.63") in numbers
    assert Decimal("449.73") in numbers
    assert waiting.value.suggested_filename == "kraken.xlsx"
    # The same bytes as the command line writes for the same plan.
    assert path.read_bytes() == Path("exports/kraken.xlsx").read_bytes()


def test_the_upgrade_of_kraken_costs_what_the_article_says(page: Page, address: str) -> None:
    page.goto(f"{address}/plan")
    expect(page.locator(SUM)).to_contain_text("S$626.63")

    page.get_by_role("link", name="Upgrade", exact=True).first.click()

    expect(page.get_by_text("S$82.36").first).to_be_visible()
    expect(page.get_by_text("US$59.11").first).to_be_visible()
    expect(page.get_by_text("USB gigabit Ethernet adapter (unbranded)").first).to_be_visible()


def test_four_builds_stand_side_by_side_and_guesses_are_marked(page: Page, address: str) -> None:
    page.goto(f"{address}/compare")

    table = page.get_by_test_id("stTable").first
    for text in ("Octopi", "Kraken", "Gigabit Kraken", "Leviathan", "626.63", "708.99", "183.34"):
        expect(table).to_contain_text(text)
    expect(table).to_contain_text("≈ 746.57")
    expect(table).to_contain_text("613.22 – 1,150.89")
    expect(table).to_contain_text("unknown")


def test_a_part_of_the_catalog_is_found_with_its_price_and_day(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog?q=TL-SG108E")

    expect(page.get_by_text("TP-Link TL-SG108E").first).to_be_visible()
    expect(page.get_by_text("US$24.99").first).to_be_visible()


def test_a_cluster_is_sized_and_its_proposal_opened_on_the_plan(page: Page, address: str) -> None:
    page.goto(f"{address}/size")
    proposed = page.locator(".st-key-proposed")
    expect(proposed).to_contain_text(re.compile(r"S\$[0-9]"))
    page.get_by_label("Nodes", exact=True).fill("5")
    page.get_by_role("button", name="Find the cheapest build").click()
    expect(page.get_by_role("heading", name="5-node cluster")).to_be_visible()
    expect(page.get_by_text("Cheapest at these list prices")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"port 5: [^;]+ no\. 5\b"))).to_be_visible()
    total = proposed.locator(".st-key-total em").inner_text()

    page.get_by_role("button", name="Open this build").click()

    expect(page.locator(SUM)).to_contain_text(total)
    expect(page).to_have_url(re.compile("build=my-build"))
    # It is a build like any other: another quantity, another total.
    page.reload()
    expect(page.locator(SUM)).to_contain_text(total)
