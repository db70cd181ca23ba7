"""One page by its address: a good host answers, a bad one can neither hold nor fool us."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest

from planner.io.web._addresses import web_address
from planner.io.web._exchange import Reply
from planner.io.web.failures import WebError
from planner.io.web.fetch import Web, WebLimits, _next
from tests.io.shop_server import Visit, answers, head, page, sends_to, shop

PAGE = "<html><body>Fan</body></html>"


def failed(web: Web, address: str) -> WebError:
    with pytest.raises(WebError) as caught:
        web.page(address)
    assert caught.value.finding.hint
    assert caught.value.finding.code == f"web-{caught.value.what}"
    return caught.value


# --- a good host ---------------------------------------------------------------------------------


def test_a_page_comes_with_its_address_and_its_kind() -> None:
    with shop({"/fan?x=1": page(PAGE)}) as there:
        found = there.web().page(f" {there.origin}/fan?x=1#price ")

    assert found.body == PAGE.encode()
    assert found.address == found.asked == f"{there.origin}/fan?x=1"
    assert found.content_type == "text/html; charset=utf-8"


def test_a_request_says_who_asks_and_brings_no_cookie_along() -> None:
    with shop({"/fan": page(PAGE, Set_Cookie="a=b")}) as there:
        web = there.web()
        web.page(f"{there.origin}/fan")
        web.page(f"{there.origin}/fan")
        requests = there.server.requests

    assert all("User-Agent: cluster-planner" in request for request in requests)
    assert not any(
        word in request for request in requests for word in ("Cookie", "Referer", "Author")
    )
    assert all(f"Host: {there.host}" in request for request in requests)


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", lambda data: data),
        ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:])),
        ("gzip", lambda _: b""),
    ],
)
def test_a_packed_page_is_unpacked(packing: str, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(PAGE.encode())
    with shop({"/fan": page(packed, Content_Encoding=packing)}) as there:
        assert there.web().page(f"{there.origin}/fan").body == (PAGE.encode() if packed else b"")


def test_a_page_in_pieces_is_put_together() -> None:
    def in_pieces(visit: Visit) -> None:
        visit.send(head(Transfer_Encoding="chunked") + "3\r\nFan\r\n2\r\n!!\r\n0\r\n\r\n")

    with shop({"/fan": in_pieces}) as there:
        assert there.web().page(f"{there.origin}/fan").body == b"Fan!!"


def test_a_path_in_letters_of_any_script_is_asked_in_ascii() -> None:
    with shop({"/l%C3%BCfter%202?a=%C3%BC": page(PAGE)}) as there:
        assert there.web().page(f"{there.origin}/lüfter%202?a=ü").body


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm"])
def test_a_redirect_is_followed_and_told_by_the_address(status: str) -> None:
    with shop({"/old": sends_to("../new?a=1", status), "/new?a=1": page(PAGE)}) as there:
        found = there.web().page(f"{there.origin}/old")

    assert (found.asked, found.address) == (f"{there.origin}/old", f"{there.origin}/new?a=1")


# --- a bad host ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "what", "stops"),
    [
        ("404 Not Found", "gone", False),
        ("410 Gone", "gone", False),
        ("403 Forbidden", "refused", True),
        ("401 Unauthorized", "refused", True),
        ("429 Too Many Requests", "refused", True),
        ("503 Service Unavailable", "overloaded", True),
        ("500 Internal Server Error", "status", False),
        ("400 Bad Request", "status", False),
        ("204 No Content", "status", False),
    ],
)
def test_a_status_is_told(status: str, what: str, stops: bool) -> None:
    with shop({"/fan": answers("S$ 5.00", status=status, Retry_After="120")}) as there:
        error = failed(there.web(), f"{there.origin}/fan")

    assert (error.what, error.stops) == (what, stops)
    assert status[:3] in str(error)
    assert ("Retry-After: 120" in str(error)) == (what != "gone")


def test_redirects_in_a_circle_end() -> None:
    with shop({"/a": sends_to("/b"), "/b": sends_to("/a")}) as there:
        assert failed(there.web(), f"{there.origin}/a").what == "redirect-circle"


def test_five_redirects_are_followed_and_six_are_not() -> None:
    pages = {f"/{n}": sends_to(f"/{n + 1}") for n in range(9)}
    with shop({**pages, "/5": page(PAGE)}) as there:
        assert there.web().page(f"{there.origin}/0").address.endswith("/5")
    with shop(pages) as there:
        assert failed(there.web(), f"{there.origin}/0").what == "redirects"
        assert there.asked == [f"/{n}" for n in range(6)]


@pytest.mark.parametrize(
    "target",
    [
        "",
        "ftp://a.example/",
        "file:///etc/passwd",
        "javascript:1",
        "http://[",
        "http://a@127.0.0.1/",
    ],
)
def test_a_redirect_to_nowhere_is_refused(target: str) -> None:
    with shop({"/fan": sends_to(target)}) as there:
        assert failed(there.web(), f"{there.origin}/fan").what in ("status", "address")


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://localhost/",
    ],
)
def test_a_redirect_into_ones_own_network_is_refused_before_anything_is_sent(target: str) -> None:
    with shop({"/fan": sends_to(target)}) as there:
        assert failed(there.web(), f"{there.origin}/fan").what == "private"


def test_a_redirect_to_another_port_of_the_allowed_host_is_refused() -> None:
    with (
        shop({"/fan": page(PAGE)}) as other,
        shop({"/fan": sends_to(f"{other.origin}/fan")}) as there,
    ):
        assert failed(there.web(), f"{there.origin}/fan").what == "private"
        assert other.server.requests == []


def test_an_endless_page_ends_at_the_limit() -> None:
    def endless(visit: Visit) -> None:
        visit.send(head())
        while not visit.over.is_set():
            visit.send("x" * 65536)

    with shop({"/fan": endless}) as there:
        assert failed(there.web(max_bytes=200_000), f"{there.origin}/fan").what == "too-big"


def test_the_limit_counts_bytes_after_unpacking() -> None:
    bomb = gzip.compress(bytes(50_000_000), 9)
    with shop({"/fan": page(bomb, Content_Encoding="gzip")}) as there:
        start = time.monotonic()
        assert failed(there.web(), f"{there.origin}/fan").what == "too-big"
        assert time.monotonic() - start < 3


@pytest.mark.parametrize("packing", ["br", "gzip, gzip", "zstd", "x" * 1000])
def test_a_packing_that_nobody_asked_for_is_refused(packing: str) -> None:
    with shop({"/fan": page(PAGE, Content_Encoding=packing)}) as there:
        assert failed(there.web(), f"{there.origin}/fan").what == "packed"


@pytest.mark.parametrize(
    "answer",
    [
        lambda visit: visit.send(head(length=100) + "Fan"),
        lambda visit: visit.send(head(Transfer_Encoding="chunked") + "64\r\nFan"),
        lambda visit: visit.send(
            head(Content_Encoding="gzip").encode() + gzip.compress(b"Fan" * 99)[:-9]
        ),
        lambda visit: visit.send(head(Content_Encoding="gzip").encode() + b"no gzip"),
        lambda visit: visit.send("HTTP/1.1 two hundred\r\n\r\n"),
        lambda visit: visit.send("what?\r\n\r\n"),
        lambda visit: visit.send("HTTP/1.1 200 OK\r\n" + "A: b\r\n" * 1000),
        lambda visit: visit.send("HTTP/1.1 200 OK\r\nA: " + "b" * 100_000),
        lambda visit: None,
    ],
)
def test_a_page_that_breaks_off_or_is_none_is_no_page(answer: Callable[[Visit], None]) -> None:
    with shop({"/fan": answer}) as there:
        assert failed(there.web(), f"{there.origin}/fan").what in ("broken-off", "unreachable")


@pytest.mark.parametrize("before", ["", "HTTP/1.1 200 OK\r\nA: ", head(length=10_000), head()])
def test_a_page_that_drips_ends_in_time(before: str) -> None:
    def slow(visit: Visit) -> None:
        visit.send(before)
        visit.drip("x" * 1000, every_s=0.05)

    with shop({"/fan": slow}) as there:
        start = time.monotonic()
        assert failed(there.web(seconds=0.5), f"{there.origin}/fan").what == "timeout"
        assert time.monotonic() - start < 2


def test_redirects_share_the_time_of_one_question() -> None:
    def late(visit: Visit) -> None:
        if not visit.over.wait(0.4):
            sends_to(f"/{time.monotonic()}")(visit)

    pages = {"/0": late}

    class Any(dict[str, object]):
        def get(self, key: object, default: object = None) -> object:
            return late

    with shop(Any(pages)) as there:  # type: ignore[arg-type]
        assert failed(there.web(seconds=1.0), f"{there.origin}/0").what == "timeout"


def test_a_name_that_is_looked_up_for_ever_ends_in_time() -> None:
    over = threading.Event()

    def resolve(host: str, port: int) -> tuple[str, ...]:
        over.wait(10)
        return ("127.0.0.1",)

    with shop({"/fan": page(PAGE)}) as there:
        web = Web(WebLimits(seconds=0.3, resolve=resolve, own_host="a.example:80"))
        assert failed(web, "http://a.example/robots-first").what == "robots-unread"
        over.set()
        time.sleep(0.1)
        # What is answered too late is not asked behind the caller's back.
        assert there.server.requests == []


def test_a_host_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    web = Web(WebLimits(own_host=f"127.0.0.1:{port}"))

    assert failed(web, f"http://127.0.0.1:{port}/").what == "robots-unread"


def test_a_host_that_speaks_no_tls_is_told() -> None:
    with shop({"/fan": page(PAGE)}) as there:
        error = failed(there.web(), f"https://{there.host}/fan")

    assert "certificate" in str(error)


# --- names and addresses -------------------------------------------------------------------------


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",)

    with shop({"/fan": page(PAGE)}) as there:
        web = there.web(resolve=resolve, own_host=f"shop.example:{there.server.port}")
        assert web.page(f"http://shop.example:{there.server.port}/fan").body
        # Once for robots.txt and once for the page: a look-up each, checked and used.
        assert asked == ["shop.example"] * 2
        assert f"Host: shop.example:{there.server.port}" in there.server.requests[1]


def test_a_name_that_changes_its_address_between_two_requests_is_checked_again() -> None:
    answers_in_turn = iter([("127.0.0.1",), ("10.0.0.1",)])

    with shop({"/fan": page(PAGE)}) as there:
        port = there.server.port
        web = there.web(resolve=lambda host, _: next(answers_in_turn), own_host=None)
        web.turns = there.web().turns
        assert failed(web, "http://rebinding.example/").what == "private"
        assert there.server.requests == []
        assert port


@pytest.mark.parametrize(
    "ips", [("93.184.216.34", "10.0.0.1"), ("::ffff:127.0.0.1",), (), ("no-ip",)]
)
def test_one_address_of_ones_own_network_refuses_all(ips: tuple[str, ...]) -> None:
    web = Web(WebLimits(resolve=lambda host, port: ips, gap_s=0))

    assert failed(web, "http://shop.example/").what in ("private", "robots-unread")


@pytest.mark.parametrize(
    "address",
    [
        "", "fan", "ftp://a.example/", "file:///etc/passwd", "http://", "http:///fan",
        "http://a b/",
        "http://a.example:0/", "http://a.example:99999/", "http://[::1", "http://a\\b.example/",
        "javascript:alert(1)", "http://a.example/\nx", "http://" + "a" * 300 + ".example/",
        "http://a.example/" + "x" * 3000, "http://user:secret@a.example/", "http://user@a.example/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused_before_anything_is_asked(address: str) -> None:
    error = failed(Web(WebLimits(resolve=lambda host, port: 1 / 0)), address)  # type: ignore[arg-type]

    assert error.what == "address"
    assert "secret" not in str(error)


@pytest.mark.parametrize("address", ["http://a.example:22/", "https://a.example:8080/"])
def test_ports_that_no_shop_has_are_refused(address: str) -> None:
    web = Web(WebLimits(resolve=lambda host, port: ("93.184.216.34",), gap_s=0))

    assert failed(web, address).what == "private"


def test_of_several_addresses_the_first_that_answers_is_taken() -> None:
    with shop({"/fan": page(PAGE)}) as there:
        port = there.server.port
        web = there.web(
            resolve=lambda host, port: ("127.0.0.2", "127.0.0.1"), own_host=f"shop.example:{port}"
        )
        assert web.page(f"http://shop.example:{port}/fan").body


def test_a_name_that_nobody_knows_is_told() -> None:
    def resolve(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    web = Web(WebLimits(resolve=resolve, gap_s=0))

    assert failed(web, "http://no-such-shop.example/fan").what == "host-unknown"


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    asked = web_address("https://shop.example/fan")
    with pytest.raises(WebError, match="anybody on the way"):
        _next(Reply(asked, 302, "", "http://shop.example/fan", "", b""))

    assert _next(Reply(asked, 302, "", "//b.example/", "", b"")).text == "https://b.example/"


# --- robots.txt and manners ----------------------------------------------------------------------


def test_what_robots_txt_forbids_is_not_asked() -> None:
    rules = answers("User-agent: *\nDisallow: /fan")
    with shop({"/fan": page(PAGE), "/hub": page(PAGE)}, robots=rules) as there:
        web = there.web()
        error = failed(web, f"{there.origin}/fan")
        assert web.page(f"{there.origin}/hub").body

    assert (error.what, error.stops, error.is_about_one_page) == ("robots", False, True)
    assert there.asked == ["/hub"]
    assert len(there.server.requests) == 2


@pytest.mark.parametrize("status", ["404 Not Found", "400 Bad", "410 Gone"])
def test_a_host_without_robots_txt_may_be_asked(status: str) -> None:
    with shop({"/fan": page(PAGE)}, robots=answers("", status=status)) as there:
        assert there.web().page(f"{there.origin}/fan").body


@pytest.mark.parametrize(
    ("status", "what"),
    [
        ("500 Oops", "robots-unread"), ("503 Later", "robots-unread"), ("403 No", "refused"),
        ("429 Slow", "refused"), ("401 No", "refused"), ("302 Found", "robots-unread"),
    ],
)  # fmt: skip
def test_a_robots_txt_that_cannot_be_read_forbids_all(status: str, what: str) -> None:
    with shop({"/fan": page(PAGE)}, robots=answers("", status=status)) as there:
        assert failed(there.web(), f"{there.origin}/fan").what == what
        assert there.asked == []


def test_a_robots_txt_that_drips_or_breaks_off_forbids_all() -> None:
    with shop({"/fan": page(PAGE)}, robots=lambda visit: visit.drip("x" * 100)) as there:
        assert failed(there.web(seconds=0.3), f"{there.origin}/fan").what == "robots-unread"
    with shop({"/fan": page(PAGE)}, robots=lambda visit: visit.send(head(length=9))) as there:
        assert failed(there.web(), f"{there.origin}/fan").what == "robots-unread"


def test_a_robots_txt_may_be_long_and_elsewhere() -> None:
    long = answers("User-agent: *\nDisallow: /fan\n" + "# x\n" * 200_000)
    with shop({"/fan": page(PAGE), "/r": long}, robots=sends_to("/r")) as there:
        assert failed(there.web(), f"{there.origin}/fan").what == "robots"


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed() -> None:
    rules = answers("User-agent: *\nDisallow: /b")
    with shop({"/a": sends_to("/b"), "/b": page(PAGE)}, robots=rules) as there:
        assert failed(there.web(), f"{there.origin}/a").what == "robots"
        assert there.asked == ["/a"]


def test_requests_to_one_host_keep_their_distance_whoever_asks() -> None:
    times: list[float] = []

    def note(visit: Visit) -> None:
        times.append(time.monotonic())
        page(PAGE)(visit)

    with shop({"/fan": note}) as there:
        first = there.web(own_gap_s=0.2)
        webs = [Web(first.limits, turns=first.turns) for _ in range(3)]
        threads = [threading.Thread(target=web.page, args=(f"{there.origin}/fan",)) for web in webs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    gaps = [after - before for before, after in pairwise(times)]
    assert len(times) == 3
    assert min(gaps) >= 0.19


def test_a_host_that_asks_for_long_pauses_gets_them_or_is_left_alone() -> None:
    with shop({"/fan": page(PAGE)}, robots=answers("User-agent: *\nCrawl-delay: 1")) as there:
        start = time.monotonic()
        there.web().page(f"{there.origin}/fan")
        assert time.monotonic() - start >= 0.9
    with shop({"/fan": page(PAGE)}, robots=answers("User-agent: *\nCrawl-delay: 900")) as there:
        assert failed(there.web(), f"{there.origin}/fan").what == "robots"


def test_a_page_that_drips_can_be_cancelled() -> None:
    stop = threading.Event()

    def slow(visit: Visit) -> None:
        visit.send(head(length=1000))
        stop.set()
        visit.drip("x" * 1000)

    with shop({"/fan": slow}) as there:
        start = time.monotonic()
        error = failed(there.web(go_on=lambda: not stop.is_set()), f"{there.origin}/fan")
        assert time.monotonic() - start < 2

    assert error.what == "cancelled"


def test_a_wait_for_a_turn_can_be_cancelled() -> None:
    stop = threading.Event()
    with shop({"/fan": page(PAGE)}) as there:
        web = there.web(own_gap_s=30, go_on=lambda: not stop.is_set())
        threading.Timer(0.2, stop.set).start()
        start = time.monotonic()
        error = failed(web, f"{there.origin}/fan")

    assert (error.what, error.stops) == ("cancelled", True)
    assert time.monotonic() - start < 2
