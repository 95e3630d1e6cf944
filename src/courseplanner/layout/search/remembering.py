"""What is reckoned once for the roads of a region, and serves one plan after the other.

Designers plan again and again in one region: with other wishes, another length, another stop. The windows of
routes, and the core of the roads where the same roads and places are meant, need not be reckoned anew. Only
the last region is kept. Results are the same with and without.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from courseplanner.layout.ask.setting import Setting
from courseplanner.layout.line.routes import Router
from courseplanner.layout.search.graph.prepared import Prepared, prepare
from courseplanner.model.region import Region

__all__ = ["forget", "prepared_for", "router_for"]

_MOST_PREPARED = 3
_MOST_WINDOWS = 20_000


class _Remembered:
    """What is kept for one region."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.router: Router | None = None
        self.prepared: OrderedDict[bytes, Prepared | None] = OrderedDict()


_last: list[_Remembered] = []


def _of(region: Region) -> _Remembered:
    if not _last or not _is_same(_last[0].region, region):
        _last[:] = [_Remembered(region)]
    return _last[0]


def _is_same(one: Region, other: Region) -> bool:
    return one.roads is other.roads and one.places is other.places and one.terrain is other.terrain


def forget() -> None:
    """Begin anew, as in another process."""
    _last.clear()


def router_for(setting: Setting) -> Router:
    """Give the router of a region, with the windows that it solved before."""
    kept = _of(setting.region)
    if kept.router is None or kept.router.windows > _MOST_WINDOWS:
        kept.router = Router(setting.region.roads, setting.plane)
    return kept.router


def prepared_for(setting: Setting, make: Callable[[Setting], Prepared | None] = prepare) -> Prepared | None:
    """Give the core of the roads that a brief allows, made before where all that it rests on is the same.

    Raises
    ------
    PlaceNameError
        If a stop lies on no road that can be used.
    """
    kept, key = _of(setting.region), _key(setting)
    if key not in kept.prepared:
        kept.prepared[key] = make(setting)
        while len(kept.prepared) > _MOST_PREPARED:
            kept.prepared.popitem(last=False)
    kept.prepared.move_to_end(key)
    return kept.prepared[key]


def _key(setting: Setting) -> bytes:
    """Tell apart what the core rests on: roads that may be used, places, and what is kept."""
    targets = [
        (one.place.lon, one.place.lat, one.place.source, len(one.place.rings), one.group, one.within_m)
        for one in setting.targets.targets
    ]
    groups = [int(group.role) for group in setting.targets.groups]
    kept = [part.edges.tolist() for part in setting.kept]
    shape = setting.brief.course.shape
    words = repr((shape not in ("loop", "laps"), shape == "loop", targets, groups, kept))
    return hashlib.blake2b(setting.allowed.tobytes() + words.encode()).digest()
