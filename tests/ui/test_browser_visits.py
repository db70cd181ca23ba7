"""Visits as they happen: reload, back, a second window, keys alone, no network, a narrow screen."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SUM = ".st-key-sum"
BOARDS = "Quantity of Raspberry Pi 3 Model B"


def change(page: Page, address: str, quantity: str) -> None:
    """Open Kraken and type another number of boards."""
    page.goto(f"{address}/plan")
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    field = page.get_by_label(BOARDS, exact=True)
    field.fill(quantity)
    field.press("Enter")


def test_a_reload_keeps_what_was_changed(page: Page, address: str) -> None:
    change(page, address, "8")
    expect(page.locator(SUM)).to_contain_text("S$681.69")
    expect(page).to_have_url(re.compile("edit="))

    page.reload()

    expect(page.locator(SUM)).to_contain_text("S$681.69")
    expect(page.get_by_role("heading", name="Kraken, edited")).to_be_visible()


def test_the_back_button_takes_a_change_back(page: Page, address: str) -> None:
    change(page, address, "8")
    expect(page.locator(SUM)).to_contain_text("S$681.69")
    expect(page).to_have_url(re.compile("edit="))
    first = page.url
    field = page.get_by_label(BOARDS, exact=True)
    field.fill("9")
    field.press("Enter")
    expect(page.locator(SUM)).to_contain_text("S$736.75")
    expect(page).not_to_have_url(first)

    page.go_back()

    expect(page.locator(SUM)).to_contain_text("S$681.69")


def test_a_second_window_has_its_own_copy(page: Page, address: str) -> None:
    change(page, address, "8")
    expect(page.locator(SUM)).to_contain_text("S$681.69")

    other = page.context.new_page()
    other.goto(f"{address}/plan")

    expect(other.locator(SUM)).to_contain_text("S$626.63")


def test_a_quantity_that_cannot_be_leaves_the_total_alone(page: Page, address: str) -> None:
    change(page, address, "-5")

    expect(page.get_by_text("-5 is not a valid quantity")).to_be_visible()
    expect(page.locator(SUM)).to_contain_text("S$626.63")
    expect(page.get_by_label(BOARDS, exact=True)).to_have_value("7")


def test_a_part_is_replaced_by_one_that_fits(page: Page, address: str) -> None:
    change(page, address, "8")
    expect(page.locator(SUM)).to_contain_text("9 of 8")

    page.get_by_role("button", name="What was checked").click()
    page.get_by_role("button", name="Choose a switch").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search").fill("TP-Link 16-port")
    expect(dialog.get_by_role("button", name="Choose", exact=True)).to_have_count(4)
    dialog.get_by_role("button", name="Choose", exact=True).first.click()

    expect(page.locator(SUM)).to_contain_text("9 of 16")
    chosen = "Quantity of TP-Link 16-port smart switch (model not named)"
    expect(page.get_by_label(chosen, exact=True)).to_be_visible()


def test_the_app_asks_no_other_server_for_anything(page: Page, address: str) -> None:
    asked: set[str | None] = set()
    page = page.context.new_page()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))

    for path in ("", "size", "buy", "upgrade", "compare", "catalog"):
        page.goto(f"{address}/{path}")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()

    assert asked - {None} == {"127.0.0.1"}


def test_no_other_site_may_steer_the_app_from_a_frame(page: Page, address: str) -> None:
    settings = page.request.get(f"{address}/_stcore/host-config").json()

    assert settings["allowedOrigins"] == []


@pytest.mark.parametrize("path", ["?build=leviathan", "?build=octopi"])
def test_wide_tables_do_not_move_a_narrow_page(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/{path}")
    expect(page.get_by_text("183.34").or_(page.get_by_text("746.57")).first).to_be_visible()

    width = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")

    assert width <= 390
