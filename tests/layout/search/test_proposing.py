"""The whole engine on small maps: every shape by the independent check, and the same again and again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from courseplanner import workflow
from courseplanner.base.errors import CancelledError
from courseplanner.base.i18n import Text
from courseplanner.base.progress import Progress
from courseplanner.brief.read import read_brief
from courseplanner.layout.line.ground_cache import forget_grounds
from courseplanner.layout.search import candidate_selection as finishing
from courseplanner.layout.search import interim_results, search
from courseplanner.layout.search.candidate_selection import MOST_SHARED, CandidateSelection
from courseplanner.layout.search.graph import task
from courseplanner.layout.search.kernels.trial import Walks, run_trials
from courseplanner.layout.search.trials import improving
from courseplanner.layout.search.trials.pool import Walk
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Proposal
from courseplanner.model.region import Region
from courseplanner.sources.region import read_region
from laying import propose
from layout.maps import SmallMap, brief_text, grid, make_brief, position
from oracle import judge_run

STEP_M = 283.0
"""Eighteen sides of such a block are 5.09 km: a loop of 5 km closes by its gap alone."""


def town() -> SmallMap:
    """Streets, villages, sights, an unpaved street, a street without cars, and a narrow one."""
    small = grid(10, 10, STEP_M)
    small.ways[3] = (small.ways[3][0], {"highway": "track", "name": "Feldweg"})
    small.ways[13] = (
        small.ways[13][0],
        {"highway": "residential", "surface": "asphalt", "motor_vehicle": "no"},
    )
    small.ways[16] = (small.ways[16][0], {"highway": "residential", "surface": "asphalt", "width": "2.5"})
    for number in (5, 18):
        small.ways[number] = (*small.ways[number][:1], {**small.ways[number][1], "tunnel": "yes"})
    for number in range(6):
        small.village(f"Dorf {number}", 60.0 + 400.0 * number, 100.0 + 370.0 * ((3 * number) % 6))
    return small.spot("Turm", 1400.0, 1250.0).spot("Brunnen", 500.0, 2000.0)


SHAPES: dict[str, tuple[str | float, dict[str, Any]]] = {
    "loop": ("5km", {"villages": 2, "scenic": 1}),
    "loop with a start": ("5km", {"start": "Dorf 2", "visit": ["Turm", list(position(900, 850))]}),
    "loop from a position": ("5km", {"start": list(position(1132, 1000))}),
    "laps": ("10km", {"shape": "laps", "laps": 2, "villages": 1}),
    "laps with a lead-in": (
        "10km",
        {"shape": "laps", "laps": 2, "lead_in_m": 900, "start": "Dorf 2", "villages": 2},
    ),
    "loop that does not cross itself": ("10km", {"villages": 5, "limits": {"max_self_crossings": 0}}),
    "point to point": ("5km", {"shape": "point-to-point", "start": "Dorf 0", "finish": "Dorf 5"}),
    "point to point, free": ("5km", {"shape": "point-to-point", "villages": 2}),
    "point to point, free finish": ("5km", {"shape": "point-to-point", "start": "Dorf 3", "scenic": 1}),
    "out and back": ("5km", {"shape": "out-and-back", "start": "Dorf 1", "villages": 1}),
    "out and back, free": ("5km", {"shape": "out-and-back", "visit": ["Brunnen"]}),
    "loop under limits": (
        "5km",
        {
            "villages": 1,
            "avoid": ["Row 5"],
            "limits": {"max_unpaved": 0.0, "min_width_m": 4, "max_repeated": 0.1},
        },
    ),
    "loop with few metres in tunnels": ("5km", {"villages": 2, "limits": {"max_tunnel_m": 400.0}}),
    "loop without tunnels, from a sight": (
        "5km",
        {"start": "Turm", "scenic": 1, "limits": {"max_tunnel_m": 0.0}},
    ),
    "loop without cars": ("5km", {"limits": {"min_motor_free": 0.2}}),
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_stands_the_independent_check(tmp_path: Path, name: str) -> None:
    distance, wishes = SHAPES[name]
    town().write(tmp_path)
    path = tmp_path / "race.toml"
    path.write_text(brief_text(distance, **wishes), encoding="utf-8")
    brief = read_brief(path)
    result = workflow.plan(brief, Progress())
    assert result.proposal.candidates, [str(each.words) for each in result.proposal.unmet]
    workflow.write_plan(result, tmp_path / "out")
    assert judge_run(path, tmp_path / "out", max_shared=MOST_SHARED) == []


@pytest.mark.parametrize("shape", ["loop", "laps"])
def test_where_no_closed_way_fits_a_turnaround_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    """Every closed way on blocks of 300 m is a multiple of 600 m long, and 5 km is none."""
    monkeypatch.setattr(search, "_MOST_SETTLED", 300_000)
    grid(10, 10, 300.0).write(tmp_path)
    path = tmp_path / "race.toml"
    laps = 2 if shape == "laps" else 1
    wishes = brief_text(f"{5 * laps}km", search={"time_s": 60.0}, shape=shape, laps=laps)
    path.write_text(wishes, encoding="utf-8")
    result = workflow.plan(read_brief(path), Progress())
    methods = [found.course.closing and found.course.closing.method for found in result.proposal.candidates]
    assert set(methods) == {"turnaround"}
    workflow.write_plan(result, tmp_path / "out")
    assert judge_run(path, tmp_path / "out", max_shared=MOST_SHARED) == []


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return town().region(tmp_path_factory.mktemp("town"))


def quick(**wishes: Any) -> Brief:
    return make_brief("5km", villages=2, search={"candidates": 3, "seed": 4, "time_s": 60.0}, **wishes)


def as_values(candidate: Candidate) -> tuple[object, ...]:
    course = candidate.course
    return (
        candidate.id,
        course.lon.tolist(),
        course.lat.tolist(),
        course.legs,
        course.closing,
        candidate.visits,
        candidate.marks,
        candidate.shares,
        candidate.turns,
    )


def all_values(proposal: Proposal) -> list[tuple[object, ...]]:
    assert proposal.complete, "a search that the clock cut need not repeat itself"
    assert proposal.candidates
    return [as_values(candidate) for candidate in proposal.candidates]


def test_the_same_seed_gives_the_same_courses(region: Region) -> None:
    assert all_values(propose(region, quick())) == all_values(propose(region, quick()))


def test_another_seed_gives_others(region: Region) -> None:
    other = quick().with_search(seed=5)
    assert all_values(propose(region, quick())) != all_values(propose(region, other))


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_make_no_difference(region: Region, monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    expected = all_values(propose(region, quick()))
    monkeypatch.setattr(search, "THREADS", threads)
    monkeypatch.setattr(improving, "THREADS", threads)

    forget_grounds()
    monkeypatch.setattr(task, "THREADS", threads)
    assert all_values(propose(region, quick())) == expected


class FakeAudience:
    """Hears of candidates while the search goes on."""

    def __init__(self) -> None:
        self.heard: list[tuple[Candidate, ...]] = []

    def __call__(self, candidates: tuple[Candidate, ...]) -> None:
        self.heard.append(candidates)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for candidates after each round."""
    monkeypatch.setattr(interim_results, "_PAUSE_S", 0.0)
    monkeypatch.setattr(interim_results, "_MOST_OF_TIME", 1e9)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(("threads", "most_closed"), [(1, 80), (2, 2)])
