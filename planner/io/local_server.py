"""Ports of this computer: which of them are free, and when a program answers at one."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress

FIRST_PORT, LAST_PORT = 8501, 8600
_PAUSE_S = 0.1


def is_free(address: str, port: int) -> bool:
    """Tell whether a program may listen there. OSError: this computer has no such address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            return False
        except OSError:
            # Any port will do to tell a taken port from an address that is another computer's.
            with socket.socket(family) as other:
                other.bind((address, 0))
            return False
    return True


def first_free(address: str) -> int | None:
    """Return the first free port of those that apps are usually served at; None: all are taken."""
    ports = range(FIRST_PORT, LAST_PORT + 1)
    return next((port for port in ports if is_free(address, port)), None)


def wait_for(url: str, *, seconds: float, go_on: Callable[[], bool] = lambda: True) -> bool:
    """Wait until an address answers, and tell whether it did in time."""
    # Whatever the environment says of proxies: this computer is asked directly.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and go_on():
        with suppress(urllib.error.URLError, OSError), opener.open(url, timeout=2.0):
            return True
        time.sleep(_PAUSE_S)
    return False
