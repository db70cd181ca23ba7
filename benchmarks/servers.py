"""Streamlit servers on ports of their own, all with the settings the app is shipped with."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_S = 60.0


@contextmanager
def serving(script: Path, *, by: str = "streamlit", **settings: str) -> Iterator[str]:
    """Serve a Streamlit script while the block runs, and give its address.

    `by` is the module that serves it; `settings` are variables of its environment, set beside those
    that there are.
    """
    with server_of(script, by=by, **settings) as (address, _):
        yield address


@contextmanager
def server_of(script: Path, *, by: str = "streamlit", **settings: str) -> Iterator[tuple[str, int]]:
    """Serve a Streamlit script while the block runs, and give its address and its process."""
    port = _free_port()
    command = [sys.executable, "-m", by, "run", str(script)]
    # Started in the project's folder, so that .streamlit/config.toml holds for every script: above
    # all that no collection of garbage follows each run.
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    server = subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health", server)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(f"the server did not start at {address}")
