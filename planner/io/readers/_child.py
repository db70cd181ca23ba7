"""A process of its own, with limits of time and memory, that does one piece of work and ends.

What is in a file is another's program for whoever reads it, and nothing in this process can end a
library that is kept busy. So a child does it; one that takes too long is ended, and the app stays
alive.
"""

import os
import signal
import sys
from contextlib import suppress

# Of one processor: how busy the computer is with other things does not count.
MOST_CPU_S = 1.7
# Of the clock: for a child that waits without working.
MOST_WAIT_S = 20.0


def answer_of(module: str, question: bytes, *, options: tuple[str, ...] = ()) -> bytes | None:
    """Return what a module writes when it is run with this on its input; None if it was ended."""
    # Here and not above: the child needs neither, and it shall start quickly.
    import subprocess
    from pathlib import Path

    # The child finds this very package, from wherever the app was started.
    paths = [str(Path(__file__).resolve().parents[3]), os.environ.get("PYTHONPATH", "")]
    settings = {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, without a shell
            # -P: what lies in the folder that somebody works in is no part of the program.
            [sys.executable, "-P", *options, "-m", module],
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
            timeout=MOST_WAIT_S,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return None if done.returncode else done.stdout


def keep_to_limits(most_memory_bytes: int) -> None:
    """Bind this process to its limits; the system ends it when it goes beyond them."""
    with suppress(ImportError):  # Windows has the clock alone
        import resource

        for which, most in (
            (resource.RLIMIT_DATA, most_memory_bytes),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(which, (most, most))
        signal.setitimer(signal.ITIMER_PROF, MOST_CPU_S)
