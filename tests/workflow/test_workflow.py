"""Planning and writing, with fakes for the sources and the search."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from campaign.size import many
from courseplanner import workflow
from courseplanner.base.errors import CancelledError, InputError, OutputError
from courseplanner.base.i18n import Text
from courseplanner.base.progress import Progress
from courseplanner.model.brief.brief import Sources
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.race import Race
from courseplanner.model.region import Region
from courseplanner.model.weather.runner_conditions import Runner, RunnerConditions
from courseplanner.roads.ground import Ground
from handmade import NOTHING_FITS, brief, candidate, ground, proposal, region


class FakeSources:
    """Stands in for reading a region; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: tuple[object, ...] = ()

    def __call__(self, osm: object, places: object, bbox: object, progress: Progress) -> Region:
        self.asked = (osm, places, bbox)
        progress.report(1.0, Text("reading", {}))
        return region()


class FakeSearch:
    """Stands in for the search; answers what it was given."""

    def __init__(self, answer: Proposal, at_start: Callable[[], object] = lambda: None) -> None:
        self.answer, self.at_start = answer, at_start

    def __call__(
        self,
        _ground: Ground,
        _race: Race,
        progress: Progress,
        found: Callable[[tuple[Candidate, ...]], None] | None,
    ) -> Proposal:
        self.at_start()
        if found is not None:
            found(self.answer.candidates[:1])
        progress.report(1.0, Text("searching", {}))
        return self.answer


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> FakeSources:
    fake = FakeSources()
    monkeypatch.setattr("courseplanner.sources.region.read_region", fake)
    return fake


def answer(
    monkeypatch: pytest.MonkeyPatch, found: Proposal, at_start: Callable[[], object] = lambda: None
) -> None:
    monkeypatch.setattr("courseplanner.layout.propose", FakeSearch(found, at_start))


def test_reads_what_the_brief_names_and_reports_in_order(
    sources: FakeSources, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, proposal("A"))
    heard: list[tuple[float, str]] = []
    wanted = brief()
    result = workflow.plan(wanted, Progress(lambda fraction, words: heard.append((fraction, str(words)))))
    assert sources.asked == (wanted.region.osm, (), None)
    assert [words for _, words in heard] == ["reading", "searching"]
    assert [fraction for fraction, _ in heard] == sorted(fraction for fraction, _ in heard)
    assert heard[-1][0] == 1.0
    assert [found.id for found in result.proposal.candidates] == ["A"]


def test_times_add_up(sources: FakeSources, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, proposal("A"))
    elapsed = workflow.plan(brief(), Progress()).elapsed
    assert 0 <= elapsed.load_s + elapsed.search_s <= elapsed.total_s * 1.000001
    assert sources.asked


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell")
def test_peak_memory_is_in_bytes(sources: FakeSources, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, proposal("A"))
    peak = workflow.plan(brief(), Progress()).peak_memory_bytes
    assert peak is not None
    assert 10e6 < peak < 1e12  # numpy alone takes more than 10 MB
    assert sources.asked


