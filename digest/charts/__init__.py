"""Pictures of releases, drawn when pages are made: plain values to SVG and a table."""

from __future__ import annotations

__all__ = [
    "MONTHS",
    "ROWS",
    "Chart",
    "Interval",
    "Mark",
    "Row",
    "draw_cadence",
    "draw_month",
    "draw_months",
    "draw_year",
]

from digest.charts.cadence import ROWS, Interval, draw_cadence
from digest.charts.chart import Chart, Mark
from digest.charts.heat import Row, draw_year
from digest.charts.timeline import MONTHS, draw_month, draw_months
