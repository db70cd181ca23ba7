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
# Words that stand in a box which cuts them. What is clipped away whole is there to be read aloud.
CUT = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let text = words.nextNode(); text; text = words.nextNode()) {
        let at = text.parentElement;
        if (!text.textContent.trim() || !at.checkVisibility()) continue;
        for (let up = 0; at && up < 6; up += 1, at = at.parentElement) {
            const { overflowX, textOverflow, clipPath } = getComputedStyle(at);
            if (clipPath === "inset(50%)") break;
            const hides = textOverflow === "ellipsis" || ["hidden", "clip"].includes(overflowX);
            if (hides && at.clientWidth && at.scrollWidth > at.clientWidth + 1) {
                found.push(text.textContent);
                break;
            }
        }
    }
    return found;
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


@pytest.mark.parametrize("width", [390, 720, 768, 1440])
def test_neither_money_nor_what_limits_it_is_cut(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    for path, total in (
        ("", ".st-key-example .st-key-total em"),
        ("plan", ".st-key-sum .st-key-total em"),
        ("upgrade", ".st-key-delta .st-key-total em"),
        ("buy?build=kraken-2026", ".st-key-basket-total .st-key-total em"),
        ('size?wishes={"nodes":2,"delivered_to":"SG"}', ".st-key-proposed .st-key-total em"),
        ("compare", "[data-testid=stTable]"),
    ):
        page.goto(f"{address}/{path}")
        expect(page.locator(total).first).to_contain_text("S$" if "total" in total else "626.63")
        page.wait_for_function(f"() => ({CUT})().length === 0", timeout=10_000)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
