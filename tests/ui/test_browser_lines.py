"""The lines of a bill in a real browser: stepped, typed, taken out, opened."""

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"
BOARD = "Raspberry Pi 3 Model B"
CARD = "microSD card 16 GB, class 10"


def quantity(page: Page, name: str) -> Locator:
    return page.get_by_label(f"Quantity of {name}", exact=True)


def opened(page: Page, address: str) -> None:
    page.goto(f"{address}/plan")
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    expect(quantity(page, BOARD)).to_have_value("7")


def test_changes_that_follow_each_other_at_once_all_count(page: Page, address: str) -> None:
    opened(page, address)
    more = page.get_by_label(f"One more of {BOARD}", exact=True)
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

    # So quickly that answers arrive in between: each of them is older than what is shown.
    for _ in range(4):
        more.click()
        page.wait_for_timeout(30)
    expect(quantity(page, BOARD)).to_have_value("13")
    expect(page.locator(SUM)).to_contain_text("S$970.68")
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


def test_an_emptied_field_goes_back_and_a_zero_takes_the_line_away(
    page: Page, address: str
) -> None:
    opened(page, address)
    quantity(page, BOARD).fill("")
    quantity(page, BOARD).press("Enter")
    expect(quantity(page, BOARD)).to_have_value("7")

    quantity(page, BOARD).fill("0")
    quantity(page, BOARD).press("Enter")
    expect(page.locator(SUM)).to_contain_text("S$241.21")
    expect(quantity(page, BOARD)).to_have_count(0)

    page.locator(".st-key-toast").get_by_role("button", name="Undo").click()
    expect(quantity(page, BOARD)).to_have_value("7")


def test_on_a_phone_the_lines_that_were_replaced_stand_apart_and_none_sticks_out(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/?build=kraken-gigabit")

    expect(page.locator(SUM)).to_contain_text("S$708.99")
    expect(page.get_by_text("Paid for and replaced: in the total")).to_be_visible()
    right = page.get_by_label(f"Details of {BOARD}", exact=True).evaluate(
        "button => button.getBoundingClientRect().right"
    )
    assert right <= 390
