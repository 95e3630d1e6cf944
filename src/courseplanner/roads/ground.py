"""The ground of a race: a region, and what the user states of its roads, joined once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace

import numpy as np

from courseplanner.model.brief.brief import Brief
from courseplanner.model.network.plazas import Plazas
from courseplanner.model.network.roads import RoadNetwork
from courseplanner.model.network.usable_width import OpenRoads
from courseplanner.model.places.places import Place
from courseplanner.model.places.terrain import HeightGrid
from courseplanner.model.region import Region
from courseplanner.roads.stated_roads import with_statements

__all__ = ["Ground", "ground_of", "ground_with"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ground(Region):
    """A region whose roads are as the user states them: what everybody holds who draws, judges or measures.

    Parameters
    ----------
    key : str
        Hash of its roads with what is stated of them, its places and its heights, in hex: what rests on these
        alone can be kept by it.
    """

    key: str


_last: list[tuple[Region, str, dict[str, Ground]]] = []
"""The last region, its hash, and its grounds by what is stated."""
_MOST_GROUNDS = 3


def ground_of(region: Region, brief: Brief) -> Ground:
    """Join a region and what a brief states of its roads.

    Parameters
    ----------
    region : Region
        As it was read.
    brief : Brief

    Raises
    ------
    BriefError
        If the brief states something of roads that the region does not have.
    """
    if not _last or _last[0][0] is not region:
        _last[:] = [(region, _region_key(region), {})]
    _, region_key, grounds = _last[0]
    stated = brief.roads.model_dump_json() if brief.roads else ""
    if stated not in grounds:
        joined = with_statements(brief, region)
        known = {field.name: getattr(joined, field.name) for field in fields(Region)}
        while len(grounds) >= _MOST_GROUNDS:
            del grounds[next(iter(grounds))]
        grounds[stated] = Ground(**known, key=_hex([region_key.encode(), stated.encode()]))
    return grounds[stated]


def ground_with(ground: Ground, roads: RoadNetwork, said: str) -> Ground:
    """Give a ground with other roads.

    Parameters
    ----------
    ground : Ground
    roads : RoadNetwork
    said : str
        What is different: with the key of `ground`, it makes the new key.
    """
    return replace(ground, roads=roads, key=_hex([ground.key.encode(), said.encode()]))


def _hex(parts: Iterable[bytes]) -> str:
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.hexdigest()


def _region_key(region: Region) -> str:
    """Hash the roads, the places and the heights of a region; numbers as the smallest computers have them."""
    grids = () if region.terrain is None else region.terrain.grids
    tables: tuple[RoadNetwork | Plazas | OpenRoads | HeightGrid, ...]
    tables = (region.roads, region.roads.plazas, region.roads.openings, *grids)
    said = [_value(getattr(table, field.name)) for table in tables for field in fields(table)]
    return _hex([*said, *(part for place in region.places for part in _place(place))])


def _value(value: object) -> bytes:
    if isinstance(value, np.ndarray):
        kept = np.ascontiguousarray(value).astype(value.dtype.newbyteorder("<"), copy=False)
        return f"{value.dtype.name} {value.shape} ".encode() + kept.tobytes()
    # Tables within tables are hashed by themselves.
    return b"" if is_dataclass(value) else repr(value).encode()


def _place(place: Place) -> Iterable[bytes]:
    yield repr((place.kind, place.names, place.rating, place.lon, place.lat, place.source)).encode()
    for ring in place.rings:
        yield _value(ring)
