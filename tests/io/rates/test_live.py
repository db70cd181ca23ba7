"""Live rates: what a good server gives, and that a bad one can neither mislead nor hold us."""

import gzip
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import requests
from forex_python import converter

from planner.io.rates import live_rates
from planner.io.rates.live import LiveRates
from planner.model.findings import PlannerError
from tests.io.rate_server import GOOD, Behaviour, Visit, answers, answers_with, head, rate_server

TODAY = date(2020, 6, 19)


def fetched(url: str | None, **asked: Any) -> Any:
    rates = LiveRates(url, connect_timeout=0.5, read_timeout=0.5)
    return rates.fetch("SGD", asked.pop("quotes", ["USD"]), **{"on": None, "today": TODAY, **asked})


def refusal(url: str | None, **asked: Any) -> PlannerError:
    with pytest.raises(PlannerError) as caught:
        fetched(url, **asked)
    return caught.value


# --- a good server -------------------------------------------------------------------------------


def test_a_rate_keeps_its_digits_and_bears_the_day_and_the_host_of_the_server() -> None:
    with rate_server(
        answers('{"base":"SGD","date":"2020-06-17","rates":{"USD":0.71770}}')
    ) as there:
        (rate,) = fetched(there.url)
    assert (rate.base, rate.quote, str(rate.rate)) == ("SGD", "USD", "0.71770")
    assert rate.as_of == date(2020, 6, 17)
    assert rate.source == "127.0.0.1 via forex-python"


def test_one_request_serves_many_currencies_and_names_only_the_base() -> None:
    with rate_server(answers(GOOD)) as there:
        rates = fetched(there.url, quotes=["USD", "EUR", "SGD", "USD"])
    assert [rate.quote for rate in rates] == ["EUR", "USD"]
    (request,) = there.requests
    assert request.startswith("GET /v1/latest?base=SGD&rtype=fpy HTTP/1.1")


def test_a_day_stands_in_the_path_and_an_earlier_published_day_is_taken() -> None:
    with rate_server(answers(GOOD)) as there:
        (rate,) = fetched(there.url, on=date(2020, 6, 18))
    assert rate.as_of == date(2020, 6, 17)
    assert there.requests[0].startswith("GET /v1/2020-06-18?base=SGD")


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/?key=hidden", "/v1#part"])
def test_an_address_may_end_as_it_likes(path: str) -> None:
    with rate_server(answers(GOOD)) as there:
        fetched(f"http://127.0.0.1:{there.port}{path}")
    assert there.requests[0].startswith("GET /v1/latest?")
    assert ("key=hidden" in there.requests[0]) == ("key" in path)


@pytest.mark.parametrize(
    ("value", "rate"),
    [
        ('"0.7177"', "0.7177"),
        ("7177e-4", "0.7177"),
        ("1", "1"),
        ("0.71769968051111826", "0.71769968051111826"),
    ],
)
def test_a_rate_may_be_written_as_any_exact_number(value: str, rate: str) -> None:
    body = f'{{"base":"SGD","date":"2020-06-17","rates":{{"USD":{value}}}}}'
    with rate_server(answers(body)) as there:
        assert fetched(there.url)[0].rate == Decimal(rate)


def test_a_password_reaches_the_server_and_nobody_else() -> None:
    def behave(visit: Visit) -> None:
        good = "Authorization: Basic am86c2VjcmV0" in visit.request
        answers(GOOD if good else "no", status="200 OK" if good else "401 Unauthorized")(visit)

    with rate_server(behave) as there:
        address = f"http://jo:secret@127.0.0.1:{there.port}/v1/?key=hidden"
        (rate,) = fetched(address)
        error = refusal(address.replace("secret", "not-secret"))
    assert error.finding.code == "rates-live-status"
    said = f"{rate!r} {error.finding!r} {error} {LiveRates(address)!r}"
    assert not [word for word in ("secret", "hidden", "jo:") if word in said]


