"""The verbs: plan, cost, judge, upgrade, compare, report. Pure: no clock, network or file."""
