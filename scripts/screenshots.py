"""Take the pictures of the documentation from the real app, in Chromium.

`python -m scripts.screenshots` takes all of them anew, `python -m scripts.screenshots plan buy`
these. Each lies in `docs/pictures`, and `shown.json` holds the words that stood in it. A test
drives the app to the same place and compares the words: what changes none of them leaves a picture
alone, and any number, button or sentence that changed in it makes it stale. A digest of sources
would grow stale with every change of the style of the code, and dates of files do not outlive a
clone.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    sync_playwright,
)

from benchmarks.servers import serving
from scripts.system_programs import CHROMIUM
from tests.ui import rest

TOP = Path(__file__).resolve().parents[1]
PICTURES = TOP / "docs" / "pictures"
SHOWN = PICTURES / "shown.json"
MOST_BYTES = 80_000
WIDTH, PATIENCE_MS = 1280, 60_000
# The words that are drawn in the window, with what stands in fields, from top to bottom.
_WORDS = """
() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const inside = (box) => box.width && box.height && box.top >= 0 && box.left >= 0
    && box.bottom <= innerHeight && box.right <= innerWidth;
  while (walker.nextNode()) {
    const node = walker.currentNode, text = node.textContent.trim(), at = node.parentElement;
    if (!text || at.closest("script, style, [data-testid=stIconMaterial], [aria-hidden=true]")) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    if (inside(range.getBoundingClientRect()) && at.checkVisibility()) found.push(text);
  }
  for (const field of document.querySelectorAll("input, textarea")) {
    if (field.value && field.type !== "checkbox" && inside(field.getBoundingClientRect())) {
      found.push(field.value);
    }
  }
  return found.map((each) => each.replace(/\\s+/g, " "));
}
"""


@dataclass(frozen=True)
class Shot:
    """A picture: how the app gets there, and how high it is."""

    name: str
    goes: Callable[[Page, str], Locator | None]
    height: int = 760


# --- how the app gets there ----------------------------------------------------------------------


def _press(page: Page, name: str | re.Pattern[str], *, role: str = "button") -> None:
    button = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    button.wait_for()
    rest.wait_for_rest(page)
    button.click()
    rest.wait_for_rest(page)


def _fill(page: Page, name: str, text: str) -> None:
    field = page.get_by_label(name, exact=True).first
    field.wait_for()
    rest.wait_for_rest(page)
    field.fill(text)
    field.press("Enter")
    rest.wait_for_rest(page)


def _choose(page: Page, name: str, typed: str, choice: str) -> None:
    field = page.get_by_role("combobox", name=name).first
    field.wait_for()
    rest.wait_for_rest(page)
    field.click()
    field.press_sequentially(typed)
    page.get_by_role("option", name=choice).first.click()
    field.press("Escape")
    rest.wait_for_rest(page)


def _plan(page: Page, address: str) -> None:
    page.goto(f"{address}/plan")
    page.locator(".st-key-sum").get_by_text("Electricity").wait_for()


def _classroom(page: Page, address: str) -> Locator:
    page.goto(f"{address}/size")
    _choose(page, "Board", "Pi 5 8", "Raspberry Pi 5 8 GB")
    _fill(page, "Budget, S$", "1500")
    page.get_by_text("More requirements", exact=True).click()
    _choose(page, "Power from", "PoE", "PoE")
    _press(page, "Find the cheapest build")
    page.get_by_text("These requirements conflict").wait_for()
    return page.get_by_test_id("stAlert").first


def _homelab(page: Page, address: str) -> Locator:
    page.goto(f"{address}/size")
    _fill(page, "Nodes", "3")
    _choose(page, "Board", "N100", "Radxa X4")
    _choose(page, "Network speed", "2.5", "2.5 Gb")
    _press(page, "Find the cheapest build")
    page.locator(".st-key-proposed").get_by_text("TP-Link TL-SG105S-M2").first.wait_for()
    return page.get_by_role("heading", name="3-node cluster")


def _upgrade(page: Page, address: str) -> None:
    page.goto(f"{address}/upgrade")
    page.get_by_text("S$82.36").first.wait_for()


def _next_node(page: Page, address: str) -> Locator:
    page.goto(f"{address}/plan")
    _press(page, "+1 node")
    found = page.locator(".st-key-next-node-proposal")
    found.wait_for()
    return found


def _spreadsheet(page: Page, address: str) -> Locator:
    page.goto(f"{address}/import")
    page.locator("input[type=file]").first.wait_for(state="attached")
    rest.wait_for_rest(page)
    page.locator("input[type=file]").first.set_input_files(TOP / "docs/examples/lab.csv")
    page.get_by_text("1,436.70").first.wait_for()
    return page.get_by_role("heading", name="6 lines")


def _own_part(page: Page, address: str) -> None:
    page.goto(f"{address}/plan?build=my-build")
    _press(page, re.compile("Choose .*board", re.IGNORECASE))
    _press(page, "Own part")
    dialog = page.get_by_role("dialog")
    for name, text in {"Name": "Board of the lab", "Unit price": "S$ 40.50"}.items():
        dialog.get_by_role("textbox", name=name).fill(text)


def _running(page: Page, address: str) -> Locator:
    page.goto(f"{address}/plan")
    _press(page, "Running cost")
    return page.get_by_role("button", name="Running cost").first


def _buy(page: Page, address: str) -> Locator:
    page.goto(f"{address}/buy")
    found = page.get_by_text("Landed cost, at least").first
    found.wait_for()
    return found


def _kept(page: Page, address: str) -> None:
    page.goto(f"{address}/builds")
    page.get_by_text("My cluster").first.wait_for()


SHOTS = (
    Shot("plan", _plan, 900),
    Shot("classroom", _classroom),
    Shot("homelab", _homelab),
    Shot("upgrade", _upgrade),
    Shot("next-node", _next_node),
    Shot("spreadsheet", _spreadsheet),
    Shot("own-part", _own_part),
    Shot("running", _running),
    Shot("buy", _buy),
    Shot("kept", _kept, 440),
)


# --- taking them ----------------------------------------------------------------------------------


@contextmanager
def app() -> Iterator[str]:
    """Serve the app on the day of the documents, with nobody's own data, and give its address."""
    with tempfile.TemporaryDirectory() as own:
        planner = [sys.executable, "-m", "planner", "builds", "save", "kraken-2026"]
        subprocess.run(
            [*planner, "--title", "My cluster"],
            cwd=TOP,
            env={**os.environ, "PLANNER_DATA": own},
            check=True,
            capture_output=True,
        )
        with serving(TOP / "app.py", by="scripts.app_of_a_day", PLANNER_DATA=own) as address:
            yield address


