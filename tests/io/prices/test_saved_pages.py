"""Pages as people save them: who says where they stood and when, or that it is asked."""

import base64
import quopri
from datetime import date

import pytest

from planner.io.prices import prices_in
from planner.model.findings import PlannerError
from planner.model.proposals import Ask, Outcome
from tests.io.prices.pages import ADDRESS, DAY, jsonld, product

PAGE = jsonld(product(name="Lüfter"))


def archive(page: str, *, how: str = "quoted-printable", line_end: str = "\r\n") -> bytes:
    body = page.encode()
    coded = quopri.encodestring(body) if how == "quoted-printable" else base64.encodebytes(body)
    lines = [
        "From: <Saved by Blink>", f"Snapshot-Content-Location: {ADDRESS}", "Subject: Fan",
        "Date: Mon, 2 Nov 2026 23:30:00 -0300", "MIME-Version: 1.0",
        "Content-Type: multipart/related;", '\ttype="text/html";', '\tboundary="----x----"', "", "",
        "------x----", "Content-Type: text/html; charset=utf-8",
        f"Content-Transfer-Encoding: {how}",
        f"Content-Location: {ADDRESS}", "", coded.decode(), "------x----", "Content-Type: text/css",
        "",
        "a {}", "------x------",
    ]  # fmt: skip
    return line_end.join(lines).encode()


def single_file(day: str) -> str:
    return f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: {day}\n-->"


def test_without_a_day_and_an_address_both_are_asked_and_never_today() -> None:
    found = prices_in("fan.html", PAGE.encode())

    assert (found.outcome, found.day, found.address) == (Outcome.PROPOSE, None, "")
    assert {Ask.DAY, Ask.ADDRESS} <= set(found.asks)


def test_what_a_person_says_of_day_and_address_counts_first() -> None:
    found = prices_in("fan.mhtml", archive(PAGE), address="https://a.example/b", day=DAY)

    assert (found.address, found.day) == ("https://a.example/b", DAY)


@pytest.mark.parametrize("how", ["quoted-printable", "base64"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_archive_says_both_and_its_day_is_that_of_utc(how: str, line_end: str) -> None:
    found = prices_in("fan.mhtml", archive(PAGE, how=how, line_end=line_end))

    assert (found.address, found.day) == (ADDRESS, date(2026, 11, 3))
    assert (found.product, found.outcome) == ("Lüfter", Outcome.PROPOSE)


@pytest.mark.parametrize(
    ("top", "address", "day"),
    [
        (f"<!-- saved from url=(0037){ADDRESS} -->", ADDRESS, None),
        (
            single_file("Mon Nov 02 2026 23:30:00 GMT-0300 (Brasilia)"),
            ADDRESS,
            date(2026, 11, 3),
        ),
        (
            f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: yesterday\n-->",
            ADDRESS,
            None,
        ),
        ("", "", None),
    ],
)
def test_what_stands_at_the_top_of_a_saved_page_is_believed(
    top: str, address: str, day: date | None
) -> None:
    found = prices_in("fan.html", f"{top}{PAGE}".encode())

    assert (found.address, found.day) == (address, day)


@pytest.mark.parametrize(
    "tag", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">']
)
def test_the_address_that_a_page_says_it_has_is_its_address(tag: str) -> None:
    page = PAGE.replace("<head>", f"<head>{tag.format(ADDRESS)}")

    assert prices_in("fan.html", page.encode()).proposals[0].address == ADDRESS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x" * 4_000_001,
        b"%PDF",
        b"\x1f\x8b",
        b"bplist00",
        archive("").replace(b"text/html;", b"text/x;"),
    ],
)
def test_what_is_no_page_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(PlannerError, match=r"fan\.html"):
        prices_in("fan.html", content)


@pytest.mark.parametrize(
    ("content", "warned"),
    [
        (PAGE.encode("utf-8-sig"), False),
        (PAGE.encode("utf-16"), False),
        (PAGE.replace("\\u00fc", "ü").encode("cp1252"), True),
        (
            PAGE.replace("<head>", "<head><meta charset=windows-1252>")
            .replace("\\u00fc", "ü")
            .encode("cp1252"),
            False,
        ),
        (PAGE.replace("<head>", "<head><meta charset=klingon>").encode(), True),
        (
            PAGE.replace(
                "<head>", '<head><meta http-equiv=a content="text/html; charset=utf-16">'
            ).encode(),
            False,
        ),
        (PAGE.encode() + b"\xc3", True),
    ],
)
def test_a_page_is_read_in_its_encoding_or_with_a_warning(content: bytes, warned: bool) -> None:
    found = prices_in("fan.html", content, address=ADDRESS, day=DAY)

    assert found.product == "Lüfter"
    assert ("price-charset" in {each.code for each in found.findings}) == warned
