"""What is said of the container without building it: `make image-test` builds and runs it."""

import re
import runpy
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.cli.commands import serving
from planner.cli.main import main
from scripts.image_test import needed_for

ROOT = Path(__file__).resolve().parents[1]
LOCKED = (ROOT / "requirements-locked.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


@pytest.mark.parametrize(("version", "numpy"), [("3.11.2", "==2.4.6"), ("3.13.1", "==2.5.5")])
def test_of_what_is_locked_a_base_needs_one_version_each_with_its_checksums(
    version: str, numpy: str
) -> None:
    lines = needed_for(LOCKED, version).splitlines()
    names = [line.partition("==")[0] for line in lines]

    assert len(set(names)) == len(names) > 50
    assert [line for line in lines if line.startswith(f"numpy{numpy} --hash=sha256:")]
    # For another system.
    assert "colorama" not in names
    assert all(re.search(r" --hash=sha256:[0-9a-f]{64}", line) for line in lines)


def test_nothing_of_the_app_is_published_but_to_this_computer(services: dict[str, Any]) -> None:
    assert services["planner"]["ports"] == ["127.0.0.1:8501:8501"]
    assert "ports" not in services["planner-below-path"]
    assert services["proxy"]["ports"] == ["443:443"]
    for name in ("planner", "planner-below-path"):
        assert services[name]["read_only"] is True
        assert services[name]["volumes"] == ["planner-data:/data"]


def test_the_proxy_is_told_all_that_its_configuration_asks(services: dict[str, Any]) -> None:
    template = (ROOT / "container" / "proxy.conf.template").read_text("utf-8")
    assert set(re.findall(r"\$\{(\w+)\}", template)) == set(services["proxy"]["environment"])
    assert services["proxy"]["environment"]["PLANNER_APP"] == "planner-below-path:8501"


def test_the_app_takes_what_the_container_says(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    image = (ROOT / "Containerfile").read_text("utf-8")
    said = re.findall(r'"([^"]+)"', re.findall(r"^CMD (.*)$", image, re.MULTILINE)[-1])
    below = [
        each.replace("${PLANNER_HOST:-localhost}", "planner.example")
        for each in services["planner-below-path"]["command"]
    ]
    served: list[list[str]] = []
    monkeypatch.setattr(serving, "_serve", lambda words: served.append(list(words)) or 0)
    monkeypatch.setattr(serving, "_port", lambda _address, asked: asked)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "")

    assert (main(said), main(below)) == (0, 0)

    plain, proxied = served
    assert {"--server.address=0.0.0.0", "--server.port=8501"} <= set(plain) & set(proxied)
    assert "--server.baseUrlPath=planner" in proxied
    assert "--server.allowedHosts=planner.example" in proxied


@pytest.mark.parametrize(("path", "asked"), [("", ""), ("/", ""), ("/planner/", "planner/")])
@pytest.mark.parametrize("answers", [True, False])
def test_health_is_asked_where_the_app_is(
    path: str, asked: str, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    class Answer:
        status = 200

        def __enter__(self) -> "Answer":
            return self

        def __exit__(self, *_: object) -> None: ...

    def open_it(_self: object, url: str, timeout: float) -> Answer:
        assert timeout < 5
        seen.append(url)
        if not answers:
            raise ConnectionRefusedError("nobody")
        return Answer()

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", open_it)
    monkeypatch.setattr(sys, "argv", ["healthy.py", *([path] if path else [])])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "container" / "healthy.py"), run_name="__main__")

    assert (ended.value.code == 0) is answers
    assert seen == [f"http://127.0.0.1:8501/{asked}_stcore/health"]
