"""Random routes: stored, read in another process, and surveyed there to the same course.

Run by itself with `python -m campaign.routes`, from the folder `tests`.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from courseplanner.layout.line.ground_cache import forget_grounds, router_for, way_nodes_for
from courseplanner.layout.line.line import EdgeStretch, Line
from courseplanner.layout.line.rounds import Rounds, brought_to, closed_as_stored, measured
from courseplanner.layout.line.spans.node_spans import walked_on_spans, with_shapes
from courseplanner.layout.line.walked import Walked
from courseplanner.layout.survey.survey import survey
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.survey import Stage
from courseplanner.model.race import Race
from courseplanner.model.route.entry import route_entry, route_of_entry
from courseplanner.model.route.route import Position, Route, RouteClosing
from courseplanner.model.rulebook.rulebook import RuleSet
from courseplanner.roads.ground import Ground, ground_of
from courseplanner.sources.region import read_region

__all__ = ["Kept", "courses_of", "differing", "kept_routes"]

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "osm"
EXTRACTS = ("heidelberg.osm.pbf", "liechtenstein.osm.pbf", "andorra.osm.pbf", "monaco.osm.pbf", "guixi.osm")
SHAPES = ("loop", "laps", "out-and-back", "point-to-point")
_FACTS_OF_EACH = 10
"""Of one route in so many the facts are compared, too."""


@dataclass(frozen=True)
class Kept:
    """A route as it is stored, and the digest of its course as it was laid.

    Parameters
    ----------
    entry : str
        JSON.
    digest : str
    """

    entry: str
    digest: str


def race_of_shape(shape: str) -> Race:
    """Give a race that asks nothing but a shape."""
    course = {"shape": shape, "laps": 2 if shape == "laps" else 1}
    tables = {"event": {"distance": 5_000.0}, "region": {}, "course": course}
    return Race(Brief.model_validate({"schema": 1, **tables}), RuleSet("", "", "", ()))


def ground_from(osm: Path) -> Ground:
    """Read an extract without any statement."""
    return ground_of(read_region([osm]), race_of_shape("loop").brief)


class _Walker:
    """Walks at random on the edges of a ground."""

    def __init__(self, ground: Ground, random: np.random.Generator) -> None:
        self._roads, self._random = ground.roads, random
        self._leads: list[list[tuple[int, int, EdgeStretch]]] = [[] for _ in range(self._roads.node_count)]
        for edge in range(self._roads.edge_count):
            a, b = int(self._roads.edge_from[edge]), int(self._roads.edge_to[edge])
            self._leads[a].append((b, edge, EdgeStretch(edge, 0.0, 1.0)))
            self._leads[b].append((a, edge, EdgeStretch(edge, 1.0, 0.0)))

    def out(self, length_m: float) -> tuple[list[EdgeStretch], int, int]:
        """Walk so far from somewhere, and seldom back: the stretches, the first node and the last."""
        first = node = int(self._random.integers(self._roads.node_count))
        walk: list[EdgeStretch] = []
        done_m, before = 0.0, -1
        while done_m < length_m:
            ways = self._leads[node]
            onward = [way for way in ways if way[1] != before] or ways
            chosen = ways if self._random.random() < 0.02 else onward
            node, before, stretch = chosen[int(self._random.integers(len(chosen)))]
            walk.append(stretch)
            done_m += float(self._roads.edge_length_mm[before]) / 1000.0
        return walk, first, node

    def home(self, last: int, first: int) -> list[EdgeStretch] | None:
        """Give the shortest way between two nodes; `None` where there is none."""
        roads, count = self._roads, self._roads.node_count
        a, b = roads.edge_from, roads.edge_to
        ends = np.concatenate((a, b)), np.concatenate((b, a))
        lengths = np.tile(roads.edge_length_mm.astype(float), 2)
        graph = csr_array((lengths, ends), shape=(count, count))
        before = dijkstra(graph, indices=[last], return_predecessors=True)[1][0]
        nodes = [first]
        while nodes[-1] != last:
            if before[nodes[-1]] < 0:
                return None
            nodes.append(int(before[nodes[-1]]))
        steps = itertools.pairwise(nodes[::-1])
        return [next(way[2] for way in self._leads[a] if way[0] == b) for a, b in steps]

    def walk(self, shape: str) -> list[EdgeStretch] | None:
        """Walk as a shape asks; its ends lie anywhere on their edges where it does not come back."""
        out, first, last = self.out(float(self._random.uniform(1_000.0, 9_000.0)))
        if shape in ("loop", "laps"):
            home = self.home(last, first)
            return None if home is None else [*out, *home]
        begin, end = out[0], out[-1]
        if len(out) > 1:
            out[0] = EdgeStretch(begin.edge, abs(begin.a - self._random.random() * 0.9), begin.b)
            out[-1] = EdgeStretch(end.edge, end.a, abs(end.b - self._random.random() * 0.9))
        return out


def kept_routes(ground: Ground, seed: int, count: int) -> Iterator[Kept]:
    """Walk at random, close each walk somewhere, and store its route.

    The digest is that of the course as it was laid: the stored route is not read for it.
    """
    random = np.random.default_rng(seed)
    walker, ways, router = _Walker(ground, random), way_nodes_for(ground), router_for(ground)
    done = 0
    while done < count:
        shape = SHAPES[done % len(SHAPES)]
        stretches = walker.walk(shape)
        if stretches is None:
            continue
        spans, walked = walked_on_spans(ways, stretches)
        laps = 2 if shape == "laps" else 1
        rounds = Rounds.of(walked, shape, laps)
        ends = _ends(rounds, random)
        if ends is None:
            continue
        routed = router.route(*rounds.between(*ends))
        length_m = measured(routed.line) - float(random.uniform(0.0, 0.4))
        exact = brought_to(routed, length_m)
        if exact is None:
            continue
        closing = RouteClosing("start-slide", *ends, length_m)
        route = Route(shape, with_shapes(spans, walked), laps, closing=closing, made_on=ground.key)
        facts = digest_of_facts(ground, route, walked) if done % _FACTS_OF_EACH == 0 else ""
        yield Kept(json.dumps(route_entry(route)), digest_of(exact.line) + facts)
        done += 1


def _ends(rounds: Rounds, random: np.random.Generator) -> tuple[Position, Position] | None:
    """Draw where a course starts and finishes; `None` where its walk is too short."""
    whole_m = rounds.walked.line.length_m
    if whole_m < 500.0:
        return None
    if rounds.is_ring:
        start_m = float(random.uniform(0.0, whole_m))
        finish_m = start_m + rounds.round_m + float(random.uniform(-100.0, 100.0))
        return rounds.position_at(start_m), rounds.position_at(finish_m)
    start_m = 0.0 if rounds.shape == "out-and-back" else float(random.uniform(0.0, 100.0))
    return rounds.position_at(start_m), rounds.position_at(whole_m - float(random.uniform(0.0, 100.0)))


def digest_of(line: Line) -> str:
    """Hash a course: its points, its chainages, and the edges under it."""
    parts = (line.lon, line.lat, line.chainage_m, line.edge)
    return hashlib.blake2b(b"".join(part.tobytes() for part in parts), digest_size=16).hexdigest()


def digest_of_facts(ground: Ground, route: Route, walked: Walked | None = None) -> str:
    """Hash what is found along a route; where its walk is given, along that, without reading its spans."""
    from courseplanner.layout.survey.facts import facts_of, first_facts_of
    from courseplanner.layout.survey.survey import resolved_for

    race = race_of_shape(route.shape)
    if walked is None:
        facts = survey(ground, race, route, Stage.FACTS).facts
    else:
        resolved = resolved_for(ground, race)
        closed = closed_as_stored(router_for(ground), walked, route)
        facts = facts_of(resolved, closed, first_facts_of(resolved, closed))
    course = facts.course
    along = course.legs, course.landmarks, course.closing
    said = repr((along, facts.visits, facts.shares, facts.turns, facts.reserves))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def courses_of(osm: Path, entries: Sequence[str]) -> list[str]:
    """Read routes, and hash their courses; called in another process than the one that stored them."""
    forget_grounds()
    ground, digests = ground_from(osm), []
    for at, entry in enumerate(entries):
        route = route_of_entry(json.loads(entry))
        length = survey(ground, race_of_shape(route.shape), route, Stage.LENGTH)
        facts = digest_of_facts(ground, route) if at % _FACTS_OF_EACH == 0 else ""
        digests.append(digest_of(length.line) + facts)
    return digests


def differing(osm: Path, seed: int, count: int) -> list[str]:
    """Give the entries of stored routes whose course in another process is not the one that was laid."""
    kept = list(kept_routes(ground_from(osm), seed, count))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
        found = other.submit(courses_of, osm, [one.entry for one in kept]).result()
    return [one.entry for one, digest in zip(kept, found, strict=True) if one.digest != digest]


def main() -> int:
    """Print how many of the routes came back as another course; return 1 if any did."""
    parser = argparse.ArgumentParser(prog="campaign.routes", description=__doc__)
    parser.add_argument("--routes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    there = [DATA / name for name in EXTRACTS if (DATA / name).is_file()]
    if not there:
        sys.stdout.write("routes: skipped, the data is not here\n")
        return 0
    wrong = 0
    for osm in there:
        count = asked.routes // len(there)
        entries = differing(osm, asked.seed, count)
        wrong += len(entries)
        sys.stdout.write(f"{osm.name}: {count} routes stored and read again, {len(entries)} other courses\n")
        sys.stdout.writelines(f"  {entry[:300]}\n" for entry in entries[:3])
        sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