def launched(playwright: Playwright) -> Browser:
    """Start the browser."""
    # It refuses to keep its sandbox when it is started by root, as it is in containers.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=str(CHROMIUM.find()), args=["--disable-gpu", *sandbox]
    )


def window(browser: Browser) -> BrowserContext:
    """Return a browser of somebody who was never here."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(PATIENCE_MS)
    rest.listen(context)
    return context


def shown(shot: Shot, page: Page, address: str) -> list[str]:
    """Bring the app to where a picture is taken, and return the words that stand in it."""
    page.set_viewport_size({"width": WIDTH, "height": shot.height})
    top = shot.goes(page, address)
    page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached")
    rest.wait_for_rest(page)
    if top is not None:
        # A little above it, for the menu lies over the page.
        top.evaluate("(it) => { it.style.scrollMarginTop = '75px'; it.scrollIntoView(); }")
    page.mouse.move(0, 0)
    page.evaluate("() => document.fonts.ready")
    page.wait_for_timeout(300)
    rest.wait_for_rest(page)
    return list(page.evaluate(_WORDS))


def picture(page: Page) -> bytes:
    """Return what the window shows, as WebP."""
    drawn = Image.open(io.BytesIO(page.screenshot()))
    made = io.BytesIO()
    drawn.convert("RGB").save(made, "WEBP", quality=82, method=6)
    return made.getvalue()


def main(names: list[str]) -> int:
    """Take the pictures of these names, or all."""
    PICTURES.mkdir(exist_ok=True)
    words = json.loads(SHOWN.read_text("utf-8")) if SHOWN.exists() else {}
    with app() as address, sync_playwright() as playwright:
        browser = launched(playwright)
        for shot in SHOTS:
            if names and shot.name not in names:
                continue
            context = window(browser)
            page = context.new_page()
            words[shot.name] = shown(shot, page, address)
            content = picture(page)
            (PICTURES / f"{shot.name}.webp").write_bytes(content)
            print(f"{shot.name}: {len(content):,} bytes, {len(words[shot.name])} texts", flush=True)
            context.close()
        browser.close()
    kept = {shot.name: words[shot.name] for shot in SHOTS if shot.name in words}
    SHOWN.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
