"""Reads an existing course from a GPX file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from courseplanner.base.errors import TrackError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.measure.geometry.geodesy import segment_lengths_m
from courseplanner.model.course.track import Track
from courseplanner.sources.tracks.gpx_events import GpxLine, read_gpx_lines

__all__ = ["LONGEST_GAP_M", "read_track"]

LONGEST_GAP_M = 5_000.0
"""Points of a course lie nearer to each other than this."""
_CLOCK_SET_S = 30.0
"""Receivers set their clock while they run, by 18 leap seconds at the most; more means another order."""
_LOWEST_M, _HIGHEST_M = -450.0, 9_000.0
_ONE_COURSE = text("give a file with the one course")


def read_track(path: Path, progress: Progress | None = None) -> Track:
    """Read the one course that a GPX file holds: its track, with all segments, or else its route.

    Parameters
    ----------
    path : Path
        GPX 1.0 or 1.1, of any size: it is streamed.
    progress : Progress, optional

    Raises
    ------
    TrackError
        If it can't be read or holds no course or several, or its points can't be those of one: with the
        line or the number of the point.
    CancelledError
        If the user stops the work.
    """
    lines = read_gpx_lines(path, progress or Progress())
    tracks = [line for line in lines if line.is_track and len(line.lon)]
    chosen = tracks or [line for line in lines if len(line.lon)]
    where = str(path)
    if not chosen:
        raise TrackError(where, text("there is no track and no route in it"), _ONE_COURSE)
    if len(chosen) > 1:
        named = ", ".join(line.name or str(text("without a name")) for line in chosen[:6])
        problem = text("holds {count} tracks: {names}", count=len(chosen), names=named)
        raise TrackError(where, problem, _ONE_COURSE)
    return _track(where, chosen[0])


def _track(where: str, line: GpxLine) -> Track:
    lon, lat, height_m = (
        np.array(values, dtype=np.float64) for values in (line.lon, line.lat, line.height_m)
    )
    back_s = _time_back_s(where, line)
    known = height_m[~np.isnan(height_m)]
    if len(known) and (known.min() < _LOWEST_M or known.max() > _HIGHEST_M):
        raise TrackError(
            where,
            text("its heights go from {low:.0f} to {high:.0f}", low=known.min(), high=known.max()),
            text("give heights in metres above the sea, or none"),
        )
    moves = np.concatenate(([True], (np.diff(lon) != 0.0) | (np.diff(lat) != 0.0)))
    if moves.sum() < 2:
        problem = text("has only one point") if len(lon) == 1 else text("all its points lie in one place")
        raise TrackError(where, problem, _ONE_COURSE)
    numbers = np.flatnonzero(moves)
    lon, lat = lon[moves], lat[moves]
    gaps_m = segment_lengths_m(lon, lat)
    widest = int(np.argmax(gaps_m))
    if gaps_m[widest] > LONGEST_GAP_M:
        raise TrackError(
            f"{where}, points {numbers[widest] + 1} and {numbers[widest + 1] + 1}",
            text("lie {km:.1f} km apart", km=gaps_m[widest] / 1000.0),
            text("take out the stray points, or draw the course between them"),
        )
    return Track(line.name, lon, lat, height_m[moves], int((~moves).sum()), line.is_ours, back_s)


def _time_back_s(where: str, line: GpxLine) -> float:
    """Give by how much times run back, where a clock was set; refuse points that are out of order.

    A clock is set once or twice: what counts is all that the times run back, so that a track written
    backwards is refused, however short its steps are.
    """
    times = np.array(line.time_s, dtype=np.float64)
    timed = np.flatnonzero(~np.isnan(times))
    steps_s = np.diff(times[timed])
    back_s = np.minimum(steps_s, 0.0)
    if back_s.sum() < -_CLOCK_SET_S:
        first = int(timed[np.argmin(back_s) + 1]) + 1
        raise TrackError(
            f"{where}, point {first}",
            text("is earlier than the point before it"),
            text("put the points into the order in which they were run, or leave the times out"),
        )
    return float(-back_s.min()) if len(steps_s) else 0.0
