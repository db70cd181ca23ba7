"""What is needed is compared with advisories, and where it is not, that is said."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from scripts import advisories as script
from scripts.advisories import NotReachedError, advisories, main

Answer = Callable[[list[str]], Any]


@contextmanager
def source(answer: Answer) -> Iterator[str]:
    """A source of advisories on this computer."""

    class Source(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told = answer([each["package"]["purl"] for each in asked["queries"]])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told if isinstance(told, bytes) else json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Source) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def about_pandas(purls: list[str]) -> Any:
    known = {"vulns": [{"id": "X-2"}, {"id": "X-1"}]}
    return {"results": [known if "pandas" in each else {} for each in purls]}


def test_an_advisory_is_told_with_its_package_and_version() -> None:
    with source(about_pandas) as address:
        ((name, known),) = advisories(address).items()
    assert name.startswith("pandas@")
    assert known == ["X-1", "X-2"]


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: b"busy",
        lambda _: {"results": []},
        lambda _: {},
        lambda purls: {"results": [{"vulns": [{}]} for _ in purls]},
        lambda purls: {"results": [None for _ in purls]},
        lambda _: [],
    ],
)
def test_an_answer_that_is_none_is_not_taken_for_no_advisory(answer: Answer) -> None:
    with source(answer) as address, pytest.raises(NotReachedError):
        advisories(address)


def test_the_exit_code_says_what_was_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unreached() -> dict[str, list[str]]:
        raise NotReachedError("nobody answers")

    for found, code in ((dict, 0), (lambda: {"pandas@3": ["X-1"]}, 1), (unreached, 3)):
        monkeypatch.setattr(script, "advisories", found)
        assert main() == code
    said = capsys.readouterr()
    assert "pandas@3: X-1" in said.out
    assert "Not compared with advisories: nobody answers." in said.err
