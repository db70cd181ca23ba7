"""robots.txt as RFC 9309 says it: groups, the longest rule, stars and ends."""

import time

import pytest

from planner.io.web._robots import read_robots


def allows(text: str, target: str, agent: str = "cluster-planner") -> bool:
    return read_robots(text.encode(), agent).allows(target)


@pytest.mark.parametrize(
    ("rule", "target", "allowed"),
    [
        ("Disallow: /fan", "/fan", False),
        ("Disallow: /fan", "/fans?x", False),
        ("Disallow: /fan", "/hub", True),
        ("Disallow:", "/fan", True),
        ("Disallow: /", "/robots.txt", True),
        ("disallow : /fan # no fans", "/fan", False),
        ("Disallow: *.js", "/products/fan.js", False),
        ("Disallow: /*.js$", "/fan.js?v=1", True),
        ("Disallow: /*.js$", "/fan.js", False),
        ("Disallow: /a*b*c$", "/a-b-b-c", False),
        ("Disallow: /a*b*c$", "/a-c-b", True),
        ("Disallow: /fan$", "/fan", False),
        ("Disallow: /fan$", "/fans", True),
        ("Disallow: /*?", "/fan?x=1", False),
        ("Disallow: /ab$b", "/ab$b", False),
        ("Disallow: /l%C3%BCfter", "/l%c3%bcfter", False),
        ("Disallow: /lüfter", "/l%C3%BCfter", False),
        ("Disallow: /a%7Eb", "/a~b", False),
        ("Disallow: /\nAllow: /fan", "/fan", True),
        ("Allow: /f\nDisallow: /fan", "/fan", False),
        ("Disallow: /fan\nAllow: /fan", "/fan", True),
        ("Nonsense\nDisallow: /fan", "/fan", False),
    ],
)
def test_a_path_is_allowed_by_the_longest_rule_that_fits(
    rule: str, target: str, allowed: bool
) -> None:
    assert allows(f"User-agent: *\n{rule}", target) is allowed


def test_rules_of_ones_own_name_count_before_those_for_all() -> None:
    text = (
        "User-agent: *\nDisallow: /\n\nUser-Agent: Cluster-Planner/2\nUser-agent: x\nDisallow: /fan"
    )

    assert allows(text, "/hub")
    assert not allows(text, "/fan")
    assert not allows(text, "/hub", "other")


def test_groups_of_one_name_count_together() -> None:
    text = "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: *\nDisallow: /b"

    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_rules_before_any_name_are_nobodys() -> None:
    assert allows("Disallow: /fan\nUser-agent: x", "/fan")


@pytest.mark.parametrize(
    ("text", "delay_s"),
    [
        ("Crawl-delay: 5", 5),
        ("Crawl-delay: 5\nCrawl-delay: 9", 9),
        ("Crawl-delay: soon", None),
        ("", None),
    ],
)
def test_a_pause_that_is_asked_for_is_known(text: str, delay_s: int | None) -> None:
    assert read_robots(f"User-agent: *\n{text}".encode(), "cluster-planner").delay_s == delay_s


@pytest.mark.parametrize(
    "content", [b"", b"<html>Not found</html>", b"\xff\xfe\x00", b"\xef\xbb\xbfUser-agent: *"]
)
def test_what_holds_no_rules_allows_everything(content: bytes) -> None:
    assert read_robots(content, "cluster-planner").allows("/fan")


def test_rules_that_are_made_to_hold_us_do_not() -> None:
    rules = "User-agent: *\n" + "Disallow: /" + "*a" * 900 + "b\n" + ("Disallow: /*x*y*z\n" * 5000)
    start = time.monotonic()

    assert allows(rules, "/" + "a" * 1900)
    assert time.monotonic() - start < 2
