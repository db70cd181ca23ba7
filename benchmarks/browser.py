"""What takes time in a browser: the first screen, and a changed quantity to its new total."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import serving
from benchmarks.timing import Result, Timed, measured, pair
from scripts.system_programs import CHROMIUM, missing_line

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app.py"
HELLO = ROOT / "benchmarks" / "rivals" / "hello.py"
PLAIN = ROOT / "benchmarks" / "rivals" / "plain.py"
OUR_FIRST = ".st-key-example .st-key-total em"
OUR_TOTAL = ".st-key-sum .st-key-total em"
TOTAL = '[data-testid="stMetricValue"]'
TITLE = "h1"
# Buttons for one more and for one less of something.
STEPS = ('[data-testid="stNumberInputStepUp"]', '[data-testid="stNumberInputStepDown"]')
OUR_STEPS = ('button[aria-label^="One more of"]', 'button[aria-label^="One less of"]')
# Clicks a button and waits for another text at a place, all inside the page: what is measured is
# the app, not the way from Python to the browser.
CLICK_TO_CHANGE = """
async ([button, place]) => {
  const shown = () => document.querySelector(place)?.innerText;
  const before = shown();
  const start = performance.now();
  button.click();
  while (shown() === before || shown() === undefined) {
    await new Promise(requestAnimationFrame);
    if (performance.now() - start > 30000) throw new Error('no change');
  }
  return (performance.now() - start) / 1000;
}
"""
# Notes when something is first seen at a place, in milliseconds from the start of the visit. Asked
# from outside the page, it would be seen late by up to half a second: so seldom is looked there.
FIRST_SEEN = """
(() => {
  const look = () => {
    const box = document.querySelector(%s)?.getBoundingClientRect();
    if (box?.width && box.height) window.firstSeen = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()
"""


def first_screen(runs: int) -> list[Result]:
    """Time from the address to what a visitor came for, for a browser that was never here."""
    with chromium() as browser, ExitStack() as stack:
        app = stack.enter_context(serving(APP))
        hello = stack.enter_context(serving(HELLO))
        times = measured(
            {
                "first screen of the app": partial(_visit, browser, app, OUR_FIRST),
                "first screen of a hello-world app": partial(_visit, browser, hello, TITLE),
            },
            runs,
        )
    (ours, our_times), (theirs, their_times) = times.items()
    return pair(ours, our_times, theirs, their_times, ratio=1.3)


def first_visit(runs: int) -> list[Result]:
    """Time the first visit after a server has started, which loads libraries and catalog too."""
    with chromium() as browser:
        times = measured(
            {
                "first visit of the app": partial(_first_visit, browser, APP, OUR_FIRST),
                "first visit of a hello-world app": partial(_first_visit, browser, HELLO, TITLE),
            },
            max(runs // 3, 3),
            warm_up=0,
        )
    (ours, our_times), (theirs, their_times) = times.items()
    return pair(ours, our_times, theirs, their_times, ratio=None)


def changed_quantity(runs: int) -> list[Result]:
    """Time from a click on more or less of a part until the new total is seen."""
    with chromium() as browser, ExitStack() as stack:
        ours_at = _opened(browser, f"{stack.enter_context(serving(APP))}/plan", OUR_TOTAL)
        theirs_at = _opened(browser, stack.enter_context(serving(PLAIN)), TOTAL)
        ours, theirs = "new total after a change in the app", "new total on a plain page"
        jobs = {
            ours: _clicks(ours_at, OUR_TOTAL, OUR_STEPS),
            theirs: _clicks(theirs_at, TOTAL, STEPS),
        }
        times = measured(jobs, runs, warm_up=4)
    return pair(ours, times[ours], theirs, times[theirs], ratio=1.2)


def _clicks(page: Page, place: str, steps: Sequence[str]) -> Timed:
    """Return a click on less, then on more, and so on, each timed until the total has changed."""
    buttons = [page.locator(step).first.element_handle() for step in steps]

    def click() -> float:
        buttons.reverse()
        took: float = page.evaluate(CLICK_TO_CHANGE, [buttons[0], place])
        # Let the rest of the page arrive, so that it does not count for the next click.
        page.wait_for_timeout(700)
        return took

    return click


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium for as long as the block runs."""
    path = CHROMIUM.find()
    if path is None:
        raise SystemExit(missing_line(CHROMIUM))
    # Chromium refuses to keep its sandbox when it is started by root, as it is in containers.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=arguments)
        yield browser
        browser.close()


def _visit(browser: Browser, address: str, place: str) -> float:
    context = browser.new_context()
    context.add_init_script(FIRST_SEEN % json.dumps(place))
    page = context.new_page()
    page.goto(address, wait_until="commit")
    took: float = page.wait_for_function("window.firstSeen").json_value() / 1000
    context.close()
    return took


def _first_visit(browser: Browser, script: Path, place: str) -> float:
    with serving(script) as address:
        return _visit(browser, address, place)


def _opened(browser: Browser, address: str, place: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_selector(place, state="visible")
    page.wait_for_timeout(2000)
    return page
