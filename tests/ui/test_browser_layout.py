"""How pages are laid out, measured in a real browser: what stays in view, on paper and by keys."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.rest import wait_for_rest

pytestmark = pytest.mark.browser

MAIN = "[data-testid=stMain]"
SUM = ".st-key-total"


def drawn(page: Page, address: str, path: str) -> None:
    """Open a page and wait until it is drawn to its end."""
    page.goto(f"{address}/{path}")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    wait_for_rest(page)
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")


def in_view(place: Locator) -> bool:
    box: Any = place.bounding_box()
    size: Any = place.page.viewport_size
    return bool(box) and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def scrolled(page: Page) -> None:
    """Go to the foot of a page."""
    page.evaluate(f"document.querySelector('{MAIN}').scrollTo(0, 100000)")
    page.wait_for_function(f"() => document.querySelector('{MAIN}').scrollTop > 100")


@pytest.mark.parametrize("path", ["plan?build=kraken-2026", "buy?build=kraken-2026"])
def test_the_total_stays_in_view_while_the_lines_scroll(
    page: Page, address: str, path: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 640})
    drawn(page, address, path)
    total = page.locator(f"{SUM} em")
    expect(total).to_contain_text("S$")
    for width in (390, 720, 1440):
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate(f"document.querySelector('{MAIN}').scrollTo(0, 0)")
        page.wait_for_function(f"() => document.querySelector('{MAIN}').scrollTop === 0")

        scrolled(page)

        page.wait_for_timeout(300)
        assert in_view(total), f"{width} wide"


def test_a_long_address_in_a_table_is_read_to_its_end_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    drawn(page, address, "plan?build=kraken-2026")
    page.get_by_text("Where each number comes from").first.click()

    table = page.locator("table").filter(has_text="Why this quantity").last
    expect(table).to_contain_text("https://")
    box: Any = table.bounding_box()

    assert table.evaluate("each => each.scrollWidth <= each.clientWidth")
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(("path", "choice"), [("compare", "toolbar"), ("catalog", "tablist")])
def test_choices_side_by_side_are_all_in_view_on_a_phone(
    page: Page, address: str, path: str, choice: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    drawn(page, address, path)

    choices = page.get_by_role("tab" if choice == "tablist" else "button").and_(
        page.locator(f"[role={choice}] *")
    )

    assert choices.count() > 2
    for place in range(choices.count()):
        box: Any = choices.nth(place).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_quantities_and_names_are_read_on_paper(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})
    drawn(page, address, "plan")

    page.emulate_media(media="print")

    expect(page.get_by_text("7 ×").first).to_be_visible()
    name = page.get_by_text("Raspberry Pi 3 Model B", exact=True)
    box: Any = name.bounding_box()
    assert box["height"] < 32, "the name stands in one line"


def test_the_menu_of_a_phone_has_a_name_and_closes_once_a_page_was_chosen(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    drawn(page, address, "plan")
    page.get_by_role("button", name="Menu", exact=True).click()
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text="Catalog")
    expect(link).to_be_in_viewport()

    link.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Catalog")
    expect(link).not_to_be_in_viewport()


def test_a_new_total_is_read_out(page: Page, address: str) -> None:
    drawn(page, address, "plan")
    said = page.get_by_role("status").filter(has_text="Total")
    expect(said).to_contain_text("S$626.63")
    spoken = said.element_handle()

    page.get_by_role("button", name="One more of Raspberry Pi 3 Model B").click()

    expect(said).to_contain_text("S$681.69")
    # The same place speaks: one that is put there anew with its words would be silent.
    assert spoken.evaluate("place => place.isConnected")


def test_what_has_the_focus_is_seen_and_the_first_quantity_is_near(
    page: Page, address: str
) -> None:
    drawn(page, address, "plan")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                const style = getComputedStyle(at);
                const around = at.closest(".stepper");
                const ring = style.outlineStyle !== "none" || style.boxShadow !== "none"
                    || (around && getComputedStyle(around).outlineStyle !== "none");
                return [at.getAttribute("aria-label") ?? at.innerText, Boolean(ring)];
            }"""
        )
        stops.append(stop)
        if str(stop[0]).startswith("Quantity of"):
            break

    assert str(stops[-1][0]).startswith("Quantity of"), stops
    assert len(stops) <= 13, stops
    assert all(ring for _, ring in stops), stops
