"""The most that can be asked of a purchase: it says no more than every larger number would."""

MOST_PERCENT = 1000  # that the fastest basket may cost more than the cheapest
MOST_VENDORS = 1000
