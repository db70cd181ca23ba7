"""The look in a real browser: what is measured there and nowhere else."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

# The contrast of the words of an element with the ground they stand on, as WCAG 2 counts it.
CONTRAST = """element => {
    const parts = color => color.match(/[\\d.]+/g).map(Number);
    const light = rgb => {
        const [r, g, b] = rgb.map(v => v / 255)
            .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const over = (below, [r, g, b, a = 1]) => below.map((v, i) => v * (1 - a) + [r, g, b][i] * a);
    const grounds = [];
    for (let at = element; at; at = at.parentElement) {
        const ground = parts(getComputedStyle(at).backgroundColor);
        grounds.unshift(ground);
        if ((ground[3] ?? 1) === 1) break;
    }
    const ground = grounds.reduce(over, [255, 255, 255]);
    const ink = over(ground, parts(getComputedStyle(element).color));
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
}"""


@pytest.fixture(params=["light", "dark"])
def themed(request: Any, page: Page) -> Page:
    """A window of somebody whose computer is set to a light or a dark look."""
    page.emulate_media(color_scheme=request.param)
    return page


def readable(words: Locator) -> None:
    """Assert that words can be read; the style sheet may come a moment after them."""
    expect(words).to_be_visible()
    words.page.wait_for_function(
        f"element => ({CONTRAST})(element) >= 4.5", arg=words.element_handle(), timeout=10_000
    )


def test_words_on_buttons_and_words_in_the_accent_can_be_read(themed: Page, address: str) -> None:
    page = themed
    page.goto(f'{address}/size?wishes={{"nodes":2}}')
    for name in ("Find the cheapest build", "Open this build"):
        readable(page.get_by_role("button", name=name).locator("p"))
    page.get_by_role("button", name="Currency and rate").click()
    readable(page.get_by_text("With the build", exact=True))
    page.get_by_text("Requirements as a file").click()
    readable(page.get_by_text("Requirements as a file"))
    readable(page.get_by_role("link", name="Vilros").first)

    page.goto(f"{address}/catalog")
    readable(page.get_by_role("tab", name="Browse parts").locator("p"))
    details = page.get_by_role("button", name="Details").first
    details.click()
    expect(page.get_by_text("Value", exact=True)).to_be_visible()
    readable(details.locator("p"))


def test_what_is_chosen_in_a_dialog_can_be_read_too(themed: Page, address: str) -> None:
    page = themed
    page.goto(f"{address}/plan")
    page.get_by_role("button", name="Add a part").click()

    dialog = page.get_by_role("dialog")
    chosen = dialog.get_by_role("radio", name="Boards", exact=True)
    readable(chosen.or_(dialog.get_by_role("button", name="Boards", exact=True)).first.locator("p"))
