"""Serve the app as it is on one day: `python -m scripts.app_of_a_day run app.py` and options.

The pictures of the documentation are taken from it. On another day a price would be older, and the
same page say something else.
"""

import sys
from datetime import date

from streamlit.web.cli import main

from planner.ui.visit import in_view

# That of the commands in the documents: the day of the last rates that come with the planner.
DAY = date(2026, 10, 30)

if __name__ == "__main__":
    in_view.today = in_view.today_in_utc = lambda: DAY
    sys.argv[0] = "streamlit"
    sys.exit(main())
