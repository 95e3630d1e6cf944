"""A region: the roads and places that courses are laid out in."""

from __future__ import annotations

from dataclasses import dataclass

from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.places.places import Place
from courseplanner.model.places.terrain import Terrain
from courseplanner.model.provenance import Provenance
from courseplanner.model.weather.weather import AirRecord, Weather

__all__ = ["Region"]


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """All that is known of a region. Large: shared, never copied.

    Parameters
    ----------
    roads : RoadNetwork
    places : tuple of Place
        The user's own lists first, then OSM in the order of the file.
    bbox : tuple of float
        West, south, east, north of the roads, WGS 84 degrees.
    provenance : tuple of Provenance
        One for each file.
    terrain : Terrain or None
        Heights, where elevation files are given.
    weather : Weather or None
        Where files of weather are given.
    air : AirRecord or None
        Where a file of the air is given.
    """

    roads: RoadNetwork
    places: tuple[Place, ...]
    bbox: tuple[float, float, float, float]
    provenance: tuple[Provenance, ...]
    terrain: Terrain | None = None
    weather: Weather | None = None
    air: AirRecord | None = None
