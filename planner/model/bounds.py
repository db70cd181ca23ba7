"""The most that can be asked of a purchase: it says no more than every larger number would."""

MOST_PERCENT = 1000  # that the fastest basket may cost more than the cheapest
MOST_VENDORS = 1000
MOST_BUILDS = 100  # in one order
MOST_COPY_POINTS = 200  # numbers of copies that are bought one after the other
