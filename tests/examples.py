"""How many random examples a test tries: as many as it names, or that times `TIMES`.

`make explore TIMES=20` hunts for longer, and with other examples each time.
"""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("TIMES", "1"))


def examples(usual: int) -> settings:
    """Return settings for so many examples, or for more of other ones when exploring."""
    return settings(
        max_examples=usual * TIMES,
        deadline=None,
        derandomize=TIMES == 1,
        # A busy machine is slow, which is no fault of what is tested.
        suppress_health_check=[HealthCheck.too_slow],
    )
