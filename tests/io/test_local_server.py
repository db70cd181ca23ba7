"""Ports of this computer: free or taken, and whether somebody answers."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from planner.io import local_server
from planner.io.local_server import first_free, is_free, wait_for

HERE = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program has."""
    with socket.socket() as other:
        other.bind((HERE, 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_another_program_has_is_not_free(taken: int) -> None:
    assert not is_free(HERE, taken)


def test_a_port_is_free_once_the_other_program_has_ended() -> None:
    with socket.socket() as other:
        other.bind((HERE, 0))
        other.listen()
        port = other.getsockname()[1]
    assert is_free(HERE, port)


def test_an_address_of_another_computer_is_no_port_that_is_taken() -> None:
    with pytest.raises(OSError, match="assign"):
        is_free("192.0.2.1", 8501)


def test_the_first_free_port_is_behind_those_that_are_taken(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_server, "FIRST_PORT", taken)
    monkeypatch.setattr(local_server, "LAST_PORT", taken + 20)
    found = first_free(HERE)
    assert found is not None
    assert taken < found <= taken + 20


def test_where_all_ports_are_taken_none_is_chosen(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_server, "FIRST_PORT", taken)
    monkeypatch.setattr(local_server, "LAST_PORT", taken)
    assert first_free(HERE) is None


class _Well(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_who_answers_is_waited_for_past_any_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with HTTPServer((HERE, 0), _Well) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert wait_for(f"http://{HERE}:{server.server_port}/", seconds=10)
        server.shutdown()


def test_who_does_not_answer_is_not_waited_for_longer_than_said(taken: int) -> None:
    assert not wait_for(f"http://{HERE}:{taken + 1}/", seconds=0.3)
    asked = iter([True, False])
    assert not wait_for(f"http://{HERE}:{taken + 1}/", seconds=60, go_on=lambda: next(asked))
