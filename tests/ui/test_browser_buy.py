"""The page Buy in a real browser: the total, the orders taken along, and a narrow screen."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_orders_that_are_downloaded_hold_the_total_that_is_shown(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/buy?build=kraken&since=any")
    total = page.locator(".st-key-basket-total .st-key-total em")
    expect(total).to_contain_text("S$")
    shown = total.inner_text().removeprefix("S$").replace(",", "")
    expect(page.get_by_text(re.compile("[0-9] parts? unavailable")).first).to_be_visible()

    for label, name in (("Orders as Excel", "orders.xlsx"), ("Orders to print", "orders.html")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).click()
        assert waiting.value.suggested_filename == name
        waiting.value.save_as(tmp_path / name)

    sheet = openpyxl.load_workbook(tmp_path / "orders.xlsx", data_only=True)["Summary"]
    numbers = [cell.value for row in sheet.iter_rows() for cell in row]
    assert float(shown) in numbers
    assert f"S${shown}" in (tmp_path / "orders.html").read_text().replace(",", "")


def test_fewer_vendors_are_a_chart_and_the_terms_are_in_the_address(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/buy?build=kraken-2026")
    expect(page.locator(".st-key-basket-total .st-key-total em")).to_contain_text("S$")

    page.get_by_role("button", name="What would fewer vendors cost?").click()
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()

    page.get_by_role("spinbutton", name="Max. vendors").fill("2")
    page.keyboard.press("Enter")
    page.wait_for_url("**most=2**")


def test_an_order_leads_to_its_shop_s_cart_and_the_others_have_a_list_to_copy(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/buy?build=kraken-2026&since=any")
    hut = page.locator(".st-key-order-pi-hut")
    link = hut.get_by_role("link", name="Open cart at The Pi Hut")
    expect(link).to_have_attribute(
        "href", re.compile(r"^https://thepihut\.com/cart/[0-9]+:[0-9]+\?storefront=true$")
    )
    expect(link).to_have_attribute("target", "_blank")
    expect(hut).to_contain_text("nothing is ordered")

    berry = page.locator(".st-key-order-berrybase")
    expect(berry.get_by_role("link", name="Open cart")).to_have_count(0)
    berry.get_by_role("button", name="List to copy").click()
    expect(berry.get_by_test_id("stCode")).to_contain_text("× Raspberry Pi 5")
