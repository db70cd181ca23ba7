"""How much is asked of the web at most, and how long it may take."""

from dataclasses import dataclass

from planner.io.web._addresses import Resolve, WebAddress, system_resolve


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How much is asked at most. Times are in seconds; bytes are counted unpacked.

    `seconds` is for one page with its redirects; waiting for a turn does not count. `own_host` is
    one host with its port, such as `127.0.0.1:8080`, that may stand in this computer's own network
    and is asked without pauses: for tests.
    """

    seconds: float = 15.0
    max_bytes: int = 2_000_000
    redirects: int = 5
    gap_s: float = 2.5
    own_host: str | None = None
    own_gap_s: float = 0.0
    resolve: Resolve = system_resolve

    def gap_at(self, address: WebAddress) -> float:
        """Return how long to pause between two requests to a host."""
        return self.own_gap_s if self.own_host == address.door else self.gap_s


USUAL = WebLimits()
