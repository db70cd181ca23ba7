"""The command that starts the app, says where it is, and opens it in the browser."""

import os
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_network
from typing import Annotated

import typer

from planner.cli.whole_numbers import whole
from planner.model.findings import Finding, PlannerError, Severity

_PATH = re.compile(r"/?[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*/?")
_HOST = re.compile(r"(\*\.)?[A-Za-z0-9:._-]+|\*")
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - only if it is asked for
_HERE = ("127.0.0.1", "localhost", "::1")
_START_S = 120.0


def _base_path(text: str) -> str:
    path = text.strip()
    if path in ("", "/"):
        return ""
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise typer.BadParameter(f"{text!r} is not a path of an address. Write it like /planner/.")
    return path.strip("/")


def _host(text: str) -> str:
    if _HOST.fullmatch(text):
        return text.lower()
    raise typer.BadParameter(f"{text!r} is not a host name. Write it like planner.example.")


def _network(text: str) -> str:
    try:
        return str(ip_network(text.strip()))
    except ValueError:
        hint = "Write it like 127.0.0.1 or 10.0.0.0/24."
        raise typer.BadParameter(f"{text!r} is not an address. {hint}") from None


_Port = Annotated[
    int | None,
    typer.Option(
        parser=whole(1, 65_535),
        metavar="PORT",
        help="Port.  [default: the first free from 8501]",
    ),
]
_Address = Annotated[
    str,
    typer.Option(
        parser=_host,
        metavar="ADDRESS",
        help="Address to listen at; 0.0.0.0 lets other computers connect.",
    ),
]
_BasePath = Annotated[
    str,
    typer.Option(
        parser=_base_path,
        metavar="PATH",
        help="Path under which a proxy serves the app, such as /planner/.",
        show_default=False,
    ),
]
_Hosts = Annotated[
    list[str] | None,
    typer.Option(
        parser=_host,
        metavar="NAME",
        help="A further name that the app answers to, such as that of a proxy. May be given "
        "more than once.  [default: localhost, 127.0.0.1 and the address]",
    ),
]
_Proxies = Annotated[
    list[str] | None,
    typer.Option(
        "--trust-proxy",
        parser=_network,
        metavar="ADDRESS",
        help="Address or network of a proxy that may say whose request it hands on "
        "(X-Forwarded-For). May be given more than once.  [default: none]",
    ),
]
_Browser = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Open the app in the browser.")
]


def start_app(
    *,
    port: _Port = None,
    address: _Address = "127.0.0.1",
    base_path: _BasePath = "",
    host: _Hosts = None,
    trust_proxy: _Proxies = None,
    browser: _Browser = True,
) -> int:
    """Start the app and show its address. Ctrl-C ends it.

    There is no login: who can connect can use it. By default only this computer can.

    \b
    planner app                                 start it, and open it in the browser
    planner app --no-browser --port 9000        start it at this port
    planner app --base-path /planner/ --host planner.example
                                                behind a proxy on this computer
    """
    from planner.settings import shipped_app

    everywhere = address in _EVERYWHERE
    chosen = _port(address, port)
    url = _url(_EVERYWHERE.get(address, address), chosen, base_path)
    names = dict.fromkeys((*_HERE, *(() if everywhere else (address,)), *(host or ())))
    options = {
        "server.address": address,
        "server.port": str(chosen),
        "server.baseUrlPath": base_path,
        # Whoever starts the app is asked for no e-mail address, and told the address by us.
        "server.headless": "true",
        "logger.hideWelcomeMessage": "true",
        "logger.level": "warning",
    }
    # The server would believe every program of this computer; the variable is its own.
    os.environ["FORWARDED_ALLOW_IPS"] = ",".join(trust_proxy or ())
    given = [f"--{name}={value}" for name, value in options.items()]
    hosts = [f"--server.allowedHosts={each}" for each in names]
    with _said_once_it_answers(url, everywhere=everywhere, browser=browser):
        return _serve(["run", str(shipped_app()), *given, *hosts])


def _url(address: str, port: int, base_path: str) -> str:
    place = f"[{address}]" if ":" in address else address
    return f"http://{place}:{port}/{base_path}".rstrip("/") + "/"


def _port(address: str, asked: int | None) -> int:
    from planner.io.local_server import FIRST_PORT, LAST_PORT, first_free, is_free

    try:
        usable = asked is None or is_free(address, asked)
        found = (asked or first_free(address)) if usable else None
    except OSError:
        message = f"This computer has no address {address}."
        raise typer.BadParameter(message, param_hint="--address") from None
    if found is not None:
        return found
    if asked is None:
        message = f"All ports from {FIRST_PORT} to {LAST_PORT} are taken."
        hint = "Choose another one with --port."
    else:
        message = f"Port {asked} cannot be used: another program has it, or it needs more rights."
        hint = "Choose another one, or leave --port out."
    raise PlannerError(
        Finding(
            code="app-port-taken",
            severity=Severity.ERROR,
            subject=str(asked or "ports"),
            message=message,
            hint=hint,
        )
    )


@contextmanager
def _said_once_it_answers(url: str, *, everywhere: bool, browser: bool) -> Iterator[None]:
    """Say where the app is as soon as it answers there, while the block serves it."""
    import threading
    import webbrowser

    from planner.io.local_server import wait_for

    ended = threading.Event()

    def say() -> None:
        health = f"{url}_stcore/health"
        if not wait_for(health, seconds=_START_S, go_on=lambda: not ended.is_set()):
            return
        also = " Other computers can connect, too; there is no login." if everywhere else ""
        sys.stdout.write(f"The planner is at {url}\nCtrl-C ends it.{also}\n")
        sys.stdout.flush()
        if browser:
            webbrowser.open(url)

    threading.Thread(target=say, daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _serve(arguments: Sequence[str]) -> int:
    """Run the server in this process until it is told to end, and return the exit code."""
    import runpy

    # Until the server heeds it itself; what it does then is the same.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    before = sys.argv
    sys.argv = ["streamlit", *arguments]
    try:
        # By its command line, which is what it documents.
        runpy.run_module("streamlit", run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return 0
    finally:
        sys.argv = before
    return 0
