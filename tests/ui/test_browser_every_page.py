"""Every page, opened once and looked at in every way: by axe, by width, on paper, unfolded.

A page takes longest to open, and nothing here changes it, so all that is asked of it is asked of
one window: each test begins with the page on a desktop, in the light look.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import DESKTOP, Visitors
from tests.ui.test_browser_accessibility import judged, settle

pytestmark = pytest.mark.browser

MAIN = "[data-testid=stMain]"
HEADING = f"{MAIN} h1"
TABLE = "[data-testid=stTable]"
# Where each page is, and what is read there once it is drawn.
PAGES = {
    "start": ("/", ".st-key-example .st-key-total em", "S$"),
    "plan": ("/plan?build=kraken", ".st-key-sum .st-key-total em", "S$"),
    "import": ("/import", HEADING, "Import a bill of materials"),
    "a list": ("/import", HEADING, "Import a bill of materials"),
    "builds": ("/builds", HEADING, "My builds"),
    "configure": ('/size?wishes={"nodes":4}', ".st-key-proposed .st-key-total em", "S$"),
    "conflict": (
        '/size?wishes={"nodes":8,"budget":"300","delivered_to":"SG"}',
        "[class*=st-key-way-out]",
        "S$",
    ),
    "buy": ("/buy?build=kraken-2026", ".st-key-basket-total .st-key-total em", "S$"),
    "upgrade": ("/upgrade?from=kraken&to=kraken-gigabit", ".st-key-delta .st-key-total em", "S$"),
    "compare": ("/compare", TABLE, "626.63"),
    "catalog": ("/catalog?q=pi5", HEADING, "Catalog"),
}
# What is pasted there: it asks something of the whole, something of a row, and does not add up.
LIST = """Item;Shop;Qty;Unit price;Total;Remarks about the thing, at some length
Raspberry Pi 4 Model B 8 GB;laden.example;3;75,00;225,00;
Hose for cooling, black and very long;laden.example;20 mm;0,50;;which one?
PoE switch with 8 ports;laden.example;1;89,00;98,00;
Fan;;2;;;none in stock
Shipping;;;;5,90;
Total;;;;999,00;
"""
WIDTHS = (390, 720, 768, 1440)
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
# The places of all headings of a page that are seen, in their order.
LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(heading => heading.checkVisibility())
    .map(heading => Number(heading.tagName[1]))"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .map(heading => heading.innerText)"""
# What a person could press or fill in, were it not on paper.
INPUTS = """() => {
    const found = [];
    const look = root => {
        for (const each of root.querySelectorAll("*")) {
            if (each.shadowRoot) look(each.shadowRoot);
            const asks = each.matches("button, input, select, textarea, nav a");
            const box = each.getBoundingClientRect();
            if (asks && each.checkVisibility() && box.width > 1 && box.height > 1) {
                found.push(each.outerHTML.slice(0, 80));
            }
        }
    };
    look(document);
    return found;
}"""


# What is asked of one page is asked by one worker, so that the page is opened once.
ONCE_EACH = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in PAGES]


@pytest.fixture(scope="module", params=ONCE_EACH)
def window(request: Any, _visitors: Visitors, address: str) -> Iterator[Page]:
    """A window in which a page was opened."""
    path, where, says = PAGES[request.param]
    page = _visitors.come()
    page.goto(address + path)
    expect(page.locator(where).first).to_contain_text(says)
    if request.param == "a list":
        page.get_by_role("tab", name="Paste a table").click()
        page.get_by_label("Cells copied").fill(LIST)
        page.get_by_role("button", name="Read it").click()
        expect(page.get_by_role("combobox", name="Qty")).to_be_visible()
    yield page
    _visitors.leave()


@pytest.fixture
def page(window: Page) -> Page:
    """That window on a desktop in the light look, with all that the page draws."""
    window.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    window.emulate_media(media="screen", color_scheme="light")
    settle(window)
    return window


def test_nothing_shuts_anybody_out_at_first_sight(page: Page) -> None:
    judged(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_neither_money_nor_what_limits_it_is_cut_and_nothing_moves_sideways(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1000})

    page.wait_for_function(f"() => ({CUT})().length === 0", timeout=10_000)
    # A chart follows a window that was made narrower by a moment.
    wide = f"() => document.querySelector('{MAIN}').scrollWidth"
    page.wait_for_function(f"{wide} <= {width}", timeout=10_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_headings_are_in_order_and_money_is_none(page: Page) -> None:
    levels = page.evaluate(LEVELS)

    assert levels.count(1) == 1, levels
    assert levels[0] == 1
    steps = list(pairwise(levels))
    assert all(after - before <= 1 for before, after in steps), levels
    assert not [text for text in page.evaluate(HEADINGS) if re.search(r"\$[0-9]", text)]


def test_on_paper_there_is_nothing_to_press(page: Page) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")

    page.wait_for_function(f"() => ({INPUTS})().length === 0", timeout=10_000)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


def test_nothing_shuts_anybody_out_once_all_is_unfolded(page: Page) -> None:
    folds = page.locator("[data-testid=stExpander] details:not([open]) > summary")
    unfolded = 0
    for _ in range(30):
        settle(page)
        if not folds.count():
            break
        folds.first.click()
        unfolded += 1
    if unfolded:
        judged(page)
