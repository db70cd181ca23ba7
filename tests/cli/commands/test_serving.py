"""`planner app` starts the app, says where it is, and ends when it is told to."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from planner.cli.commands import serving

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def started(*arguments: str, cwd: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the app, and give its process and the address that it says."""
    with subprocess.Popen(
        [sys.executable, "-m", "planner", "app", "--no-browser", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = re.fullmatch(r"The planner is at (\S+)\n", process.stdout.readline())
            assert said is not None
            yield process, said[1]
        finally:
            process.kill()


@pytest.mark.parametrize(("how", "path"), [(signal.SIGTERM, "/planner/"), (signal.SIGINT, "")])
def test_the_app_says_its_address_and_ends_when_told(how, path: str, tmp_path: Path) -> None:
    with started("--base-path", path, cwd=tmp_path) as (process, address):
        assert re.fullmatch(rf"http://127\.0\.0\.1:8[56]\d\d{path or '/'}", address)
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310
            assert b"<title>Streamlit" in page.read()

        process.send_signal(how)
        _, err = process.communicate(timeout=10)

    assert process.returncode == 0
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said(run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = run("app", "--no-browser", "--port", str(port))

    assert ran.code == 1
    assert f"Port {port} cannot be used: another program has it" in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--port", "0"], "--port"),
        (["--port", "65536"], "--port"),
        (["--port", "http"], "--port"),
        (["--address", "192.0.2.1"], "This computer has no address 192.0.2.1."),
        (["--address", "a b"], "'a b' is not a host name."),
        (["--base-path", "../etc"], "'../etc' is not a path of an address."),
        (["--base-path", "http://x/"], "is not a path of an address."),
        (["--host", "https://planner.example"], "is not a host name."),
        (["--trust-proxy", "*"], "'*' is not an address. Write it like 127.0.0.1 or 10.0.0.0/24."),
        (["--trust-proxy", "10.0.0.1/24"], "'10.0.0.1/24' is not an address."),
    ],
)
def test_what_cannot_be_served_is_said(arguments, message: str, run) -> None:
    ran = run("app", "--no-browser", *arguments)

    assert ran.code == 2
    assert message in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("arguments", "before", "client"),
    [
        ([], None, "127.0.0.1"),
        # What the environment says is for other servers that are started from it.
        ([], "*", "127.0.0.1"),
        (["--trust-proxy", "192.0.2.7"], None, "127.0.0.1"),
        (["--trust-proxy", "127.0.0.1"], None, "203.0.113.9"),
        (["--trust-proxy", "192.0.2.7", "--trust-proxy", "127.0.0.0/8"], None, "203.0.113.9"),
    ],
)
def test_what_a_request_says_of_its_sender_counts_only_from_a_proxy_that_is_trusted(
    arguments: list[str], before: str | None, client: str, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    async def tell(scope, _receive, _send) -> None:
        seen.append(scope["client"][0])

    def serve(_: object) -> int:
        # As the app's server is made: it says nothing of proxies itself.
        server = uvicorn.Config(tell, ws="none", lifespan="off")
        server.load()
        request = {
            "type": "http",
            "scheme": "http",
            "client": ("127.0.0.1", 50_000),
            "headers": [(b"x-forwarded-for", b"203.0.113.9")],
        }
        asyncio.run(server.loaded_app(request, None, None))
        return 0

    monkeypatch.setenv("FORWARDED_ALLOW_IPS", before or "")
    monkeypatch.setattr(serving, "_serve", serve)
    assert run("app", "--no-browser", *arguments).code == 0
    assert seen == [client]
