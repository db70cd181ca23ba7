"""What can go wrong on the way to a page: where, what, and what to do about it."""

from planner.io.text.visible import visible_line
from planner.model.findings import Finding, PlannerError, Severity

SAVE_IT = "Open the page in a browser, save it, and read the price from the saved page."
TRY_LATER = f"Try again later. Or: {SAVE_IT[0].lower()}{SAVE_IT[1:]}"
CHECK_ADDRESS = "Check the address: open it in a browser and copy it from there."
MOST_SHOWN = 300


class WebError(PlannerError):
    """A page could not be had; `what` says why, and `stops` whether its host wants no more."""

    def __init__(self, finding: Finding, what: str) -> None:
        super().__init__(finding)
        self.what = what

    @property
    def stops(self) -> bool:
        """Tell whether nothing else may be asked of the host in this visit."""
        return self.what in _STOPPING

    @property
    def is_about_one_page(self) -> bool:
        """Tell whether another page of the host may well be had."""
        return self.what in _ABOUT_ONE_PAGE


_STOPPING = frozenset({"refused", "robots-unread", "overloaded", "cancelled"})
_ABOUT_ONE_PAGE = frozenset(
    "gone robots status redirects redirect-circle redirect-unsafe too-big packed".split()
)


def cancelled(address: str) -> WebError:
    """Return that nothing was asked, because whoever asked gave it up."""
    message = "it was not asked, because the work was cancelled."
    return failure("cancelled", address, message, "Ask again.")


def failure(what: str, address: str, message: str, hint: str) -> WebError:
    """Return the error that ends a question; its finding's code is `web-` and `what`."""
    place = visible_line(address)
    place = place if len(place) <= MOST_SHOWN else f"{place[: MOST_SHOWN - 1]}…"
    return WebError(
        Finding(
            code=f"web-{what}",
            severity=Severity.ERROR,
            subject=place,
            message=f"{place}: {message}",
            hint=hint,
        ),
        what,
    )
