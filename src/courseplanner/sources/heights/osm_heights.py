"""Heights that an OSM file tells of itself: the tag `ele` of peaks, passes and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.osm import Node

from courseplanner.sources.osm.osm_file import format_of

__all__ = ["KnownHeights", "known_heights", "metres_of"]

_METRES = re.compile(r"\s*(-?\d{1,4}(?:[.,]\d+)?)\s*m?\s*")


@dataclass(frozen=True, slots=True, eq=False)
class KnownHeights:
    """Places whose height is known.

    Parameters
    ----------
    lon, lat, height_m : float64 (n,)
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    height_m: NDArray[np.float64]


def metres_of(tag: str) -> float | None:
    """Read a value of `ele`, which OSM has in metres; `None` where it is anything else."""
    found = _METRES.fullmatch(tag)
    return None if found is None else float(found[1].replace(",", "."))


def known_heights(osm: Sequence[Path]) -> KnownHeights:
    """Gather the nodes of OSM files that have a height.

    Parameters
    ----------
    osm : sequence of Path
        Files that were read before, so that they are known to be whole.
    """
    rows: list[tuple[float, float, float]] = []
    for path in osm:
        data = osmium.io.File(str(path.absolute()), format_of(path) or "")
        nodes = osmium.FileProcessor(data, osmium.osm.NODE).with_filter(osmium.filter.KeyFilter("ele"))
        for node in nodes:
            tagged_m = metres_of(node.tags["ele"])
            if isinstance(node, Node) and tagged_m is not None and node.location.valid():
                rows.append((node.location.lon, node.location.lat, tagged_m))
    lon, lat, height_m = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    return KnownHeights(lon, lat, height_m)
