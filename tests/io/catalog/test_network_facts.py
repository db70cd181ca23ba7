"""Links and traffic profiles from TOML: what loads, and the line said of each mistake."""

from decimal import Decimal
from pathlib import Path

import pytest

from planner.io.catalog.network import load_network, read_network

SHIPPED = Path(__file__).resolve().parents[3] / "catalogs"
LINK = '[[links]]\nlink = "router"\nnominal_mbps = 1000\nsource = "assumed"\n'
PROFILE = """\
[[profiles]]
name = "in"
title = "In"
summary = "x"
source = "x"

[[profiles.flows]]
what = "received"
network_in = 1
"""
OTHER = PROFILE.replace('"in"', '"out"').replace("network_in", "network_out")


def test_what_is_shipped_loads_without_findings() -> None:
    facts, findings = load_network(SHIPPED)

    assert findings == ()
    assert [profile.name for profile in facts.profiles] == [
        "receive-only",
        "worst-case",
        "web-server",
        "video-ingest",
    ]
    assert {rule.link for rule in facts.links} == {"ethernet", "usb2-bus", "usb3-bus", "router"}


def test_every_shipped_profile_has_a_source_or_says_what_it_assumes() -> None:
    assert all(each.source or each.assumption for each in load_network(SHIPPED)[0].profiles)


def test_links_and_profiles_load_with_exact_numbers() -> None:
    text = LINK + PROFILE.replace("network_in = 1", "network_in = 0.1")
    facts, findings = read_network(text.encode())

    assert findings == ()
    assert facts.links[0].nominal_mbps == 1000
    assert facts.profiles[0].flows[0].network_in == Decimal("0.1")


SAID = [
    (
        LINK.replace("router", "routr"),
        (
            "network.toml row 2, links 1.link: 'routr' is not one of ethernet, usb2-bus, usb3-bus, "
            "router. Did you mean router?"
        ),
    ),
    (
        LINK.replace("1000", '"fast"'),
        "network.toml row 3, links 1.nominal_mbps: 'fast' is not a number. Write it like 480.",
    ),
    (
        LINK + "speed = 1\n",
        (
            "network.toml row 5, links 1.speed: 'speed' is not a key of this table. Keys: link, "
            "nominal_mbps, efficiency, measured_mbps, measured_on, source, note."
        ),
    ),
    (
        OTHER + PROFILE.replace("network_in = 1", "network_in = -1"),
        "network.toml row 18, profiles 2.flows 1.network_in: '-1' is less than 0. Write 0 or more.",
    ),
    (
        PROFILE.replace("network_in = 1", "netwrk_in = 1"),
        (
            "network.toml row 9, profiles 1.flows 1.netwrk_in: 'netwrk_in' is not a key of this "
            "table. Did you mean network_in?"
        ),
    ),
    (
        PROFILE.replace('source = "x"', ""),
        "network.toml row 1, profiles 1: A profile needs a source, or the assumption it rests on.",
    ),
    (
        LINK + LINK,
        (
            "network.toml row 6, links 2.link: 'router' is described above already; that one "
            "is kept. Remove one, or give it its own name."
        ),
    ),
    (
        PROFILE + PROFILE,
        (
            "network.toml row 11, profiles 2.name: 'in' is described above already; that one "
            "is kept. Remove one, or give it its own name."
        ),
    ),
    (
        "profils = 1\n",
        "network.toml row 1, profils: 'profils' is not a key of this table. Did you mean profiles?",
    ),
    (
        "links = 5\n",
        "network.toml row 1, links: '5' is not accepted: Input should be a valid tuple.",
    ),
    (
        "links = [5]\n",
        (
            "network.toml row 1, links 1: '5' is not accepted: Input should be a valid dictionary "
            "or instance of LinkRule."
        ),
    ),
    (
        "a = = 5",
        (
            "network.toml row 1: This is not TOML at character 5: invalid value. Compare it with "
            "the one that comes with the planner."
        ),
    ),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_mistake_names_its_key_and_its_line(text: str, said: str) -> None:
    assert next(finding.line() for finding in read_network(text.encode())[1]) == said


def test_good_profiles_load_beside_a_bad_one() -> None:
    text = LINK + PROFILE.replace('"In"', "5") + OTHER

    facts, findings = read_network(text.encode())

    assert [profile.name for profile in facts.profiles] == ["out"]
    assert len(facts.links) == 1
    assert len(findings) == 1


def test_a_folder_without_the_file_has_no_facts_and_says_so(tmp_path: Path) -> None:
    facts, (finding,) = load_network(tmp_path)

    assert facts.profiles == ()
    assert finding.code == "network-missing"


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "network.toml").mkdir()

    facts, (finding,) = load_network(tmp_path)

    assert facts.links == ()
    assert finding.line().startswith("network.toml: This is a folder.")
