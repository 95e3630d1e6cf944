"""Where a course crosses itself: told by cutting small plots of ground in two along the earlier passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.ops import split

from .case import Case
from .line import Floats

__all__ = ["crossing_faults", "crossings_of"]

_GRID_M = 0.01
"""Points are one place on this grid."""
_PLOT_M = 0.3
"""As far as this around what is run twice, where the next points are not nearer."""


def crossing_faults(case: Case) -> Iterator[str]:
    """Judge the limit, and the count that is claimed."""
    xy = case.road.xy
    if case.wanted.shape == "out-and-back":
        xy = xy[case.road.chain_m <= case.road.length_m / 2.0]
    elif case.wanted.laps > 1:
        xy = xy[case.road.chain_m <= (case.lap_m or case.road.length_m / case.wanted.laps)]
    own = crossings_of(xy)
    most, claimed = case.wanted.max_self_crossings, case.entry.get("self_crossings")
    if most is not None and own > most:
        yield f"limits: crosses itself {own} times, {most} allowed"
    if claimed is not None and claimed != own:
        yield f"shape: self_crossings = {claimed}, found {own}"


def crossings_of(xy: Floats) -> int:
    """Count where a line crosses itself at points that it has in common with itself."""
    places = [(round(x / _GRID_M), round(y / _GRID_M)) for x, y in xy.tolist()]
    kept = [0, *(i for i in range(1, len(places)) if places[i] != places[i - 1])]
    places, xy = [places[i] for i in kept], xy[kept]
    at: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        at[place].append(i)
    stretches = set()
    for here in at.values():
        for earlier in here:
            for later in here:
                if earlier < later:
                    stretches.add(_longest(places, earlier, later))
    return sum(_crosses(xy, *stretch) for stretch in stretches)


def _longest(places: list[tuple[int, int]], i: int, j: int) -> tuple[int, int, int, int]:
    """Give the stretch that two passages have in common: the ends of the earlier, and those of the later."""
    found = []
    for way in (1, -1):
        back = ahead = 0
        while i - back > 0 and 0 <= j - way * (back + 1) < len(places):
            if places[i - back - 1] != places[j - way * (back + 1)]:
                break
            back += 1
        while i + ahead + 1 < len(places) and 0 <= j + way * (ahead + 1) < len(places):
            if places[i + ahead + 1] != places[j + way * (ahead + 1)]:
                break
            ahead += 1
        found.append((back + ahead, i - back, i + ahead, j - way * back, j + way * ahead))
    return max(found)[1:]


def _crosses(xy: Floats, first: int, last: int, other_first: int, other_last: int) -> bool:
    """Tell whether the later passage comes and goes on different sides of the earlier one."""
    low, high = sorted((other_first, other_last))
    if min(first, low) == 0 or max(last, high) == len(xy) - 1 or low <= last:
        return False
    if other_first <= other_last:
        off = (xy[low - 1], xy[low]), (xy[high + 1], xy[high])
    else:
        off = (xy[high + 1], xy[high]), (xy[low - 1], xy[low])
    ends = [(xy[first - 1], xy[first]), (xy[last + 1], xy[last]), *off]
    # Small beside the ways that lead off, so that one that leads off at a sharp angle cuts it, too.
    reach = min(_PLOT_M, *(0.05 * float(np.hypot(*(out - end))) for out, end in ends))

    def leading(out: Floats, end: Floats, far: float) -> Floats:
        return np.asarray(end + (out - end) * (far / np.hypot(*(out - end))))

    shared = xy[first : last + 1]
    plot = (shapely.LineString(shared) if len(shared) > 1 else shapely.Point(shared[0])).buffer(reach)
    cut = np.vstack((leading(*ends[0], 18.0 * reach), shared, leading(*ends[1], 18.0 * reach)))
    halves = split(plot, shapely.LineString(cut)).geoms
    sides = [
        int(np.argmin([half.distance(shapely.Point(leading(out, end, 0.9 * reach))) for half in halves]))
        for out, end in off
    ]
    return sides[0] != sides[1]
