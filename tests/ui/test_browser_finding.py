"""Finding parts in a real browser: the chooser closes, the catalog adds, a part of one's own."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.rest import wait_for_rest
from tests.ui.test_browser_changes import opened

pytestmark = pytest.mark.browser


def toast(page: Page) -> Locator:
    return page.locator(".st-key-toast")


def test_the_catalog_adds_to_a_build_of_ones_choice_and_undo_takes_it_back(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/catalog?q=rpi%205%208gb")
    row = page.locator(".st-key-row-rpi-5-8gb")
    expect(row).to_contain_text("4 cores · 8 GB · 1 Gb")
    row.get_by_role("button", name="Add to build").click()
    page.get_by_role("dialog").get_by_role("button", name="A build of your own").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(toast(page)).to_contain_text("Added 1 × Raspberry Pi 5 8 GB")
    expect(page).to_have_url(re.compile("build=my-build"))
    toast(page).get_by_role("button", name="Undo").click()
    expect(page).not_to_have_url(re.compile("edit="))


def test_details_open_below_their_row_and_the_list_stays(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/catalog?q=rpi%205%208gb")
    row = page.locator(".st-key-row-rpi-5-8gb")
    row.get_by_role("button", name="Details").click()
    facts = page.get_by_text("Offers on record")
    expect(facts).to_be_visible()
    expect(row).to_be_visible()
    above, below = row.bounding_box(), facts.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    assert below["x"] + below["width"] <= 390


def test_a_chip_narrows_the_list_and_stays_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/catalog?q=switch&speed=2500mbps")
    expect(page.get_by_text("BrosTrend 8-port 2.5G switch")).to_be_visible()
    expect(page.get_by_role("button", name="Network speed: 2.5 Gb")).to_be_visible()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page).not_to_have_url(re.compile("speed="))


@pytest.mark.parametrize("kind", ["PoE", "Switches"])
def test_the_chooser_closes_though_what_was_chosen_is_not_on_its_page_any_more(
    page: Page, address: str, kind: str
) -> None:
    opened(page, address, ("board", "rpi-5-8gb", 8))
    page.get_by_role("button", name="Add a part").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=kind, exact=True).click()
    dialog.get_by_text("Also show parts that do not fit, and why").click()
    dialog.get_by_role("button", name="Choose", exact=True).first.click()

    expect(dialog).to_have_count(0)
    expect(toast(page)).to_contain_text(re.compile("Added [0-9]+ × "))


def test_a_part_of_ones_own_is_in_the_build_at_once(page: Page, address: str) -> None:
    opened(page, address, ("board", "rpi-5-8gb", 8))
    page.get_by_role("button", name="Add a part").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Own part").click()
    dialog.get_by_role("textbox", name="Name").fill("My own board")
    price = dialog.get_by_role("textbox", name="Unit price")
    price.fill("1.250")
    price.press("Enter")
    dialog.get_by_role("button", name="1.25", exact=True).click()
    expect(price).to_have_value("1.250")
    price.fill("S$ 40,50")
    price.press("Enter")
    expect(dialog.get_by_text("Which one is meant?")).to_have_count(0)
    wait_for_rest(page)
    dialog.get_by_role("button", name="Save and add").click()

    expect(dialog).to_have_count(0)
    expect(toast(page)).to_contain_text("Added 1 × My own board")
    expect(page.get_by_text("S$40.50").first).to_be_visible()
