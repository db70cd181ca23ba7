"""Distributors on 127.0.0.1 that answer as their documented fields say, and keys that are none."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from planner.io.distributors import Keys, Quotas, Tokens, look_up
from planner.io.web._turns import Turns
from planner.io.web.api import Api
from planner.io.web.limits import WebLimits
from planner.model.lookups import LookupAnswer, LookupQuestion
from planner.model.proposals import PageAnswer
from planner.model.secret import Secret
from tests.io.rate_server import Behaviour, RateServer, Visit, answers, rate_server

DATA = Path(__file__).parent / "data"
DAY = date(2026, 11, 29)
# Looked for in everything that leaves the planner.
CANARY = "canary"
NAMES = (
    "PLANNER_TME_TOKEN",
    "PLANNER_TME_SECRET",
    "PLANNER_MOUSER_KEY",
    "PLANNER_ELEMENT14_KEY",
    "PLANNER_DIGIKEY_ID",
    "PLANNER_DIGIKEY_SECRET",
)
TEXTS = {name: f"{CANARY}/{name.lower().replace('_', '+')}=" for name in NAMES}
TOKEN = f"{CANARY}.token"
GIVES_TOKEN = answers({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300})


def keys() -> dict[str, Secret]:
    return {name: Secret(text) for name, text in TEXTS.items()}


def reply(name: str) -> Behaviour:
    return answers((DATA / name).read_text("utf-8"))


def good() -> dict[str, Behaviour]:
    """What every distributor answers by path when all is well."""
    found = {"products": json.loads((DATA / "tme-products.json").read_text("utf-8"))["data"]}
    return {
        "/api/v2/search/keyword": reply("mouser.json"),
        "/api/v2/search/partnumber": reply("mouser.json"),
        "/catalog/products": reply("element14.json"),
        "/v1/oauth2/token": GIVES_TOKEN,
        "/products/v4/search/keyword": reply("digikey.json"),
        "/auth/token": GIVES_TOKEN,
        "/products": reply("tme-products.json"),
        "/products/search": answers({"status": "OK", "data": found}),
        "/products/data": reply("tme-data.json"),
    }


@dataclass
class Counter:
    """Where they are, what they were asked, and how to ask them."""

    server: RateServer = field(repr=False)
    quotas: Quotas = field(default_factory=Quotas)
    tokens: Tokens = field(default_factory=Tokens)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def paths(self) -> list[str]:
        return [request.split(" ", 2)[1].partition("?")[0] for request in self.server.requests]

    def ask(
        self, at: str, sought: str = "fan", *, keys: Keys | None = None, **more: object
    ) -> LookupAnswer | PageAnswer:
        mine = {name: Secret(text) for name, text in TEXTS.items()} if keys is None else keys
        api = Api(WebLimits(seconds=5.0, own_host=self.origin[7:]), turns=Turns())
        question = LookupQuestion.model_validate({"at": at, "sought": sought, **more})
        return look_up(
            question,
            mine,
            api,
            day=DAY,
            origin=self.origin,
            quotas=self.quotas,
            tokens=self.tokens,
        )


@contextmanager
def counter(changes: Mapping[str, Behaviour] | None = None) -> Iterator[Counter]:
    """Serve all distributors on one port, told apart by path, some of them otherwise than well."""
    behaviours = {**good(), **(changes or {})}

    def behave(visit: Visit) -> None:
        path = visit.request.split(" ", 2)[1].partition("?")[0]
        behaviours.get(path, answers("", status="404 Not Found"))(visit)

    with rate_server(behave) as server:
        yield Counter(server)


def body_of(request: str) -> str:
    """Return what a request says below its headers."""
    return re.split("\r\n\r\n", request, maxsplit=1)[1]
