"""A sample of the campaign, and the campaign itself: its walks are walks, and its table counts right."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from campaign.cases import SHAPES, cases_of
from campaign.running import Outcome, run_case, table_of
from campaign.size import many
from campaign.walks import Town
from oracle.line import GEOD

OSM = Path(__file__).resolve().parents[2] / "shared" / "data" / "osm"


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(OSM / "guixi.osm")


@pytest.mark.usefixtures("shared_data")
@pytest.mark.parametrize("shape", SHAPES)
def test_walks_have_their_length_along_roads(town: Town, shape: str) -> None:
    walk = town.walk(np.random.default_rng(3), shape, 4_000.0)
    assert walk is not None
    lon, lat = town.degrees[walk.nodes].T
    assert GEOD.line_length(lon, lat) == pytest.approx(walk.length_m, abs=0.01)
    assert 0.98 * 4_000.0 <= walk.length_m <= 1.01 * 4_000.0
    assert all(town.graph[a, b] > 0.0 for a, b in pairwise(walk.nodes))
    assert (walk.nodes[0] == walk.nodes[-1]) == (shape in ("loop", "laps"))


@pytest.mark.usefixtures("shared_data")
@pytest.mark.parametrize(
    ("extract", "distance"), many([("guixi.osm", "5km")], [("guixi.osm", "5km"), ("guixi.osm", "10km")])
)
def test_a_sample_is_solved_without_faults(extract: str, distance: str, tmp_path: Path) -> None:
    outcomes = [run_case(case, tmp_path) for case in cases_of(OSM / extract, [distance], 1)]
    assert len(outcomes) >= 2
    assert [(one.name, one.faults) for one in outcomes if one.faults] == []
    assert [one.words for one in outcomes if one.status != "solved"] == []
    assert max(one.worst_mm for one in outcomes) <= 10.0


def test_the_table_counts_by_extract_and_shape() -> None:
    first = Outcome("a", "guixi", "5km", "loop", "solved", "", (), 3, 0.1, 0.02, 2.0)
    second = Outcome("b", "guixi", "5km", "loop", "none", "too long", (), seconds=4.0)
    third = Outcome("c", "monaco", "5km", "laps", "failed", "", ("exit 1",), seconds=6.0)
    lines = [line.split() for line in table_of([first, second, third]).splitlines()]
    assert lines[1] == ["guixi", "loop", "2", "1", "1", "0", "0", "3.0", "2.00%", "3.0"]
    assert lines[2][:7] == ["monaco", "laps", "1", "0", "0", "1", "1"]
    assert lines[3][:6] == ["all", "3", "1", "1", "1", "1"]