def test_many_threads_ask_different_servers_and_get_their_own_answers() -> None:
    def behave_as(value: int) -> Behaviour:
        return answers_with(rates={"USD": value})

    with rate_server(behave_as(2)) as two, rate_server(behave_as(3)) as three:
        servers = [two.url, three.url] * 8
        with ThreadPoolExecutor(8) as pool:
            rates = list(pool.map(lambda url: fetched(url)[0].rate, servers))
    assert rates == [Decimal(2), Decimal(3)] * 8


def test_other_users_of_forex_python_in_this_process_still_reach_their_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def behave(visit: Visit) -> None:
        answers({"rates": {"USD": 0.5}})(visit)

    with rate_server(behave) as there:
        monkeypatch.setattr(converter.CurrencyRates, "_source_url", lambda _: there.url)
        assert converter.get_rate("SGD", "USD") == 0.5


def test_nothing_is_asked_when_nothing_is_wanted() -> None:
    assert fetched("http://127.0.0.1:9/", quotes=["SGD"]) == ()


def test_the_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with rate_server(answers(GOOD)) as there:
        assert fetched(there.url)


# --- no server, or not one to ask ----------------------------------------------------------------


@pytest.mark.parametrize("url", [None, "", "  "])
def test_without_an_address_live_rates_are_off_and_say_how_to_switch_them_on(
    url: str | None,
) -> None:
    with pytest.raises(PlannerError) as caught:
        live_rates(url).fetch("SGD", ["USD"], on=None, today=TODAY)
    finding = caught.value.finding
    assert finding.code == "rates-live-off"
    assert "PLANNER_RATES_URL" in finding.hint
    assert "https://api.frankfurter.dev/v1/" in finding.hint


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/",
        "127.0.0.1:80",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://a..b/",
        "http://exa mple/",
        "http://*.example/",
        f"http://{'a' * 64}.example/",
        "http://127.0.0.1/\x00",
        "http://\ud800/",
        "http://127.0.0.1\\@example/",
        "http://jo:12/secret@127.0.0.1/",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url: str) -> None:
    finding = refusal(url).finding
    assert finding.code == "rates-live-address"
    assert "secret" not in finding.line()


def test_a_currency_that_does_not_exist_is_not_asked_for() -> None:
    error = refusal("http://127.0.0.1:9/", quotes=["USD", "XYZ"])
    assert error.finding.code == "rates-live-currency"
    assert "'XYZ'" in str(error)


def test_a_day_to_come_is_not_asked_for() -> None:
    error = refusal("http://127.0.0.1:9/", on=date(2020, 6, 20))
    assert error.finding.code == "rates-live-day"
    assert "2020-06-20" in str(error)


def test_a_refused_connection_is_said_with_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    error = refusal(f"http://127.0.0.1:{port}/v1/")
    assert error.finding.code == "rates-live-unreachable"
    assert f"http://127.0.0.1:{port}/v1/" in str(error)


def test_a_server_that_speaks_no_tls_is_told_from_one_that_is_down() -> None:
    with rate_server(answers(GOOD)) as there:
        assert refusal(there.url.replace("http:", "https:")).finding.code == "rates-live-tls"


# --- servers that mislead ------------------------------------------------------------------------


def usd(value: str) -> Behaviour:
    return answers(f'{{"base":"SGD","date":"2020-06-17","rates":{{"USD":{value}}}}}')


def breaks_off(visit: Visit) -> None:
    visit.send(head(length=500) + '{"base":"SGD",')


