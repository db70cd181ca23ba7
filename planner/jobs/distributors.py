"""Ask a distributor by one's own key: proposals where its terms allow to keep them, else look-ups.

A look-up is shown and goes no further: it is no proposal, and nothing here or elsewhere makes one
of it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from urllib.parse import urlsplit

from planner.io.distributors import DISTRIBUTORS, Distributor, Keys, look_up
from planner.io.web.api import Api
from planner.io.web.limits import WebLimits
from planner.model.lookups import LookupAnswer, LookupQuestion
from planner.model.proposals import PageAnswer

__all__ = ["DISTRIBUTORS", "ask_distributor", "credits_of", "with_keys"]


def with_keys(keys: Keys) -> Mapping[str, Distributor]:
    """Return the distributors that can be asked, by name: those of which every key is set."""
    return {name: each for name, each in DISTRIBUTORS.items() if not each.lacks(keys)}


def ask_distributor(
    question: LookupQuestion,
    keys: Keys,
    *,
    today: date,
    origin: str | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> LookupAnswer | PageAnswer:
    """Return what a distributor answers now; PlannerError says why there is no answer.

    `today` is the day in UTC. `origin` is a server on this computer that is asked in place of the
    distributor: for tests.
    """
    own_host = urlsplit(origin).netloc if origin else None
    gap_s = DISTRIBUTORS[question.at].quota.gap_s
    api = Api(WebLimits(gap_s=gap_s, own_host=own_host), go_on)
    return look_up(question, keys, api, day=today, origin=origin)


def credits_of(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that distributors ask for beside prices from these addresses, each once."""
    hosts = {_host(each) for each in sources}
    return tuple(
        at.terms.credit
        for at in DISTRIBUTORS.values()
        if at.terms.credit and at.terms.site in hosts
    )


def _host(source: str) -> str:
    try:
        return urlsplit(source).hostname or ""
    except ValueError:
        return ""
