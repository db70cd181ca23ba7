"""The lines of a bill in a real browser: stepped, typed, taken out, opened, on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"
BOARD = "Raspberry Pi 3 Model B"
CARD = "microSD card 16 GB, class 10"


def quantity(page: Page, name: str) -> Locator:
    return page.get_by_label(f"Quantity of {name}", exact=True)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    expect(quantity(page, BOARD)).to_have_value("7")


def test_changes_that_follow_each_other_at_once_all_count(page: Page, address: str) -> None:
    opened(page, address)
    buttons = [
        page.get_by_label(f"One more of {name}", exact=True).element_handle()
        for name in (BOARD, CARD, BOARD)
    ]

    # In one go: no answer can arrive between two of them.
    page.evaluate("buttons => buttons.forEach(button => button.click())", buttons)

    # 626.63 + 2 × 55.06 + 13.69
    expect(page.locator(SUM)).to_contain_text("S$750.44")
    expect(quantity(page, BOARD)).to_have_value("9")
    expect(quantity(page, CARD)).to_have_value("7")


def test_changes_on_a_slow_line_show_at_once_and_arrive_in_the_end(
    page: Page, address: str
) -> None:
    opened(page, address)
    more = page.get_by_label(f"One more of {BOARD}", exact=True)
    for _ in range(6):
        more.click()
        page.wait_for_timeout(30)

    expect(quantity(page, BOARD)).to_have_value("13")
    expect(page.locator(SUM)).to_contain_text("S$956.99")
    expect(quantity(page, BOARD)).to_have_value("13")


def test_a_line_is_changed_and_opened_with_the_keyboard_alone(page: Page, address: str) -> None:
    opened(page, address)

    quantity(page, BOARD).focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(SUM)).to_contain_text("S$681.69")
    expect(quantity(page, BOARD)).to_be_focused()

    page.keyboard.press("Tab")  # One more
    page.keyboard.press("Enter")
    expect(page.locator(SUM)).to_contain_text("S$736.75")
    page.keyboard.press("Tab")  # Details
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text(BOARD)


def test_nothing_of_a_part_takes_its_line_away_and_undo_brings_it_back(
    page: Page, address: str
) -> None:
    opened(page, address)
    quantity(page, BOARD).fill("0")
    quantity(page, BOARD).press("Enter")
    expect(page.locator(SUM)).to_contain_text("S$241.21")
    expect(quantity(page, BOARD)).to_have_count(0)

    page.get_by_role("button", name=re.compile("Undo")).click()

    expect(quantity(page, BOARD)).to_have_value("7")


def test_an_emptied_field_goes_back_to_what_it_was(page: Page, address: str) -> None:
    opened(page, address)
    quantity(page, BOARD).fill("")
    quantity(page, BOARD).press("Enter")

    expect(quantity(page, BOARD)).to_have_value("7")
    expect(page.locator(SUM)).to_contain_text("S$626.63")


def test_the_lines_of_another_build_take_the_place_of_those_before(
    page: Page, address: str
) -> None:
    opened(page, address)
    page.goto(f"{address}/?build=kraken-gigabit")

    expect(page.locator(SUM)).to_contain_text("S$708.99")
    expect(page.get_by_text("Paid for and replaced: in the total")).to_be_visible()


def test_on_a_phone_a_line_does_not_stick_out(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, address)

    right = page.get_by_label(f"Details of {BOARD}", exact=True).evaluate(
        "button => button.getBoundingClientRect().right"
    )
    assert right <= 390
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
