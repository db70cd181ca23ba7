"""What opens over a page as axe-core judges it, in both looks, on a desktop and on a phone.

The pages themselves are judged alike in `test_browser_every_page.py`.

What counts is what WCAG 2.2 A and AA and axe's good practice call serious or critical. What the
framework draws itself and no setting of ours can mend is listed by name, with its reason; a test
of a page fails on anything that is not in that list, and on an entry of it that is no longer met.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.ui.conftest import DESKTOP
from tests.ui.rest import wait_for_rest

pytestmark = pytest.mark.browser

GRAVE = frozenset({"serious", "critical"})

# Rule and the beginning of the selector: drawn by Streamlit, and so in an empty page of its own.
FRAMEWORKS: dict[tuple[str, str], str] = {}

# What is pressed, one after the other, and what is there then.
DIALOG = "[role=dialog]"
OPENED = {
    "chooser": ("/plan?build=kraken", ("Add a part",), DIALOG),
    "own part": ("/plan?build=kraken", ("Add a part", "Own part"), DIALOG),
    "details of a line": ("/plan?build=kraken", ("Details",), DIALOG),
    "share": ("/plan?build=kraken", ("Share",), DIALOG),
    "save": ("/plan?build=kraken", ("Save",), DIALOG),
    "rates": ("/plan?build=kraken", ("Currency and rate",), "[role=radiogroup]"),
    "one node more": ("/plan?build=kraken", ("+1 node",), ".st-key-next-node-add"),
}
PHONE = {"width": 390, "height": 844}
LOOKS = ("light", "dark")
GROUND = {"light": "rgb(251, 251, 249)", "dark": "rgb(20, 24, 30)"}
AXE = Axe().axe_script
# What fades or slides to where it will be. What turns for as long as something is worked on does
# not count: it goes when that is done.
STILL = """() => document.getAnimations().every(each => each.playState !== "running"
    || each.effect.getComputedTiming().iterations === Infinity)"""
# All that axe has rules for, found at once; the page is asked for nothing twice.
VIOLATIONS = (
    """only => axe.run({resultTypes: ["violations"], ...only}).then(found => found.violations)"""
)
# Axe has two rules about colours that judge A and AA, so it is asked for both by name.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# What a page is made of, whatever colours it has: elements, what they say of themselves, words.
MADE_OF = """() => {
    const coloured = ["class", "style", "fill", "stroke", "color"];
    const look = root => [...root.querySelectorAll("*")].map(each => [
        each.tagName,
        ...[...each.attributes]
            .filter(({ name }) => !coloured.includes(name))
            .map(({ name, value }) => `${name}=${value}`),
        each.checkVisibility(),
        each.childElementCount ? "" : each.textContent,
        each.shadowRoot ? look(each.shadowRoot) : "",
    ].join(" ")).join("\\n");
    return look(document);
}"""


def settle(page: Page) -> None:
    """Wait until a page has drawn all that it will, and what is worked on for it is answered."""
    expect(page.locator("[class*=st-key-cancel-]")).to_have_count(0)
    # What is drawn anew is pale for a moment.
    wait_for_rest(page)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(100)
    page.wait_for_function(STILL)


def grave(page: Page, only: dict[str, Any]) -> list[str]:
    """Return what axe calls serious or worse, one line each, without what the framework owes.

    `only` says which rules are asked: all of them where it is empty.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return [
        f"{one['id']}: {node['target'][0]} – {node['html'][:160]}"
        for one in page.evaluate(VIOLATIONS, only)
        if one["impact"] in GRAVE
        for node in one["nodes"]
        if not _is_the_frameworks(one["id"], str(node["target"][0]))
    ]


def _is_the_frameworks(rule: str, target: str) -> bool:
    return any(rule == of and part in target for of, part in FRAMEWORKS)


def judged(page: Page) -> None:
    """Assert that nothing grave is on the page: in both looks, on a desktop and on a phone.

    A page that is made of the same in its second look can differ there in colours alone, so only
    the rules about those are asked again.
    """
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        judged_so = None
        for look in LOOKS:
            # The app follows what the computer is set to, while it is open, too.
            page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
            expect(page.get_by_test_id("stApp")).to_have_css("background-color", GROUND[look])
            settle(page)
            made_of = page.evaluate(MADE_OF)
            only = COLOURS if made_of == judged_so else {}
            assert grave(page, only) == [], f"{look}, {size['width']} wide"
            judged_so = made_of


@pytest.mark.parametrize("name", OPENED)
def test_what_opens_over_a_page_has_nothing_that_shuts_somebody_out(
    page: Page, address: str, name: str
) -> None:
    where, presses, then = OPENED[name]
    page.goto(address + where)
    for press in presses:
        settle(page)
        page.get_by_role("button", name=press, exact=press != "Details").first.click()
    expect(page.locator(then).first).to_be_visible()
    judged(page)
