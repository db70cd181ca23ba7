"""A question and one's own key go in, what a distributor answers comes out: proposals or look-ups.

Where its terms allow to keep an answer it comes as proposals, as a page's does. Elsewhere it comes
as a look-up, which is shown and never kept.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.io.distributors import digikey, element14, mouser, tme
from planner.io.distributors._desk import Desk, Distributor, Keys
from planner.io.distributors._quotas import OF_THIS_PROCESS as QUOTAS
from planner.io.distributors._quotas import Quotas
from planner.io.distributors._tokens import OF_THIS_PROCESS as TOKENS
from planner.io.distributors._tokens import Tokens
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.lookups import LookupAnswer, LookupQuestion
from planner.model.proposals import PageAnswer

if TYPE_CHECKING:
    from planner.io.web.api import Api

__all__ = ["DISTRIBUTORS", "Distributor", "Keys", "Quotas", "Tokens", "look_up"]

# A new distributor is one file and one line here.
DISTRIBUTORS: Mapping[str, Distributor] = MappingProxyType(
    {
        each.name: each
        for each in (
            tme.DISTRIBUTOR,
            mouser.DISTRIBUTOR,
            element14.DISTRIBUTOR,
            digikey.DISTRIBUTOR,
        )
    }
)


def look_up(
    question: LookupQuestion,
    keys: Keys,
    api: "Api",
    *,
    day: date,
    origin: str | None = None,
    quotas: Quotas = QUOTAS,
    tokens: Tokens = TOKENS,
) -> LookupAnswer | PageAnswer:
    """Return what a distributor answers to a question; it is asked now, with one's own key.

    `day` is today in UTC. `keys` are by the setting that holds them; a distributor of which one is
    not set is off. `origin` is asked in place of the distributor's own address: for tests. A
    PlannerError says why there is no answer; no key stands in it.
    """
    at = DISTRIBUTORS[question.at]
    if lacks := at.lacks(keys):
        raise PlannerError(_off(at, lacks))
    return at.look_up(Desk(at, keys, api, day, origin, quotas, tokens), question)


def _off(at: Distributor, lacks: tuple[str, ...]) -> Finding:
    return Finding(
        code="lookup-off",
        severity=Severity.ERROR,
        subject=at.title,
        message=f"{at.title} is not asked, because {' and '.join(lacks)} "
        f"{'is' if len(lacks) == 1 else 'are'} not set in the environment.",
        hint=f"Ask for a key of your own at {at.key_at}, read its terms, and set it.",
    )
