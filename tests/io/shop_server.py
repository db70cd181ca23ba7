"""A shop on 127.0.0.1 that answers each path as a test tells it, well or badly."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from planner.io.web._turns import Turns
from planner.io.web.fetch import Web, WebLimits
from tests.io.rate_server import Behaviour, RateServer, Visit, answers, head, rate_server

Pages = Mapping[str, Behaviour]
NO_ROBOTS = answers("", status="404 Not Found")
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Shop:
    """Where the shop is, and what it was asked: the paths in their order."""

    server: RateServer

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    @property
    def asked(self) -> list[str]:
        """Every path but that of robots.txt."""
        paths = [request.split(" ", 2)[1] for request in self.server.requests]
        return [path for path in paths if path != "/robots.txt"]

    def web(self, *, go_on: Callable[[], bool] = lambda: True, **limits: Any) -> Web:
        """A visit that may ask this shop, without pauses, and nobody else."""
        bounds = {"seconds": 5.0, "gap_s": 0.0, "own_host": self.host, **limits}
        return Web(WebLimits(**bounds), go_on, Turns())


@contextmanager
def shop(pages: Pages, *, robots: Behaviour = NO_ROBOTS) -> Iterator[Shop]:
    """Serve these pages by their path and query; any other is not there."""

    def behave(visit: Visit) -> None:
        path = visit.request.split(" ", 2)[1]
        gone = answers("", status="404 Not Found")
        (robots if path == "/robots.txt" else pages.get(path, gone))(visit)

    with rate_server(behave) as server:
        yield Shop(server)


def page(text: str | bytes, **headers: str) -> Behaviour:
    return answers(text, **{**HTML, **headers})


def reply(data: Any) -> Behaviour:
    return answers(json.dumps(data))


def sends_to(target: str, status: str = "302 Found") -> Behaviour:
    return answers("", status=status, Location=target)


__all__ = ["HTML", "Shop", "Visit", "answers", "head", "page", "reply", "sends_to", "shop"]
