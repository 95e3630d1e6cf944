"""What is computed once for the roads of a region, and serves one plan after the other.

Designers plan again and again in one region: with other wishes, another length, another stop. The windows of
routes, and the core of the roads where the same roads and places are meant, need not be computed again. Only
the last region is kept. Results are the same with and without.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.routes import Router
from courseplanner.layout.search.graph.search_graph import SearchGraph, build_search_graph
from courseplanner.model.region import Region

__all__ = ["forget", "router_for", "search_graph_for"]

_MOST_PREPARED = 3
_MOST_WINDOWS = 20_000


class _Remembered:
    """What is kept for one region."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.router: Router | None = None
        self.search_graph: OrderedDict[bytes, SearchGraph | None] = OrderedDict()


_last: list[_Remembered] = []


def _of(region: Region) -> _Remembered:
    if not _last or not _is_same(_last[0].region, region):
        _last[:] = [_Remembered(region)]
    return _last[0]


def _is_same(one: Region, other: Region) -> bool:
    return one.roads is other.roads and one.places is other.places and one.terrain is other.terrain


def forget() -> None:
    """Begin again, as in another process."""
    _last.clear()


def router_for(resolved: ResolvedBrief) -> Router:
    """Give the router of a region, with the windows that it solved before."""
    kept = _of(resolved.region)
    if kept.router is None or kept.router.windows > _MOST_WINDOWS:
        kept.router = Router(resolved.region.roads, resolved.plane)
    return kept.router


def search_graph_for(
    resolved: ResolvedBrief, make: Callable[[ResolvedBrief], SearchGraph | None] = build_search_graph
) -> SearchGraph | None:
    """Give the core of the roads that a brief allows, made before where all that it rests on is the same.

    Raises
    ------
    PlaceNameError
        If a stop lies on no road that can be used.
    """
    kept, key = _of(resolved.region), _key(resolved)
    if key not in kept.search_graph:
        kept.search_graph[key] = make(resolved)
        while len(kept.search_graph) > _MOST_PREPARED:
            kept.search_graph.popitem(last=False)
    kept.search_graph.move_to_end(key)
    return kept.search_graph[key]


def _key(resolved: ResolvedBrief) -> bytes:
    """Tell apart what the core rests on: roads that may be used, places, and what is kept."""
    targets = [
        (one.place.lon, one.place.lat, one.place.source, len(one.place.rings), one.group, one.within_m)
        for one in resolved.targets.targets
    ]
    groups = [int(group.role) for group in resolved.targets.groups]
    kept = [part.edges.tolist() for part in resolved.kept]
    shape = resolved.brief.course.shape
    words = repr((shape not in ("loop", "laps"), shape == "loop", targets, groups, kept))
    return hashlib.blake2b(resolved.allowed.tobytes() + words.encode()).digest()
