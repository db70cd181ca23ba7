"""One request in time, or the error that says where and what: for pages and for interfaces."""

import socket
import ssl
from collections.abc import Callable

from planner.io.text.visible import visible_line
from planner.io.web._addresses import WebAddress, checked_ips
from planner.io.web._exchange import (
    FAILURES,
    PAGE,
    BrokenOffError,
    Line,
    PackedError,
    Reply,
    Sent,
    TooBigError,
    exchange,
)
from planner.io.web.deadline import OutOfTimeError, always, within
from planner.io.web.failures import CHECK_ADDRESS, SAVE_IT, TRY_LATER, WebError, failure
from planner.io.web.limits import WebLimits


def request(
    address: WebAddress,
    limits: WebLimits,
    *,
    seconds: float,
    max_bytes: int,
    whole: bool = True,
    sent: Sent = PAGE,
    go_on: Callable[[], bool] = always,
) -> Reply:
    """Return the reply to one request, whatever its status, or raise a WebError.

    `seconds` are what is left of the time. The host's IP addresses are checked before anything is
    sent. `whole`: a reply of more bytes is an error; else it is cut there. StoppedError: `go_on`
    answered no.
    """
    line = Line(address, limits.seconds)

    def work() -> Reply:
        line.ips = checked_ips(address, limits.resolve, own_host=limits.own_host)
        return exchange(line, address, max_bytes=max_bytes, whole=whole, sent=sent)

    try:
        return within(
            seconds,
            work,
            cut=line.cut,
            failures=(*FAILURES, WebError, TooBigError, BrokenOffError, PackedError),
            name="web",
            go_on=go_on,
        )
    except OutOfTimeError:
        message = f"it took more than {limits.seconds:g} s."
        raise failure("timeout", address.text, message, TRY_LATER) from None
    except TooBigError:
        message = f"the page has more than {max_bytes / 1e6:g} MB."
        raise failure("too-big", address.text, message, SAVE_IT) from None
    except BrokenOffError:
        message = "the page was cut off before its end."
        raise failure("broken-off", address.text, message, TRY_LATER) from None
    except PackedError as error:
        message = f"the page is packed as {visible_line(str(error))[:40]}, which was not asked."
        raise failure("packed", address.text, message, SAVE_IT) from None
    except FAILURES as error:
        raise _unreachable(address, error) from None


def _unreachable(address: WebAddress, error: Exception) -> WebError:
    if isinstance(error, ssl.SSLError):
        message = "its host has no certificate that this computer trusts, or does not use https."
        return failure("tls", address.text, message, CHECK_ADDRESS)
    if isinstance(error, socket.gaierror):
        message = f"there is no host {address.host}, or no connection."
        return failure("host-unknown", address.text, message, CHECK_ADDRESS)
    if isinstance(error, TimeoutError):
        message = "its host did not answer in time."
        return failure("timeout", address.text, message, TRY_LATER)
    if isinstance(error, OSError) and not isinstance(error, ConnectionResetError):
        message = f"{address.host} cannot be reached."
        return failure("unreachable", address.text, message, TRY_LATER)
    message = "the answer was not a complete web page."
    return failure("broken-off", address.text, message, TRY_LATER)
