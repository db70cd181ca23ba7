"""The app as a visitor meets it: served on this machine, opened in Chromium."""

import functools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from streamlit.components.v2 import manifest_scanner

from benchmarks.servers import serving
from planner.ui.visit import work as long_work
from tests.ui import rest

APP = Path(__file__).resolve().parents[2] / "app.py"
ARGUMENTS = """--disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --process-per-site --disable-lcd-text
    --disable-smooth-scrolling""".split()
# A page lives for seconds: what a compiler that optimises costs, it never brings in again. What
# was compiled is kept for the next page, and new objects have room enough to die in.
SCRIPTS = "--no-opt --no-maglev --no-flush-bytecode --min-semi-space-size=64"
ARGUMENTS.append(f"--js-flags={SCRIPTS}")

DESKTOP = {"width": 1440, "height": 1000}
EMPTY = "about:blank"
# What a site may store, without what was read of the network: that says nothing of a visit.
STORED = "cookies,file_systems,indexeddb,local_storage,service_workers,websql"

# What a page must show is asserted; how soon is for the benchmarks. The usual five seconds are
# short where two workers share two cores and a page is the first to load its chart library.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(autouse=True, scope="session")
def _packages_are_looked_through_once() -> Iterator[None]:
    """Ask only once which packages bring components: an app that is tested asks with each start."""
    once = functools.cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(autouse=True)
def _work_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what a page works on, however busy the machine is: a test sees the page after it."""
    monkeypatch.setattr(long_work, "_BRIEFLY_S", 60.0)


@pytest.fixture
def progress_is_shown(_work_is_waited_for: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait no longer than the app does: a test sees how far the work is."""
    monkeypatch.setattr(long_work, "_BRIEFLY_S", 1.5)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the real app."""
    # With processes beside the server, as it is shipped.
    with serving(APP, PLANNER_WORKERS="2") as found:
        yield found


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    # Chromium refuses to keep its sandbox when it is started by root, as it is in containers.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(chromium_path), args=[*ARGUMENTS, *sandbox]
        )
        yield found
        found.close()


@dataclass(frozen=True)
class _Desk:
    """A browser that is kept for one visitor after the other.

    One of its windows stays on a page without a word: while it is open, the scripts of the app are
    read and compiled once, which is half of what a page takes. The other one is the visitor's, and
    emptied between two of them: to open a window costs a fifth of what a page takes.
    """

    context: BrowserContext
    quiet: Page
    window: Page

    @classmethod
    def opened(cls, browser: Browser, address: str) -> Self:
        """Set up one more."""
        # What fades and slides is drawn sixty times a second, by a processor that has other work.
        context = browser.new_context(
            viewport=DESKTOP,  # type: ignore[arg-type]
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        rest.listen(context)
        quiet = context.new_page()
        quiet.goto(f"{address}/_stcore/health")
        return cls(context, quiet, context.new_page())

    def cleared(self, address: str) -> Self:
        """Take away all that a visit left: further windows, cookies, whatever a site may store."""
        origins = {address}
        for window in self.context.pages:
            if window is not self.quiet:
                origins.add("/".join(window.url.split("/")[:3]))
        for window in self.context.pages:
            if window not in (self.quiet, self.window):
                window.close()
        window = self._emptied()
        self.context.clear_cookies()
        self.context.clear_permissions()
        tools = self.context.new_cdp_session(self.quiet)
        for origin in origins:
            tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORED})
        tools.detach()
        return replace(self, window=window)

    def _emptied(self) -> Page:
        """Return the visitor's window without page, look and size; a new one if it was closed."""
        if self.window.is_closed():
            return self.context.new_page()
        if self.window.url != EMPTY:
            self.window.evaluate("() => window.sessionStorage.clear()")
        self.window.goto(EMPTY)
        self.window.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        self.window.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        return self.window


class Visitors:
    """People who were never here, each with a browser of their own.

    The browsers are kept from test to test, see `_Desk`. Who listens to a window or changes what it
    asks the network for opens one more of the same visitor's: `page.context.new_page()`.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._desks: list[_Desk] = []
        self._here = 0

    def come(self) -> Page:
        """Open a window of one more of them."""
        if self._here == len(self._desks):
            self._desks.append(_Desk.opened(self._browser, self._address))
        self._here += 1
        return self._desks[self._here - 1].window

    def leave(self) -> None:
        """Let all of them go, and forget that they were here."""
        here, self._here = self._here, 0
        # A desk that cannot be cleared is nobody's any more.
        used, self._desks = self._desks[:here], self._desks[here:]
        self._desks = [desk.cleared(self._address) for desk in used] + self._desks


@pytest.fixture(scope="session")
def _visitors(browser: Browser, address: str) -> Visitors:
    """Return visitors of an app that somebody has visited already.

    The first visit of all reads the catalog and every script: on a busy machine that takes longer
    than a test waits for anything.
    """
    visitors = Visitors(browser, address)
    first = visitors.come()
    first.goto(address)
    expect(first.locator(".st-key-example .st-key-total")).to_be_visible(timeout=4 * PATIENCE_MS)
    visitors.leave()
    return visitors


@pytest.fixture
def visitors(_visitors: Visitors) -> Iterator[Visitors]:
    """People who were never here: as many as a test asks to come."""
    yield _visitors
    _visitors.leave()
    # Parts of their own are in the catalog of the app that all tests share, and so in every
    # workbook that is downloaded from it.
    shutil.rmtree(os.environ["PLANNER_DATA"], ignore_errors=True)


@pytest.fixture
def page(visitors: Visitors) -> Page:
    """A window of somebody who was never here."""
    return visitors.come()
