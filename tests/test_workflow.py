"""Planning and writing, with fakes for the sources and the search."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from courseplanner import workflow
from courseplanner.errors import CancelledError, OutputError
from courseplanner.i18n import Text
from courseplanner.model.brief import Brief
from courseplanner.model.candidate import Proposal
from courseplanner.model.region import Region
from courseplanner.progress import Progress
from handmade import NOTHING_FITS, brief, proposal, region


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

    def __call__(self, _region: Region, _brief: Brief, progress: Progress) -> Proposal:
        self.at_start()
        progress.report(1.0, Text("searching", {}))
        return self.answer


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> FakeSources:
    fake = FakeSources()
    monkeypatch.setattr(workflow, "read_region", fake)
    return fake


def answer(
    monkeypatch: pytest.MonkeyPatch, found: Proposal, at_start: Callable[[], object] = lambda: None
) -> None:
    monkeypatch.setattr(workflow, "propose", FakeSearch(found, at_start))


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
    monkeypatch.setattr(workflow, "read_region", FakeSources())
    answer(monkeypatch, found)
    return workflow.plan(brief(), Progress())


def test_writes_every_file_that_the_index_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workflow.write_plan(planned(monkeypatch, proposal("A", "B")), tmp_path)
    document = json.loads((tmp_path / "candidates.json").read_bytes())
    named = {found["files"]["gpx"] for found in document["candidates"]}
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert there == named | {"candidates.json", "courses.geojson"}


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
