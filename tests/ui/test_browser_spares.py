"""Spares by rule in a real browser: added and removed beside the copies, on Plan and on Upgrade."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_rule_for_spares_is_added_and_removed_on_the_page_plan(
    page: Page, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/plan")
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    page.get_by_role("button", name="Spares", exact=True).click()
    page.get_by_role("button", name="Add rule").click()
    expect(page.get_by_text("All parts: 10 %")).to_be_visible()
    expect(page.get_by_text("7 needed + 1 spare").first).to_be_visible()
    expect(page.locator(SUM)).not_to_contain_text("S$626.63")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(SUM)).to_contain_text("S$626.63")


def test_spares_of_an_upgrade_are_asked_for_on_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}/upgrade?from=kraken&to=kraken-gigabit")
    delta = page.locator(".st-key-delta")
    expect(delta).to_contain_text("S$82.36")
    page.get_by_role("button", name="Spares", exact=True).click()
    page.get_by_role("button", name="Add rule").click()
    expect(page.get_by_text("All parts: 10 %")).to_be_visible()
    # A spare switch and a spare adapter are bought; what both builds have, has its spares already.
    expect(delta).to_contain_text("S$107.48")
