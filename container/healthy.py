"""Tell whether the app answers, with exit code 0 if it does: `healthy.py [PATH]`.

PATH is the base path that the app was told, such as /planner/.
"""

import sys
import urllib.error
import urllib.request

path = sys.argv[1].strip("/") if len(sys.argv) > 1 else ""
url = "http://127.0.0.1:8501/" + (f"{path}/" if path else "") + "_stcore/health"
# Whatever the environment says of proxies: this computer is asked directly.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
try:
    with opener.open(url, timeout=4) as answer:
        sys.exit(0 if answer.status == 200 else 1)
except (urllib.error.URLError, OSError) as error:
    sys.exit(f"The app does not answer at {url}: {error}")
