"""Gives a line along roads its heights."""

from __future__ import annotations

from dataclasses import replace

from courseplanner.layout.line.legs import legs_of
from courseplanner.layout.line.line import Line
from courseplanner.measure.ground.relief import relief_of, spans_of
from courseplanner.roads.ground import Ground

__all__ = ["with_relief"]


def with_relief(ground: Ground, line: Line, *, closed: bool) -> Line:
    """Give a line its heights, where the ground has them all along.

    Parameters
    ----------
    ground : Ground
    line : Line
    closed : bool
        Whether it ends where it starts.
    """
    if ground.terrain is None:
        return line
    spans = spans_of(legs_of(ground.roads, line))
    relief = relief_of(ground.terrain, line.lon, line.lat, line.chainage_m, spans, closed=closed)
    return replace(line, relief=relief)