MISLEADING: dict[str, tuple[Behaviour, str, str]] = {
    "a web page": (answers("<html>parked</html>"), "not-json", "web page"),
    "no JSON": (answers("rates: none"), "not-json", "not JSON"),
    "nothing": (answers(""), "not-json", "not JSON"),
    "bytes that are not text": (answers(b"\xff\xfe\x00"), "not-json", "not JSON"),
    "JSON without end": (answers("[" * 150_000), "not-json", "not JSON"),
    "a list": (answers([GOOD]), "shape", "without a list of rates"),
    "a number": (answers("1"), "shape", "without a list of rates"),
    "no rates": (answers_with(rates=None), "shape", "without a list of rates"),
    "empty rates": (answers_with(rates={}), "shape", "without a list of rates"),
    "rates as a list": (answers_with(rates=[1]), "shape", "without a list of rates"),
    "rates for ten": (answers_with(amount=10.0), "shape", "the price of '10.0' SGD"),
    "an amount that is no number": (answers_with(amount=[1]), "shape", "the price of"),
    "another base": (answers_with(base="EUR"), "base", "'EUR'"),
    "no base": (answers_with(base=None), "base", "None"),
    "no day": (answers_with(date=None), "day", "None"),
    "a day that is a number": (answers_with(date=20200617), "day", "'20200617'"),
    "a day that is none": (answers_with(date="2020-02-30"), "day", "'2020-02-30'"),
    "a day to come": (answers_with(date="2020-06-20"), "day", "after 2020-06-19"),
    "no such currency": (answers_with(rates={"EUR": 0.6}), "missing", "from SGD to USD"),
    "NaN": (usd("NaN"), "rate", "'NaN'"),
    "infinity": (usd("Infinity"), "rate", "'Infinity'"),
    "minus infinity": (usd("-Infinity"), "rate", "'-Infinity'"),
    "a word": (usd('"about 0.7"'), "rate", "'about 0.7'"),
    "zero": (usd("0"), "rate", "'0'"),
    "less than zero": (usd("-0.7"), "rate", "'-0.7'"),
    "true": (usd("true"), "rate", "True"),
    "null": (usd("null"), "rate", "None"),
    "a list as a rate": (usd("[0.7]"), "rate", "['0.7']"),
    "a rate beyond all sums": (usd("1e400"), "rate", "'1e400'"),
    "an exponent beyond Decimal": (usd("1e9999999999999999999"), "rate", "cannot be a rate"),
    "a rate of 1,000 digits": (usd("0." + "7" * 1_000), "rate", "…"),
    "3 MB": (answers("[" + "1," * 1_500_000 + "1]"), "too-big", "200,000 bytes"),
    "3 MB in a zip": (
        answers(gzip.compress(b"1" * 3_000_000), Content_Encoding="gzip"),
        "too-big",
        "200,000 bytes",
    ),
    "a zip that is none": (answers("no zip", Content_Encoding="gzip"), "broken-off", "middle"),
    "half an answer": (breaks_off, "broken-off", "in the middle"),
    "a redirect": (
        answers("", status="302 Found", Location="http://jo:pw@example.org/v1/"),
        "redirect",
        "example.org",
    ),
    "a redirect within": (answers("", status="301 Moved", Location="/v2/"), "redirect", "its own"),
    "a broken redirect": (
        answers("", status="307 Moved", Location="http://[/"),
        "redirect",
        "an address that is none",
    ),
    "status 404": (answers("{}", status="404 Not Found"), "status", "404"),
    "status 500": (answers(GOOD, status="500 Internal Server Error"), "status", "500"),
    "status 504": (answers("", status="504 Gateway Timeout"), "status", "504"),
    "status 204": (answers("", status="204 No Content"), "status", "204"),
    "no HTTP": (lambda visit: visit.send("hello\r\n\r\n"), "unreachable", "cannot be reached"),
    "a closed line": (lambda _: None, "unreachable", "cannot be reached"),
}


@pytest.mark.parametrize("case", MISLEADING)
def test_a_misleading_answer_gives_no_rate_and_one_finding(case: str) -> None:
    behaviour, code, said = MISLEADING[case]
    with rate_server(behaviour) as there:
        finding = refusal(there.url).finding
    assert finding.code == f"rates-live-{code}"
    assert said in finding.message
    assert there.url in finding.message
    assert finding.hint
    assert len(finding.message) < 200


