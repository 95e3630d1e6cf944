"""Times raw routing beside OSRM and Valhalla, in one run: the lengths between 30 junctions of Heidelberg.

Neither of the two can lay out a course of a given length: they are the yardstick for the searches between
places that ours is built on. Their programs come from wheels, `osrm-bindings` and `pyvalhalla-weekly`, which
you download into a folder (`--wheels`, `out/wheels` if not given); nothing is fetched here.
*Prepared*: from the extract to the first question. *Table*: the median of several. *Apart*: how much longer
their lengths are than ours in the median; they walk stairs and paths that we do not run. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.bench_scenery import DATA
from courseplanner.layout.search.graph.search_graph import build_search_graph
from courseplanner.layout.search.graph.task import lengths_between
from courseplanner.model.brief.brief import Brief
from courseplanner.sources.region import read_region
from laying import resolved_in

WHEELS = Path(__file__).resolve().parents[2] / "out" / "wheels"
EXTRACT = DATA / "heidelberg.osm.pbf"
PLACES, REPEATS = 30, 7
PORT = 5_917
FARTHEST_MM = 1 << 40

Floats = NDArray[np.float64]
Table = Callable[[], Floats]
"""Gives the lengths between all places, metres; infinite where no way leads."""


@dataclass(frozen=True)
class Measured:
    """What an engine took, and its table."""

    name: str
    prepared_s: float
    table_s: float
    lengths_m: Floats


def _ours() -> tuple[Measured, Floats]:
    """Prepare the core of all roads, and choose the places on it: their positions, too."""
    begin = time.perf_counter()
    region = read_region([EXTRACT])
    resolved = resolved_in(
        region, Brief.model_validate({"schema": 1, "event": {"distance": "10km"}, "region": {}})
    )
    prepared = build_search_graph(resolved)
    assert prepared is not None
    prepared_s = time.perf_counter() - begin
    graph = prepared.core.graph
    junctions = np.flatnonzero(np.diff(graph.row) >= 3)
    chosen = junctions[np.linspace(0, len(junctions) - 1, PLACES).astype(np.int64)]

    def table() -> Floats:
        lengths_mm = lengths_between(graph, chosen, FARTHEST_MM)
        return np.where(lengths_mm > FARTHEST_MM, np.inf, lengths_mm / 1000.0)

    lon, lat = resolved.plane.lonlat(graph.x[chosen], graph.y[chosen])
    return _timed("courseplanner", prepared_s, table), np.column_stack((lon, lat))


def _timed(name: str, prepared_s: float, table: Table) -> Measured:
    lengths_m = table()
    seconds = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        lengths_m = table()
        seconds.append(time.perf_counter() - begin)
    return Measured(name, prepared_s, statistics.median(seconds), lengths_m)


def _unpacked(wheel: Path, folder: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    for program in folder.glob("*/bin/*"):
        program.chmod(0o755)
    return folder


@contextmanager
def _osrm(wheel: Path, folder: Path, places: Floats) -> Iterator[tuple[float, Table]]:
    home = _unpacked(wheel, folder) / "osrm"
    begin = time.perf_counter()
    (folder / EXTRACT.name).symlink_to(EXTRACT)
    base = folder / "heidelberg.osrm"
    for words in (
        ("osrm-extract", "-p", str(home / "share" / "profiles" / "foot.lua"), str(folder / EXTRACT.name)),
        ("osrm-contract", str(base)),
    ):
        subprocess.run([home / "bin" / words[0], *words[1:]], check=True, capture_output=True, cwd=folder)
    server = subprocess.Popen(
        [home / "bin" / "osrm-routed", "-i", "127.0.0.1", "-p", str(PORT), "--algorithm", "ch", base],
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )
    where = ";".join(f"{lon:.7f},{lat:.7f}" for lon, lat in places)
    address = f"http://127.0.0.1:{PORT}/table/v1/foot/{where}?annotations=distance"

    def table() -> Floats:
        with urllib.request.urlopen(address) as answer:
            rows = json.load(answer)["distances"]
        return np.array([[np.inf if one is None else one for one in row] for row in rows])

    try:
        _wait_for(table)
        yield time.perf_counter() - begin, table
    finally:
        server.terminate()
        server.wait()


def _wait_for(table: Table) -> None:
    for _ in range(200):
        try:
            table()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("OSRM does not answer")


@contextmanager
def _valhalla(wheel: Path, folder: Path, places: Floats) -> Iterator[tuple[float, Table]]:
    sys.path.insert(0, str(_unpacked(wheel, folder)))
    import valhalla  # type: ignore[import-not-found]

    begin = time.perf_counter()
    (folder / "tiles").mkdir()
    (folder / "tiles.tar").touch()  # it must be there to be configured
    config: dict[str, Any] = valhalla.get_config(
        tile_extract=str(folder / "tiles.tar"), tile_dir=str(folder / "tiles")
    )
    config["mjolnir"]["tile_extract"] = ""
    config["service_limits"]["pedestrian"]["max_matrix_location_pairs"] = PLACES * PLACES
    config["service_limits"]["pedestrian"]["max_matrix_distance"] = 1_000_000.0
    (folder / "valhalla.json").write_text(json.dumps(config), encoding="utf-8")
    program = folder / "valhalla" / "bin" / "valhalla_build_tiles"
    subprocess.run(
        [program, "-c", str(folder / "valhalla.json"), str(EXTRACT)],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    actor = valhalla.Actor(str(folder / "valhalla.json"))
    where = [{"lon": lon, "lat": lat} for lon, lat in places.tolist()]
    asked = json.dumps(
        {"sources": where, "targets": where, "costing": "pedestrian", "shape_format": "no_shape"}
    )

    def table() -> Floats:
        rows = json.loads(actor.matrix(asked))["sources_to_targets"]
        pairs = [[one["distance"] for one in row] for row in rows]
        return np.array([[np.inf if one is None else 1000.0 * one for one in row] for row in pairs])

    table()
    yield time.perf_counter() - begin, table


PEERS = {"OSRM": ("osrm_bindings", _osrm), "Valhalla": ("pyvalhalla_weekly", _valhalla)}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--wheels", type=Path, default=WHEELS)
    wheels = parser.parse_args().wheels
    if not EXTRACT.is_file():
        print("skipped: the data is not here")
        return 0
    ours, places = _ours()
    rows = [ours]
    for name, (start, engine) in PEERS.items():
        wheel = next(iter(sorted(wheels.glob(f"{start}-*.whl"))), None)
        if wheel is None:
            print(f"{name}: skipped, no wheel {start}-*.whl in {wheels.name}/")
            continue
        with (
            tempfile.TemporaryDirectory() as folder,
            engine(wheel, Path(folder), places) as (prepared_s, table),
        ):
            rows.append(_timed(name, prepared_s, table))
    print(f"{'engine':14} {'prepared s':>11} {'table ms':>9} {'of ours':>8} {'apart %':>8}")
    for row in rows:
        both = np.isfinite(row.lengths_m) & np.isfinite(ours.lengths_m) & (ours.lengths_m > 0.0)
        apart = 100.0 * float(np.median(row.lengths_m[both] / ours.lengths_m[both] - 1.0))
        times = row.table_s / ours.table_s
        print(f"{row.name:14} {row.prepared_s:11.1f} {1000 * row.table_s:9.1f} {times:7.1f}× {apart:+8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