def test_looking_on_changes_nothing(
    region: Region, monkeypatch: pytest.MonkeyPatch, threads: int, most_closed: int
) -> None:
    monkeypatch.setattr(finishing, "_MOST_CLOSED", most_closed)
    expected = all_values(propose(region, quick()))
    monkeypatch.setattr(search, "THREADS", threads)
    monkeypatch.setattr(improving, "THREADS", threads)

    forget_grounds()
    monkeypatch.setattr(task, "THREADS", threads)
    audience = FakeAudience()
    assert all_values(propose(region, quick(), found=audience)) == expected
    assert audience.heard


@pytest.mark.usefixtures("at_once")
def test_candidates_come_finished_and_more_each_time(region: Region) -> None:
    audience, brief = FakeAudience(), quick()
    propose(region, brief, found=audience)
    counts = [len(candidates) for candidates in audience.heard]
    assert counts == sorted(set(counts))
    assert counts[0] >= 1
    assert counts[-1] <= 3
    for candidates in audience.heard:
        assert [candidate.id for candidate in candidates] == list("ABC")[: len(candidates)]
        for candidate in candidates:
            assert candidate.course.course_m == pytest.approx(brief.event.target_m, abs=0.01)


@pytest.mark.usefixtures("at_once")
def test_no_walk_is_closed_twice(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[object] = []
    close = CandidateSelection._close

    def count(selection: CandidateSelection, found: Walk, *, lengthened: bool = False) -> Any:
        line = selection._laid(found).walked.line
        closed.append((line.lon.tobytes(), line.lat.tobytes(), lengthened))
        return close(selection, found, lengthened=lengthened)

    monkeypatch.setattr(CandidateSelection, "_close", count)
    audience = FakeAudience()
    propose(region, quick(), found=audience)
    assert audience.heard
    assert len(closed) == len(set(closed))


def test_the_ceiling_of_time_does_not_count_who_looks_on(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now_s=0.0)
    monkeypatch.setattr(search, "time", SimpleNamespace(monotonic=lambda: clock.now_s))

    def dawdle(_candidates: tuple[Candidate, ...]) -> None:
        clock.now_s += 1e6

    assert propose(region, quick(), found=dawdle).complete
    assert clock.now_s > 0.0


def test_who_looks_on_can_stop_it(region: Region) -> None:
    progress = Progress()
    with pytest.raises(CancelledError):
        propose(region, quick(), progress, found=lambda _candidates: progress.cancel())


class FakeListener:
    """Cancels at its `at`-th report, and counts how many come."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.heard: list[tuple[float, str]] = []
        self.progress = Progress(self)

    def __call__(self, fraction: float, words: Text) -> None:
        self.heard.append((fraction, str(words)))
        if len(self.heard) == self.at:
            self.progress.cancel()


def endless() -> Brief:
    """A brief that no map here can fulfil, so that the search goes on for long."""
    return make_brief("5km", limits={"min_motor_free": 1.0}, search={"time_s": 3600.0})


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 9])
def test_cancelled_at_any_report_it_stops_there(region: Region, at: int) -> None:
    listener = FakeListener(at)
    with pytest.raises(CancelledError):
        propose(region, endless(), listener.progress)
    assert len(listener.heard) == at


def test_cancelled_between_two_reports_it_stops_at_the_next(region: Region) -> None:
    listener = FakeListener(-1)
    batches: list[int] = []

    def run(graph: Any, of: Any, seed: int, first: int, count: int) -> Walks:
        batches.append(first)
        if len(batches) == 20:
            listener.progress.cancel()
        walks: Walks = run_trials(graph, of, seed, first, count)
        return walks

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "run_trials", run)
        with pytest.raises(CancelledError):
            propose(region, endless(), listener.progress)
    assert 20 <= len(batches) <= 28


def test_reports_go_forward_and_have_words(region: Region) -> None:
    listener = FakeListener(-1)
    propose(region, quick(), listener.progress)
    fractions = [fraction for fraction, _ in listener.heard]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0.0
    assert 0.9 <= fractions[-1] <= 1.0
    assert all(words for _, words in listener.heard)


def test_the_ceiling_of_time_is_told(region: Region) -> None:
    brief = make_brief("5km", limits={"min_motor_free": 1.0}, search={"time_s": 0.01})
    assert not propose(region, brief).complete


def test_candidates_are_named_in_order_and_differ(region: Region) -> None:
    proposal = propose(region, make_brief("5km", search={"candidates": 5, "time_s": 60.0}))
    assert [candidate.id for candidate in proposal.candidates] == list("ABCDE")[: len(proposal.candidates)]
    assert len({candidate.course.lon.tobytes() for candidate in proposal.candidates}) == len(
        proposal.candidates
    )


@pytest.mark.parametrize("finish_m", [5_960.0, 6_000.0, 6_040.0])
def test_on_a_single_road_ends_slide_apart_until_the_length_is_right(finish_m: float, tmp_path: Path) -> None:
    small = SmallMap()
    for number in range(41):
        small.node(number + 1, 200.0 * number, 0.0)
    small.way([*range(1, 42)], name="Long Road")
    ends = {"start": list(position(1_000.0, 0.0)), "finish": list(position(finish_m, 0.0))}
    brief = make_brief(5_000, shape="point-to-point", **ends)  # type: ignore[arg-type]
    (found,) = propose(small.region(tmp_path), brief).candidates
    assert found.course.turnarounds_m == ()
    assert found.course.course_m == pytest.approx(5_005.0, abs=0.01)


@pytest.mark.parametrize(
    ("rated", "names"),
    [("", {"Brunnen"}), ("Turm,scenic,4A", {"Turm", "Brunnen"}), ("Turm,scenic,", {"Brunnen"})],
)
def test_what_the_start_is_named_after_counts_only_where_a_list_rates_it(
    tmp_path: Path, rated: str, names: set[str]
) -> None:
    lon, lat = position(1_400, 1_250)
    listed = tmp_path / "sights.csv"
    listed.write_text(f"name,kind,rating,lon,lat\n{rated},{lon},{lat}\n" if rated else "name,kind,lon,lat\n")
    region = read_region([town().write(tmp_path)], [listed])
    brief = make_brief("5km", start="Turm", scenic=len(names), search={"candidates": 1})
    (found,) = propose(region, brief).candidates
    assert {visit.name for visit in found.visits if visit.kind == "scenic"} == names
    more = propose(region, make_brief("5km", start="Turm", scenic=len(names) + 1))
    assert not more.candidates
    assert (more.unmet[0].requirement, more.unmet[0].reached) == ("scenic", len(names))


def test_a_start_that_is_a_stop_too_is_a_visit_that_does_not_count(tmp_path: Path) -> None:
    region = town().region(tmp_path)
    brief = make_brief("5km", start="Turm", visit=["Turm"], scenic=1, search={"candidates": 1})
    (found,) = propose(region, brief).candidates
    assert {(visit.name, visit.counts) for visit in found.visits if visit.kind == "scenic"} == {
        ("Turm", False),
        ("Brunnen", True),
    }
