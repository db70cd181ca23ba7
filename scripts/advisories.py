"""Compare what the planner needs with the advisories that OSV knows, where it can be reached.

`python -m scripts.advisories` asks; names and versions of packages are all that is sent. The exit
code is 1 if there is an advisory, and 3 if nothing could be asked.
"""

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from scripts.release import software_bill

SOURCE = "https://api.osv.dev/v1/querybatch"
_WAIT_S = 20.0


class NotReachedError(Exception):
    """Why nothing is known of advisories."""


def advisories(source: str = SOURCE) -> dict[str, list[str]]:
    """Return the advisories about what is needed, by package and version; none if there are none.

    Raises NotReachedError if the source cannot be asked, or answers otherwise than it says it does.
    """
    purls = [each["purl"] for each in json.loads(software_bill())["components"]]
    question = json.dumps({"queries": [{"package": {"purl": each}} for each in purls]})
    request = urllib.request.Request(  # noqa: S310 - the address is ours
        source, question.encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_WAIT_S) as answer:  # noqa: S310
            results: list[Mapping[str, Any]] = json.load(answer)["results"]
        if len(results) != len(purls):
            raise NotReachedError(f"{len(purls)} packages were asked for, {len(results)} answered")
        found = {
            purl.removeprefix("pkg:pypi/"): [str(each["id"]) for each in result.get("vulns", [])]
            for purl, result in zip(purls, results, strict=True)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotReachedError(str(error)) from error
    return {name: sorted(known) for name, known in found.items() if known}


def main() -> int:
    """Tell of every advisory; return 0 if there is none."""
    try:
        found = advisories()
    except NotReachedError as error:
        print(f"Not compared with advisories: {error}.", file=sys.stderr)
        return 3
    for name, known in found.items():
        print(f"{name}: {', '.join(known)}")
    print(f"{len(found)} of the packages that are needed have advisories.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
