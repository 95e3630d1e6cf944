"""Lays out loops beside a BRouter that runs somewhere: how far off their length is, and how long it takes.

BRouter's round trips (`engineMode=4`) lead through points on a circle; their length is a wish. From the same
starts it is asked for loops in eight directions; the one whose length is nearest counts, and the time of
all eight. Ours is the first candidate of a plan, with the time until all are there. Needs `--peer-url`, or
PEER_URL: `make bench PEER_URL=http://localhost:17777`, with the tiles of the extracts; nothing else is asked.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import os
import statistics
import sys
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.bench_scenery import DATA, starts_of
from courseplanner.model.brief.brief import Brief
from courseplanner.model.brief.distances import DISTANCES_M
from courseplanner.sources.region import read_region
from laying import propose

EXTRACTS = ("liechtenstein", "heidelberg", "monaco")
DISTANCES = ("5km", "10km", "half-marathon", "marathon")
STARTS, DIRECTIONS = 5, 8
PATIENCE_S = 60.0

Row = tuple[float, float]
"""How far off the length is, as a part of it, and the seconds that it took."""


def _of_peer(url: str, profile: str, start: tuple[float, float], target_m: float) -> Row | None:
    """Ask for loops in all directions; `None` where none came."""
    off, begin = [], time.perf_counter()
    for number in range(DIRECTIONS):
        asked = {
            "lonlats": f"{start[0]:.6f},{start[1]:.6f}",
            "profile": profile,
            "format": "geojson",
            "alternativeidx": 0,
            "engineMode": 4,
            "roundTripDistance": round(target_m / (2.0 * math.pi)),
            "direction": round(360.0 * number / DIRECTIONS),
        }
        server = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=PATIENCE_S)
        server.request("GET", f"/brouter?{urllib.parse.urlencode(asked)}")
        answer = server.getresponse().read()
        server.close()
        try:
            found = json.loads(answer)["features"][0]["properties"]["track-length"]
        except (ValueError, LookupError):
            continue  # it says in words why there is no such loop
        off.append(abs(float(found) / target_m - 1.0))
    return (min(off), time.perf_counter() - begin) if off else None


def _of_ours(region_of: Path, start: tuple[float, float], distance: str) -> Row | None:
    tables = {
        "event": {"distance": distance, "prevention_factor": 1.0},
        "region": {},
        "course": {"start": list(start)},
        "search": {"candidates": DIRECTIONS, "time_s": 60.0},
    }
    region, brief = read_region([region_of]), Brief.model_validate({"schema": 1, **tables})
    begin = time.perf_counter()
    found = propose(region, brief).candidates
    seconds = time.perf_counter() - begin
    return (abs(found[0].planned_m / brief.event.target_m - 1.0), seconds) if found else None


def _told(rows: list[Row | None]) -> str:
    found = [row for row in rows if row is not None]
    if not found:
        return f"{'none':>9} {'':>9} {'':>7} {0:>3}/{len(rows)}"
    off, seconds = zip(*found, strict=True)
    figures = f"{100 * statistics.median(off):9.5f} {100 * max(off):9.5f} {statistics.median(seconds):7.2f}"
    return f"{figures} {len(found):>3}/{len(rows)}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peer-url", default=os.environ.get("PEER_URL"))
    parser.add_argument("--profile", default="trekking")
    parser.add_argument("--starts", type=int, default=STARTS)
    asked = parser.parse_args()
    if not asked.peer_url:
        print("skipped: no --peer-url of a BRouter")
        return 0
    columns = f"{'off % med':>9} {'most':>9} {'s':>7} {'found':>5}"
    print(f"{'extract, distance':30} {'BRouter: ' + columns}   {'ours: ' + columns}")
    for name in EXTRACTS:
        path = DATA / f"{name}.osm.pbf"
        if not path.is_file():
            print(f"{name}: skipped, the data is not here")
            continue
        starts = starts_of(read_region([path]), asked.starts)
        _of_ours(path, starts[0], DISTANCES[0])  # kernels are loaded
        for distance in DISTANCES:
            try:
                theirs = [
                    _of_peer(asked.peer_url, asked.profile, one, DISTANCES_M[distance]) for one in starts
                ]
            except OSError as error:
                print(f"skipped: {asked.peer_url} does not answer: {error}")
                return 0
            ours = [_of_ours(path, one, distance) for one in starts]
            print(f"{name + ', ' + distance:30} {'':9}{_told(theirs)}   {'':6}{_told(ours)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