def test_a_cancelled_plan_stops(sources: FakeSources, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress()
    answer(monkeypatch, proposal("A"), progress.cancel)
    with pytest.raises(CancelledError):
        workflow.plan(brief(), progress)
    assert sources.asked


def planned(monkeypatch: pytest.MonkeyPatch, found: Proposal) -> workflow.PlanResult:
    monkeypatch.setattr("courseplanner.sources.region.read_region", FakeSources())
    answer(monkeypatch, found)
    return workflow.plan(brief(), Progress())


def with_runners(result: workflow.PlanResult) -> workflow.PlanResult:
    """The same plan, of whose first course it is known what a runner meets."""
    at_m, ones = np.linspace(0.0, 1000.0, 2), np.ones(2)
    met = RunnerConditions(
        Runner.MEDIAN, 0.1, at_m, 8.0 + at_m / 1e4, ones, ones, ones, ones, ones, ones, ones, ones, ones, True
    )
    first, *others = result.proposal.candidates
    candidates = (replace(first, along=(met,)), *others)
    return replace(result, proposal=replace(result.proposal, candidates=candidates))


def test_the_index_names_every_file_that_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workflow.write_plan(with_runners(planned(monkeypatch, proposal("A", "B"))), tmp_path)
    document = json.loads((tmp_path / "candidates.json").read_bytes())
    named = [name for found in document["candidates"] for name in found["files"].values()]
    assert named.count(None) == 1  # nobody knows what runners meet along B
    assert "A/conditions.csv" in named
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert there == set(named) - {None} | {"candidates.json", "courses.geojson"}


def test_where_nothing_fits_only_the_index_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workflow.write_plan(planned(monkeypatch, proposal("A", "B")), tmp_path)
    workflow.write_plan(planned(monkeypatch, NOTHING_FITS), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["candidates.json"]
    assert json.loads((tmp_path / "candidates.json").read_bytes())["candidates"] == []


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        workflow.write_plan(planned(monkeypatch, proposal("A", "B")), tmp_path / name)
    for path in (tmp_path / "one").rglob("*.*"):
        other = (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
        if path.name == "candidates.json":
            first, second = json.loads(path.read_bytes()), json.loads(other)
            assert first.pop("elapsed_s").keys() == second.pop("elapsed_s").keys()
            assert first == second
        else:
            assert path.read_bytes() == other


def test_a_file_in_place_of_the_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="not a folder"):
        workflow.check_out(tmp_path / "out")


@pytest.mark.parametrize("named", [False, True])
def test_a_fault_in_the_region_names_the_brief_where_there_is_one(named: bool) -> None:
    path = Path("race.toml") if named else None
    with pytest.raises(InputError, match=r"no OSM file") as refusal:
        workflow.open_region(Sources(), Progress(), path)
    assert refusal.value.where == ("race.toml, [region] osm" if named else "[region] osm")


def test_the_map_is_of_the_region(sample: Path) -> None:
    sources = Sources(osm=(sample / "yunling.osm",))
    read = workflow.open_region(sources, Progress())
    basemap = workflow.read_map(sources, read, Progress())
    west, south, east, north = read.bbox
    inside = (west <= basemap.lon) & (basemap.lon <= east) & (south <= basemap.lat) & (basemap.lat <= north)
    assert inside.mean() > 0.5
    assert basemap.labels


def test_a_course_is_exported_as_it_is_in_the_folder_of_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = planned(monkeypatch, proposal("A"))
    workflow.write_plan(result, tmp_path / "out")
    (one,) = result.proposal.candidates
    workflow.export_gpx(one, result.brief, result.ground, tmp_path / "one.gpx")
    assert (tmp_path / "one.gpx").read_bytes() == (tmp_path / "out" / "A" / "course.gpx").read_bytes()


def test_an_export_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="its folder does not exist"):
        workflow.export_gpx(candidate(), brief(), region(), tmp_path / "nowhere" / "one.gpx")


KERNELS_LOADED = """
import sys
from pathlib import Path
from courseplanner import workflow
from courseplanner.brief.read import read_brief
from courseplanner.base.progress import Progress
from courseplanner.roads.ground import ground_of

assert "numba" not in sys.modules and "osmium" not in sys.modules

def kernels():
    from numba.core.dispatcher import Dispatcher
    return {
        (name, function): len(value.signatures)
        for name, module in list(sys.modules.items()) if name.startswith("courseplanner.")
        for function, value in vars(module).items() if isinstance(value, Dispatcher)
    }

workflow.load_search(lambda: None)
loaded = kernels()
assert sum(loaded.values()) > 10
for path in sys.argv[1:]:
    brief = read_brief(Path(path))
    ground = ground_of(workflow.open_region(brief.region, Progress()), brief)
    workflow.lay_out(ground, workflow.race_of(brief), Progress(), lambda _: None)
print({name: count for name, count in kernels().items() if loaded.get(name) != count})
"""


def test_what_is_loaded_before_a_plan_is_all_that_a_plan_needs(sample: Path) -> None:
    briefs = [str(path) for path in sorted(sample.glob("*.toml"))][: many(2, 99)]
    command = [sys.executable, "-c", KERNELS_LOADED, *briefs]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.strip() == "{}"


def test_loading_the_search_can_be_stopped() -> None:
    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        workflow.load_search(stop)


@pytest.mark.parametrize(
    ("race", "town", "languages"),
    [
        ("Riverside", "Xingyi", ["en"]),
        ("Riverside", "兴义市", ["en", "zh"]),
        ("万峰林半程马拉松", None, ["en", "zh"]),
    ],
)
def test_sheets_speak_chinese_where_names_are(race: str, town: str | None, languages: list[str]) -> None:
    there = replace(candidate(), towns=(town, town))
    made = workflow.package_of(there, brief(name=race), ground())
    assert [str(one) for one in made.languages] == languages
    assert made.towns == (town, town)
    assert made.seed == brief().search.seed


def test_compiling_is_no_searching(sources: FakeSources, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first run compiles for minutes what it then searches with for seconds."""
    compiled: list[float] = []
    njit: Any = numba.njit

    def kernel(x: float) -> float:
        return x + 1.0

    def compile_one() -> None:
        kernel.__module__ = "courseplanner.made.here"
        since_s = time.perf_counter()
        njit(kernel)(1.0)
        compiled.append(time.perf_counter() - since_s)

    answer(monkeypatch, proposal("A"), compile_one)
    elapsed = workflow.plan(brief(), Progress()).elapsed
    assert sources.asked
    assert 0.0 < elapsed.compile_s <= compiled[0]
    assert elapsed.load_s + elapsed.search_s + elapsed.compile_s <= elapsed.total_s * 1.000001
    answer(monkeypatch, proposal("A"))
    assert workflow.plan(brief(), Progress()).elapsed.compile_s == 0.0


def test_the_former_name_of_a_format_still_works() -> None:
    assert workflow.exporter_of("circuit-breaker").id == "weather-action-plan"
