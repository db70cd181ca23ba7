"""The app behind a real nginx: TLS, a path of its own, and every link right there and without it.

nginx is told what `container/proxy.conf.template` says, which is what is shipped. One of it and one
app serve all tests of this file.
"""

import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import trustme
from playwright.sync_api import Browser, BrowserContext, Page, expect

from planner.io.local_server import wait_for
from planner.ui.menu import PAGES, PageEntry
from scripts.system_programs import NGINX, missing_line
from tests.ui import rest
from tests.ui.conftest import DESKTOP, PATIENCE_MS

# One worker has them all, so that one nginx is started.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("proxy")]

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "container" / "proxy.conf.template"
# Every name below .localhost is this computer, for browsers; the app has to be told of it.
HOST = "planner.localhost"
EDITED = "681.69"
MAIN = """pid {place}/nginx.pid; daemon off; master_process off; error_log {place}/errors.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {place}/bodies; proxy_temp_path {place}/proxied;
  fastcgi_temp_path {place}/fcgi; uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
  include {place}/proxy.conf;
}}
"""
# What a link says below its icon, and where it leads, as the browser has it.
LINKS = r"""() => [...document.querySelectorAll("a[href]")]
    .filter(link => link.origin === location.origin && !link.hash)
    .map(link => [link.innerText.trim().split("\n").pop(), link.href])"""


