"""What rests on a ground alone, computed once and kept by its hash: plane, nodes of ways, router.

The last few are kept. Results are the same with and without.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from courseplanner.layout.line.routes import Router
from courseplanner.layout.line.spans.way_nodes import WayNodes
from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.roads.ground import Ground

__all__ = ["Kept", "forget_grounds", "plane_of", "router_for", "way_nodes_for"]

_MOST_GROUNDS = 2
_MOST_WINDOWS = 20_000

_Value = TypeVar("_Value")
_all: list[Kept[Any]] = []


class Kept(Generic[_Value]):
    """The last few values of their kind, by a key.

    Parameters
    ----------
    most : int
    """

    def __init__(self, most: int = _MOST_GROUNDS) -> None:
        self._most = most
        self._values: OrderedDict[str, _Value] = OrderedDict()
        self._lock = Lock()
        _all.append(self)

    def get(self, key: str, make: Callable[[], _Value]) -> _Value:
        """Give the value of a key, made where it is not kept."""
        with self._lock:
            if key not in self._values:
                self._values[key] = make()
                while len(self._values) > self._most:
                    self._values.popitem(last=False)
            self._values.move_to_end(key)
            return self._values[key]

    def forget(self, key: str | None = None) -> None:
        """Let one value go, or all."""
        with self._lock:
            if key is None:
                self._values.clear()
            else:
                self._values.pop(key, None)


_routers: Kept[Router] = Kept()
_way_nodes: Kept[WayNodes] = Kept()


def forget_grounds() -> None:
    """Begin again, as in another process: let all go that is kept of grounds."""
    for kept in _all:
        kept.forget()


def plane_of(ground: Ground) -> Plane:
    """Give the plane of a ground, around the middle of its box."""
    west, south, east, north = ground.bbox
    return Plane((west + east) / 2, (south + north) / 2)


def router_for(ground: Ground) -> Router:
    """Give the router of a ground, with the windows that it solved before."""
    router = _routers.get(ground.key, lambda: Router(ground.roads, plane_of(ground)))
    if router.windows > _MOST_WINDOWS:
        _routers.forget(ground.key)
        return router_for(ground)
    return router


def way_nodes_for(ground: Ground) -> WayNodes:
    """Give the nodes of the ways of a ground."""
    return _way_nodes.get(ground.key, lambda: WayNodes(ground.roads))
