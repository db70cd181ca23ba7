"""Kits in a real browser: made of equal nodes, folded, unfolded, changed, with the keyboard too."""

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"
BOARD = "Raspberry Pi 3 Model B"
CARD = "microSD card 16 GB, class 10"


def quantity(page: Page, name: str) -> Locator:
    return page.get_by_label(f"Quantity of {name}", exact=True)


def with_a_kit(page: Page, address: str) -> None:
    """Open Kraken and make a kit of its nodes."""
    page.goto(f"{address}/plan")
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    page.get_by_role("button", name="Nodes as a kit").click()
    expect(quantity(page, "Node")).to_have_value("7")
    expect(page.locator(SUM)).to_contain_text("S$626.63")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_kit_is_folded_and_unfolded_and_stays_so(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    with_a_kit(page, address)
    expect(quantity(page, BOARD)).to_have_value("1")

    page.get_by_role("button", name="Fold Node", exact=True).click()
    expect(quantity(page, BOARD)).to_have_count(0)
    expect(quantity(page, CARD)).to_have_value("6")
    page.wait_for_function("location.search.includes('unfold=-')")
    page.reload()
    expect(quantity(page, "Node")).to_have_value("7")
    expect(quantity(page, BOARD)).to_have_count(0)

    page.get_by_role("button", name="Unfold all kits").click()
    expect(quantity(page, BOARD)).to_have_value("1")
    # Nothing of a row stands outside of the page, however narrow it is.
    edge = page.evaluate("document.documentElement.scrollWidth")
    assert edge <= width


def test_one_number_changes_how_many_nodes_there_are(page: Page, address: str) -> None:
    with_a_kit(page, address)
    page.get_by_label("One more of Node", exact=True).click()

    expect(page.locator(SUM)).to_contain_text("S$689.24")
    expect(quantity(page, "Node")).to_have_value("8")
    expect(quantity(page, BOARD)).to_have_value("1")


def test_a_kit_is_folded_with_the_keyboard_and_keeps_the_focus(page: Page, address: str) -> None:
    with_a_kit(page, address)
    page.get_by_role("button", name="Fold Node", exact=True).focus()
    page.keyboard.press("Enter")

    unfold = page.get_by_role("button", name="Unfold Node", exact=True)
    expect(unfold).to_be_focused()
    expect(unfold).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(quantity(page, BOARD)).to_have_value("1")


def test_folding_quickly_ends_as_it_was_left(page: Page, address: str) -> None:
    with_a_kit(page, address)
    for _ in range(5):
        page.get_by_role("button", name="old Node").click()
        page.wait_for_timeout(40)
    page.wait_for_timeout(1500)

    expect(quantity(page, BOARD)).to_have_count(0)


def test_all_about_a_kit_is_told_and_it_is_taken_apart(page: Page, address: str) -> None:
    with_a_kit(page, address)
    page.get_by_label("Details of Node", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("7 in all: S$438.27")

    dialog.get_by_role("button", name="Take apart").click()
    expect(quantity(page, "Node")).to_have_count(0)
    expect(quantity(page, BOARD)).to_have_value("7")
    expect(page.locator(SUM)).to_contain_text("S$626.63")