@dataclass(frozen=True)
class Site:
    """Where the app is reached through nginx, and by whom its certificate is signed."""

    address: str
    port: int
    app_port: int
    authority: trustme.CA

    def asked(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        """Ask nginx without a browser; return the status, and where else to look."""
        trusted = ssl.create_default_context()
        self.authority.configure_trust(trusted)
        connection = HTTPSConnection("localhost", self.port, context=trusted, timeout=30)
        with suppress(BrokenPipeError, ConnectionResetError):
            # Who is refused by the size that it says need not send it all.
            connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        found = answer.status, answer.getheader("location") or ""
        connection.close()
        return found


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app at its default address, under a path, and nginx before it."""
    nginx = NGINX.find()
    if nginx is None:
        pytest.fail(missing_line(NGINX), pytrace=False)
    place = tmp_path_factory.mktemp("nginx")
    port, app_port = free_ports(2)
    authority = trustme.CA()
    certificate = authority.issue_cert(HOST, "localhost")
    for each in certificate.cert_chain_pems:
        each.write_to_path(place / "tls.crt", append=True)
    certificate.private_key_pem.write_to_path(place / "tls.key")
    told = {"LISTEN": f"127.0.0.1:{port}", "HOST": HOST, "TLS": str(place),
            "APP": f"127.0.0.1:{app_port}"}  # fmt: skip
    text = TEMPLATE.read_text("utf-8")
    for name, value in told.items():
        text = text.replace(f"${{PLANNER_{name}}}", value)
    (place / "proxy.conf").write_text(text, "utf-8")
    (place / "nginx.conf").write_text(MAIN.format(place=place), "utf-8")
    app = f"app --no-browser --port {app_port} --base-path /planner/ --host {HOST}".split()
    commands = (
        [sys.executable, "-m", "planner", *app],
        [str(nginx), "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(place / "early")],
    )
    with ExitStack() as started:
        for command in commands:
            server = started.enter_context(
                subprocess.Popen(
                    command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            )
            started.callback(server.terminate)
        assert wait_for(f"http://127.0.0.1:{app_port}/planner/_stcore/health", seconds=60)
        yield Site(f"https://{HOST}:{port}/planner", port, app_port, authority)


@pytest.fixture(scope="module")
def visit(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A visitor of the app behind nginx; the browser does not know who signed the certificate."""
    context = browser.new_context(
        viewport=DESKTOP,  # type: ignore[arg-type]
        accept_downloads=True,
        ignore_https_errors=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(4 * PATIENCE_MS)
    rest.listen(context)
    # While a page without a word is open, the scripts of the app are compiled once for all others.
    context.new_page().goto(f"{site.address}/_stcore/health")
    yield context
    context.close()


def edited(page: Page, address: str) -> str:
    """Open Kraken with eight boards; return what the address says."""
    page.goto(f"{address}/plan?build=kraken")
    field = page.get_by_label("Quantity of Raspberry Pi 3 Model B", exact=True)
    field.fill("8")
    field.press("Enter")
    expect(page.locator(".st-key-sum")).to_contain_text(EDITED)
    expect(page).to_have_url(re.compile("edit="))
    return urlsplit(page.url).query


def page_links(page: Page) -> dict[str, list[tuple[str, str]]]:
    """Go through the menu; return what each link of each page says, and where it leads."""
    found = {}
    for entry in PAGES:
        page.get_by_role("link", name=entry.title, exact=True).first.click()
        expect(page).to_have_title(re.compile(f"^{entry.title}|^Cluster planner"))
        rest.wait_for_rest(page)
        found[entry.title] = page.evaluate(LINKS)
    return found


def said_of(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


def path_of(entry: PageEntry) -> str:
    return "" if entry is PAGES[0] else entry.url_path or entry.path.stem


PATHS = {path_of(entry) for entry in PAGES}


def test_every_link_of_every_page_names_a_page_below_the_path_and_takes_the_build_along(
    visit: BrowserContext, site: Site, page: Page, address: str
) -> None:
    for window, base in ((visit.new_page(), site.address), (page, address)):
        said = edited(window, base)
        edit = said_of(f"?{said}")["edit"]
        for name, links in page_links(window).items():
            assert {entry.title for entry in PAGES} <= {words for words, _ in links}, name
            for words, url in links:
                assert url.startswith(f"{base}/"), (name, words, url)
                path = url.removeprefix(base).partition("?")[0].strip("/")
                assert path in PATHS, (name, words, url)
                carried = said_of(url)
                # By a short name while Kraken is in view, and by its own where another build is.
                assert edit in (carried.get("edit"), carried.get("edit.kraken")), (name, words)


def test_a_link_that_is_opened_in_a_new_tab_shows_the_page_it_names_with_the_build(
    visit: BrowserContext, site: Site
) -> None:
    page = visit.new_page()
    failed: list[str] = []
    visit.on("response", lambda each: failed.append(each.url) if each.status >= 400 else None)
    said = edited(page, site.address)
    # From a page one step down, where a link that is not whole would lead below that page.
    page.goto(f"{site.address}/buy?{said}")
    rest.wait_for_rest(page)

    for entry in PAGES:
        link = page.get_by_role("link", name=entry.title, exact=True).first
        with visit.expect_page() as opened:
            link.click(button="middle")
        tab = opened.value
        tab.wait_for_url(f"{site.address}/**")
        rest.wait_for_rest(tab)
        assert urlsplit(tab.url).path == f"/planner/{path_of(entry)}"
        assert "edit" in said_of(tab.url)
        expect(tab).to_have_title(re.compile(f"^{entry.title}"))
        if "build" in entry.builds:
            expect(tab).to_have_title(f"{entry.title} · Kraken, edited")
        tab.close()
    # At a page's address Streamlit asks whether the app begins there, before it asks one step up.
    wrong = [url for url in failed if not re.search(r"/planner/\w+/_stcore/[a-z-]+$", url)]
    assert wrong == []
    assert urlsplit(page.url).path == "/planner/buy"


def test_a_way_to_begin_and_a_build_of_ones_own_open_in_a_new_tab(
    visit: BrowserContext, site: Site
) -> None:
    page = visit.new_page()
    edited(page, site.address)
    page.get_by_role("link", name="Start", exact=True).first.click()
    rest.wait_for_rest(page)

    for words, shown in (("Open", EDITED), ("Configure a cluster", "Nodes"), ("Import a BOM", "")):
        with visit.expect_page() as opened:
            page.get_by_role("link", name=words, exact=True).first.click(button="middle")
        expect(opened.value.get_by_test_id("stMain").get_by_text(shown).first).to_be_visible()
        assert opened.value.url.startswith(f"{site.address}/")
        opened.value.close()


def test_websocket_upload_download_and_link_to_share_go_through_the_proxy(
    visit: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page = visit.new_page()
    sockets: list[str] = []
    page.on("websocket", lambda each: sockets.append(each.url))
    # Larger than what nginx takes unless it is told.
    large = tmp_path / "parts.csv"
    rows = "".join(f"Board {n},{n + 1},{n}.50,{'note ' * 3_000}\n" for n in range(1, 101))
    large.write_text(f"Item,Qty,Unit price EUR,Notes\n{rows}")
    assert large.stat().st_size > 1_300_000
    page.goto(f"{site.address}/import")
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("parts.csv").first).to_be_visible()
    expect(page.get_by_text(re.compile("100 lines")).first).to_be_visible()

    edited(page, site.address)
    with page.expect_download() as offered:
        page.get_by_role("button", name="Download Excel").click()
    assert offered.value.url.startswith(f"{site.address}/media/")
    assert Path(offered.value.path()).read_bytes()[:2] == b"PK"
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_text(f"{site.address}/plan?build=").first).to_be_visible()

    assert sockets
    assert all(url.startswith(f"wss://{HOST}:{site.port}/planner/_stcore/") for url in sockets)


def test_a_file_that_is_too_large_is_refused_before_it_reaches_the_app(site: Site) -> None:
    status, _ = site.asked("PUT", "/planner/_stcore/upload_file/a/b", b"0" * 22_100_000)
    assert status == 413
    # One that is not too large is the app's to judge, which refuses it unread: nobody visits.
    assert site.asked("PUT", "/planner/_stcore/upload_file/a/b", b"0" * 2_000_000)[0] != 413


def test_the_path_leads_to_the_app_and_nothing_beside_it_does(site: Site) -> None:
    assert site.asked("GET", "/planner") == (308, "/planner/")
    assert site.asked("GET", "/planner/")[0] == 200
    assert site.asked("GET", "/plan")[0] == 404


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        (f"{HOST}", f"https://{HOST}", 101),
        (f"{HOST}", "https://elsewhere.example", 403),
        ("elsewhere.example", "https://elsewhere.example", 403),
    ],
)
def test_a_websocket_is_for_pages_of_the_app_alone(
    site: Site, host: str, origin: str, status: int
) -> None:
    found, _ = site.asked(
        "GET", "/planner/_stcore/stream", Host=host, Origin=origin, Upgrade="websocket",
        Connection="Upgrade", **{"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
                                 "Sec-WebSocket-Version": "13"},
    )  # fmt: skip
    assert found == status


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells at which address a port listens")
def test_without_an_address_only_this_computer_reaches_the_app(site: Site) -> None:
    port = f"{site.app_port:04X}"
    listening = {
        local
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        for local, state in [(line.split()[1], line.split()[3])]
        if state == "0A" and local.endswith(f":{port}")
    }
    assert listening == {f"0100007F:{port}"}
