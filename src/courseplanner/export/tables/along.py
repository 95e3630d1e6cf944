"""What runners meet along a course, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from courseplanner.base.i18n import text
from courseplanner.export.tables.table import Cell, Column, Table
from courseplanner.model.climate.words import clock_words
from courseplanner.model.weather.runner_conditions import RUNNER_NAMES, RunnerConditions

__all__ = ["along_table"]


def along_table(along: Sequence[RunnerConditions]) -> Table:
    """Give the conditions of each runner at each kilometre, in running order."""
    columns = (
        Column(text("runner")),
        Column(text("km"), 1),
        Column(text("clock")),
        Column(text("°C"), 0),
        Column(text("one day in ten below"), 0),
        Column(text("one day in ten above"), 0),
        Column(text("sun height °"), 0),
        Column(text("sun from °"), 0),
        Column(text("sun")),
        Column(text("wind m/s"), 1),
        Column(text("from ahead m/s"), 1),
        Column(text("from the side m/s"), 1),
    )
    return Table(text("Conditions"), columns, [row for met in along for row in _rows(met)])


def _rows(met: RunnerConditions) -> Iterator[list[Cell]]:
    for at in range(len(met.at_m)):
        yield [
            str(RUNNER_NAMES[met.runner]),
            float(met.at_m[at]) / 1000.0,
            clock_words(float(met.clock_h[at])),
            _known(met.temperature_c[at]),
            _known(met.coolest_c[at]),
            _known(met.warmest_c[at]),
            float(met.sun_elevation_deg[at]),
            float(met.sun_azimuth_deg[at]),
            _sun_words(float(met.sun_elevation_deg[at]), float(met.shade[at])),
            _known(met.wind_m_s[at]),
            _known(met.head_m_s[at]),
            _known(met.cross_m_s[at]),
        ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _sun_words(elevation_deg: float, shade: float) -> str | None:
    if elevation_deg < 0.0:
        return str(text("down"))
    if np.isnan(shade):
        return None
    return str(text("behind terrain") if shade else text("open"))
