"""The cases: distance, shape and stops, each with a walk that shows that it can be done."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .walks import Town, Walk

__all__ = ["DISTANCES_M", "SHAPES", "Case", "cases_of"]

DISTANCES_M = {"5km": 5_000.0, "10km": 10_000.0, "half-marathon": 21_097.5, "marathon": 42_195.0}
SHAPES = ("loop", "point-to-point", "out-and-back", "laps")
STOPS = 6
"""From none to five."""
_PREVENTION = 1.001
_LAPS = 2
_WITHIN_M = 150.0


@dataclass(frozen=True)
class Case:
    """One brief, without the region.

    Parameters
    ----------
    osm : Path
    distance, shape : str
    stops : int
    body : str
        The tables `[event]`, `[course]`, `[limits]` and `[search]`, as TOML.
    """

    osm: Path
    distance: str
    shape: str
    stops: int
    body: str

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return f"{self.osm.name.partition('.')[0]} {self.distance} {self.shape} {self.stops} stops"

    def write(self, folder: Path, name: str = "case.toml") -> Path:
        """Write the brief."""
        path = folder / name
        region = f'[region]\nosm = ["{self.osm.as_posix()}"]'
        path.write_text(f"schema = 1\n\n{region}\n\n{self.body}", encoding="utf-8")
        return path


def cases_of(osm: Path, distances: Sequence[str] = tuple(DISTANCES_M), of_each: int = 4) -> Iterator[Case]:
    """Make the cases of an extract; those without a walk are left out.

    Parameters
    ----------
    osm : Path
    distances : sequence of str
    of_each : int
        Of each distance and shape so many, with different numbers of stops.
    """
    town = Town(osm)
    for number, distance in enumerate(distances):
        for shape_number, shape in enumerate(SHAPES):
            for turn in range(of_each):
                stops = (number + shape_number + 2 * turn + turn // 3) % STOPS
                seed = zlib.crc32(f"{osm.name} {distance} {shape} {stops}".encode())
                times = {"laps": _LAPS, "out-and-back": 2}.get(shape, 1)
                random = np.random.default_rng(seed)
                walk = town.walk(random, shape, DISTANCES_M[distance] * _PREVENTION / times)
                if walk is not None:
                    yield Case(osm, distance, shape, stops, _body(town, walk, distance, shape, stops))


def _body(town: Town, walk: Walk, distance: str, shape: str, stops: int) -> str:
    def position(node: int) -> str:
        lon, lat = town.degrees[node]
        return f"[{lon:.7f}, {lat:.7f}]"

    # In the middle of equal parts: of a way out not at its end, which closing may cut.
    at = [int((i + 0.5) / max(stops, 1) * 0.92 * len(walk.nodes)) for i in range(stops)]
    lines = [
        f'[event]\ndistance = "{distance}"\n\n[course]\nshape = "{shape}"',
        f"start = {position(walk.nodes[0])}\nvisit_within_m = {_WITHIN_M:.0f}",
    ]
    if shape == "point-to-point":
        lines.append(f"finish = {position(walk.nodes[-1])}")
    if shape == "laps":
        lines.append(f"laps = {_LAPS}")
    if stops:
        lines.append(f"visit = [{', '.join(position(walk.nodes[i]) for i in at)}]")
    lines.append("\n[limits]\nmax_repeated = 0.10\n\n[search]\ncandidates = 3\ntime_s = 60\n")
    return "\n".join(lines)