def test_a_rate_of_a_day_after_the_day_asked_is_refused() -> None:
    with rate_server(answers(GOOD)) as there:
        error = refusal(there.url, on=date(2020, 6, 16))
    assert error.finding.code == "rates-live-day"
    assert "2020-06-17, which is after 2020-06-16" in str(error)


def test_a_redirect_is_not_followed() -> None:
    with (
        rate_server(answers(GOOD)) as target,
        rate_server(answers("", status="302 Found", Location=target.url)) as there,
    ):
        refusal(there.url)
    assert target.requests == []


# --- servers that take their time ----------------------------------------------------------------


def hangs(visit: Visit) -> None:
    visit.over.wait(20)


def hangs_after_its_head(visit: Visit) -> None:
    visit.send(head(length=50))
    visit.over.wait(20)


def drips_its_head(visit: Visit) -> None:
    visit.drip(head(X_Padding="x" * 500))


def drips_its_body(visit: Visit) -> None:
    visit.send(head(length=500))
    visit.drip(" " * 500)


def drips_small_chunks(visit: Visit) -> None:
    visit.send(head(Transfer_Encoding="chunked"))
    visit.drip("1\r\n \r\n" * 100)


SLOW: list[tuple[Callable[[Visit], None], set[str]]] = [
    (hangs, {"rates-live-timeout"}),
    (hangs_after_its_head, {"rates-live-timeout", "rates-live-broken-off"}),
    (drips_its_head, {"rates-live-timeout"}),
    (drips_its_body, {"rates-live-timeout"}),
    (drips_small_chunks, {"rates-live-timeout"}),
]


@pytest.mark.parametrize(
    ("behaviour", "codes"), SLOW, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_slow_server_cannot_hold_us(behaviour: Behaviour, codes: set[str]) -> None:
    with rate_server(behaviour) as there:
        start = time.monotonic()
        error = refusal(there.url)
        assert time.monotonic() - start < 4
        # Nor may it hold the thread that waited for it.
        while any(thread.name == "live-rates" for thread in threading.enumerate()):
            assert time.monotonic() - start < 5
            time.sleep(0.01)
    assert error.finding.code in codes
    assert there.url in str(error)


def test_a_server_whose_queue_is_full_cannot_hold_us() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        address = door.getsockname()
        with socket.create_connection(address), socket.socket() as second:
            second.setblocking(False)
            second.connect_ex(address)
            start = time.monotonic()
            error = refusal(f"http://127.0.0.1:{address[1]}/")
            assert time.monotonic() - start < 4
    assert error.finding.code == "rates-live-timeout"


def test_a_name_look_up_that_does_not_end_cannot_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def never(*_: object, **__: object) -> list[object]:
        over.wait(20)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", never)
    start = time.monotonic()
    error = refusal("http://rates.invalid/")
    assert time.monotonic() - start < 4
    over.set()
    assert error.finding.code == "rates-live-timeout"


def test_an_unknown_host_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "no such host")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refusal("http://rates.invalid/").finding.code == "rates-live-unreachable"


# --- the libraries behind it ---------------------------------------------------------------------


def test_the_libraries_are_loaded_only_when_they_are_needed() -> None:
    program = (
        "import sys, planner.io.rates as rates\n"
        "heavy = {'currency_converter', 'forex_python', 'requests'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()\n"
        "rates.live_rates(None)\n"
        "assert 'forex_python' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_forex_python_still_reaches_the_network_by_the_one_name_that_we_replace() -> None:
    source = converter.__loader__.get_source(converter.__name__)
    assert source.count("requests.get(") == 3
    assert source.count("requests") == source.count("requests.get(") + source.count(
        "import requests"
    )
    assert converter.requests is not requests
