"""The cores of a ground, kept from one plan to the next.

Designers plan again and again on one ground: with other wishes, another length, another stop. Where the same
roads and places are meant, the core of the roads need not be computed again. Results are the same with and
without.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from courseplanner.layout.ask.resolved_brief import ResolvedBrief
from courseplanner.layout.line.ground_cache import Kept
from courseplanner.layout.search.graph.search_graph import SearchGraph, build_search_graph

__all__ = ["search_graph_for"]

_kept: Kept[SearchGraph | None] = Kept(most=3)


def search_graph_for(
    resolved: ResolvedBrief, make: Callable[[ResolvedBrief], SearchGraph | None] = build_search_graph
) -> SearchGraph | None:
    """Give the core of the roads that a brief allows, made before where all that it rests on is the same.

    Raises
    ------
    PlaceNameError
        If a stop lies on no road that can be used.
    """
    return _kept.get(_key(resolved), lambda: make(resolved))


def _key(resolved: ResolvedBrief) -> str:
    """Tell apart what the core rests on: the ground, roads that may be used, places, and what is kept."""
    targets = [
        (one.place.lon, one.place.lat, one.place.source, len(one.place.rings), one.group, one.within_m)
        for one in resolved.targets.targets
    ]
    groups = [int(group.role) for group in resolved.targets.groups]
    kept = [part.edges.tolist() for part in resolved.kept]
    shape = resolved.brief.course.shape
    words = repr((resolved.ground.key, shape not in ("loop", "laps"), shape == "loop", targets, groups, kept))
    return hashlib.blake2b(resolved.allowed.tobytes() + words.encode()).hexdigest()
