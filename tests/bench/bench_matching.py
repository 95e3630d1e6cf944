"""Matches random walks to real roads through the noise of a receiver, and times a marathon.

Walks of 6 km go from junction to junction at random; their tracks have a point every 5, 15 or 30 m.
"On the way" is the part of the length that was matched to the very way that was run, "beside" the part of
what was matched that lies within three standard deviations (at least 3 m) of the walk: a path drawn 2 m
beside a road can't be told apart. The marathon is matched, and surveyed up to its length. Run by `make
bench`.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import numpy as np

from courseplanner.sources.region import read_region

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from laying import ground_in
from layout.match.test_matching import Noise, World, matched_on, share_right

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "osm"
WALKS = 12
WALK_M, MARATHON_M = 6_000.0, 42_195.0
STEPS_M = (5.0, 15.0, 30.0)
NOISES = (Noise(0.0), Noise(3.0), Noise(3.0, 0.9), Noise(10.0), Noise(10.0, 0.9))


def main() -> None:
    """Print the table."""
    print(f"{'extract':14} {'noise m':>8} {'stays':>6} {'on the way %':>13} {'beside %':>9} {'gaps':>5}")
    for extract in ("liechtenstein", "heidelberg", "monaco"):
        path = DATA / f"{extract}.osm.pbf"
        if not path.exists():
            print(f"{extract:14} not here")
            continue
        ground = ground_in(read_region([path]))
        world = World(ground.roads)
        for noise in NOISES:
            draw = np.random.default_rng(1)
            right, beside, gaps = [], [], 0
            for number in range(WALKS):
                way = world.walk(WALK_M, draw)
                matched, along = matched_on(ground, *world.track(way, STEPS_M[number % 3], noise, draw))
                right.append(share_right(along, world.metres_by_way(way)))
                within_m = max(3.0 * noise.sigma_m, 3.0)
                beside.append(float(np.mean(world.away_m(along.line, way) <= within_m)))
                gaps += len(matched.gaps)
            print(
                f"{extract:14} {noise.sigma_m:8g} {noise.stays:6g} {100 * statistics.mean(right):13.1f} "
                f"{100 * statistics.mean(beside):9.1f} {gaps:5}"
            )
        draw = np.random.default_rng(2)
        # The first compiles; the roads of the second are new to it.
        first, track = (world.track(world.walk(MARATHON_M, draw), 10.0, Noise(3.0), draw) for _ in range(2))
        matched_on(ground, *first)
        began_s = time.perf_counter()
        matched_on(ground, *track)
        print(f"{extract:14} a marathon, a point every 10 m: {time.perf_counter() - began_s:.2f} s")


if __name__ == "__main__":
    main()
