"""The command line: what it prints where, and with which exit status it ends."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from courseplanner import workflow
from courseplanner.base import assets
from courseplanner.base.errors import OsmFileError
from courseplanner.base.i18n import text
from courseplanner.base.progress import Progress
from courseplanner.cli.main import main
from courseplanner.cli.show_plan import print_plan
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Certainty, Proposal
from courseplanner.model.course.course import Visit
from courseplanner.model.course.stations import DefibrillatorMode, Station, StationKind, StationPlan
from courseplanner.model.race import Race
from courseplanner.model.region import Region
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.roads.ground import Ground
from handmade import ELAPSED, NOTHING_FITS, brief, candidate, ground, planned, profile, proposal, region

BRIEF = """
schema = 1
[event]
name = "Riverside Half Marathon"
distance = "half-marathon"
[region]
osm = ["valley.osm"]
"""

LONGEST_S = 600
"""Only a command that hangs takes so long, on any machine."""

HEAVY = ("PySide6", "folium", "numba", "numpy", "osmium", "osmnx", "pydantic", "pyproj", "rich", "shapely")


class FakeSearch:
    """Stands in for reading and searching; answers what it was given, or does what it is told."""

    def __init__(self) -> None:
        self.answer: Proposal = planned("A", "B")
        self.act: Callable[[], object] = lambda: None
        self.brief: Brief | None = None

    def read_region(self, *_: object) -> Region:
        return region()

    def propose(self, _ground: Ground, race: Race, progress: Progress, _found: object) -> Proposal:
        self.brief = race.brief
        self.act()
        progress.report(1.0, text("searching"))
        return self.answer


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> FakeSearch:
    fake = FakeSearch()
    monkeypatch.setattr("courseplanner.sources.region.read_region", fake.read_region)
    monkeypatch.setattr("courseplanner.layout.propose", fake.propose)
    return fake


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    """The arguments of a plan that works."""
    (tmp_path / "race.toml").write_text(BRIEF)
    (tmp_path / "valley.osm").write_text("<osm/>")
    return ["plan", str(tmp_path / "race.toml"), "--out", str(tmp_path / "out")]


def failing(error: BaseException) -> Callable[[], object]:
    """Make something that raises."""

    def fail() -> None:
        raise error

    return fail


def test_prints_the_table_and_writes_the_files(
    search: FakeSearch, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert "21 118.60 m = 21 097.50 m \N{MULTIPLICATION SIGN} 1.001" in printed.out
    assert "not a measurement" in printed.out
    assert re.search(r"^B .*\b38\b", printed.out, re.MULTILINE)
    assert "2 different courses found, 6 asked" in printed.err
    assert (tmp_path / "out" / "B" / "course.gpx").is_file()
    assert search.brief is not None


def test_options_win_over_the_brief(search: FakeSearch, arguments: list[str]) -> None:
    assert main([*arguments, "--candidates", "3", "--seed", "7", "--quiet"]) == 0
    assert search.brief is not None
    assert (search.brief.search.candidates, search.brief.search.seed) == (3, 7)


def test_json_prints_the_very_file(
    search: FakeSearch, arguments: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([*arguments, "--json"]) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "out" / "candidates.json").read_bytes()
    assert search.brief is not None


def test_quiet_prints_nothing_on_standard_output(
    search: FakeSearch, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    search.answer = replace(search.answer, unmet=())
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_tells_which_keys_are_not_used_yet(
    search: FakeSearch, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(arguments[1])
    path.write_text(path.read_text().replace("[region]", '[region]\nplace = "Vaduz"'))
    assert main(arguments) == 0
    assert f"warning: {path}, [region] place is not used yet" in capsys.readouterr().err
    assert search.brief is not None


def test_tells_that_time_cut_the_search(
    search: FakeSearch, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    search.answer = replace(search.answer, complete=False)
    assert main(arguments) == 0
    assert "cut off at 5 s" in capsys.readouterr().err


def test_no_course_names_what_binds(
    search: FakeSearch, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    search.answer = NOTHING_FITS
    assert main(arguments) == 3
    printed = capsys.readouterr()
    assert printed.err == (
        "courseplanner: no course fits: 8 villages need at least 22.4 km; 7 fit in 21.1 km\n"
    )
    assert printed.out == ""
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["candidates.json"]


def test_compiling_is_told_apart_from_searching(
    search: FakeSearch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    del search
    for compile_s, words in (
        (359.0, "Read in 0.4 s, compiled once in 359.0 s, searched in 1.2 s"),
        (0.0, "s, searched"),
    ):
        elapsed = replace(ELAPSED, compile_s=compile_s)
        print_plan(replace(result_of(proposal("A")), elapsed=elapsed), tmp_path)
        assert words in " ".join(capsys.readouterr().out.split())


def test_a_search_that_gave_up_proves_nothing(
    search: FakeSearch, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (binding,) = NOTHING_FITS.unmet
    search.answer = replace(NOTHING_FITS, unmet=(replace(binding, certainty=Certainty.SEARCHED),))
    assert main(arguments) == 3
    assert capsys.readouterr().err.startswith("courseplanner: no course was found: 8 villages need")


def test_no_course_still_prints_json(
    search: FakeSearch, arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    search.answer = NOTHING_FITS
    assert main([*arguments, "--json"]) == 3
    assert json.loads(capfdbinary.readouterr().out)["candidates"] == []


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (
            OsmFileError("valley.osm", text("it is empty"), text("get it again")),
            2,
            "valley.osm: it is empty; get it again",
        ),
        (OSError(errno.ENOSPC, "full", "kernel.nbc"), 2, "kernel.nbc: the disk is full; free some space"),
        (MemoryError(), 2, "[region]: not enough memory for this region; choose a smaller area with bbox"),
        (KeyboardInterrupt(), 130, "cancelled; nothing was written"),
    ],
)
def test_what_goes_wrong_is_one_line(
    search: FakeSearch,
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    words: str,
) -> None:
    search.act = failing(error)
    assert main(arguments) == status
    assert capsys.readouterr().err == f"courseplanner: {words}\n"
    assert not (tmp_path / "out").exists()


def test_an_error_of_the_program_is_one_line_too(
    search: FakeSearch, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    search.act = failing(ValueError("two\nlines"))
    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert "internal error (ValueError: two lines); please report" in told
    assert told.count("\n") == 1


def test_debugging_lets_the_traceback_through(
    search: FakeSearch, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    search.act = failing(ValueError("broken"))
    with pytest.raises(ValueError, match="broken"):
        main([*arguments, "--debug"])
    monkeypatch.setenv("COURSEPLANNER_DEBUG", "1")
    with pytest.raises(ValueError, match="broken"):
        main(arguments)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--candidates", "0"], "--candidates: 0 is out of range"),
        (["--candidates", "27"], "--candidates: 27 is out of range"),
        (["--seed", "-1"], "--seed: -1 is out of range"),
        (["--seed", "x"], "invalid int value: 'x'"),
        (["--project", "race.cplan"], "--project: project files are not available yet"),
        (["--candidate", "3"], "unrecognized arguments"),
    ],
)
def test_a_wrong_option_is_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    assert main([*arguments, *more]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_a_missing_brief_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(tmp_path / "none.toml"), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"courseplanner: {tmp_path / 'none.toml'}: ")
    assert told.count("\n") == 1


def test_an_output_that_cannot_be_written_ends_before_the_search(
    search: FakeSearch, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("mine")
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"courseplanner: {tmp_path / 'out'}: it is not a folder")
    assert search.brief is None


@pytest.fixture
def signals_as_at_a_terminal() -> Iterator[None]:
    """Let signals through that the parent of the tests ignores, as `nohup` does: children inherit that."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if sys.platform != "win32" else ()
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.usefixtures("signals_as_at_a_terminal")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_signal_cancels_and_writes_nothing(
    search: FakeSearch,
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    number: str,
    times: int,
) -> None:
    def interrupt() -> None:
        for _ in range(times):
            os.kill(os.getpid(), getattr(signal, number))

    before = signal.getsignal(getattr(signal, number))
    search.act = interrupt
    assert main(arguments) == 130
    assert capsys.readouterr().err == "courseplanner: cancelled; nothing was written\n"
    assert not (tmp_path / "out").exists()
    assert signal.getsignal(getattr(signal, number)) is before


def run_python(code: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
        **options,
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["plan", "--help"], ["plan"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    done = run_python(f"""
        import sys
        from courseplanner.cli.main import main
        status = main({words})
        print(sorted(set(sys.modules) & set({HEAVY})), status)
    """)
    assert done.stdout.splitlines()[-1] == f"[] {2 if words == ['plan'] else 0}", done.stderr


def test_a_reader_that_goes_away_is_no_traceback(search: FakeSearch, arguments: list[str]) -> None:
    done = in_pipe_that_breaks(arguments)
    assert done == (0, "")
    assert search.brief is None  # that was another process


FAKES = """
import signal, sys, time
sys.path.insert(0, {tests!r})
from handmade import planned, region
from courseplanner import layout
from courseplanner.cli.main import main
from courseplanner.base.i18n import text
from courseplanner.sources import region as reading
reading.read_region = lambda *_: region()

def propose(_ground, _race, progress, _found):
    for step in range({steps}):
        progress.report(step / {steps}, text("searching"))
        time.sleep(0.02)
    return planned("A")

layout.propose = propose
"""


def with_fakes(arguments: list[str], steps: int) -> list[str]:
    """Give the command that plans in another process, with a search of so many steps."""
    code = FAKES.format(tests=str(Path(__file__).parents[1]), steps=steps) + f"sys.exit(main({arguments!r}))"
    return [sys.executable, "-c", code]


def in_pipe_that_breaks(arguments: list[str]) -> tuple[int, str]:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            with_fakes([*arguments, "--json", "--candidates", "1"], 1),
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=LONGEST_S,
        )
    finally:
        os.close(writer)
    told = [line for line in done.stderr.splitlines() if "1 different courses found" not in line]
    return done.returncode, "\n".join(told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_standard_output_is_one_line(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            with_fakes(arguments, 1),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=LONGEST_S,
        )
    assert done.returncode == 2
    assert "standard output: it can't be written" in done.stderr
    assert "Traceback" not in done.stderr


def on_a_terminal(command: list[str], stop: int | None = None) -> tuple[int, str]:
    """Run a command with a terminal for standard error, and signal it once it shows progress."""
    pty = pytest.importorskip("pty", reason="terminals of POSIX")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment) as process:
        os.close(theirs)
        told = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            told += more
            if not more:
                break
            if stop is not None and b"%" in told:
                process.send_signal(stop)
                stop = None
        status = process.wait(timeout=LONGEST_S)
    os.close(ours)
    return status, told.decode(errors="replace")


def test_a_terminal_sees_words_part_and_remaining_time(arguments: list[str]) -> None:
    status, told = on_a_terminal(with_fakes(arguments, 100))
    assert status == 0
    assert "searching" in told
    assert re.search(r"\d%", told)
    assert re.search(r"\d:\d\d:\d\d", told)


@pytest.mark.usefixtures("signals_as_at_a_terminal")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_a_process_that_is_told_to_stop_stops_cleanly(
    arguments: list[str], tmp_path: Path, number: str
) -> None:
    status, told = on_a_terminal(with_fakes(arguments, 100_000), getattr(signal, number))
    assert status == 130
    assert "cancelled; nothing was written" in told
    assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


@pytest.fixture
def sample_brief() -> Path:
    """The first of the sample briefs."""
    briefs = sorted(assets.sample().glob("*.toml"))
    if not briefs:
        pytest.skip("the sample region is not made")
    return briefs[0]


@pytest.mark.usefixtures("signals_as_at_a_terminal")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_real_search_stops_cleanly(sample_brief: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "courseplanner", "plan", str(sample_brief), "--out", str(out)]
    status, told = on_a_terminal(command, signal.SIGINT)
    assert status == 130, told
    assert "Traceback" not in told
    assert not out.exists()


def result_of(found: Proposal) -> workflow.PlanResult:
    return workflow.PlanResult(brief(), ground(), found, ELAPSED, 312_000_000)


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_table_fits_the_terminal(width: int, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["Eschen", "Gamprin", "Bendern", "Mauren", "Nendeln", "Ruggell", "Schaanwald", "Schellenberg"]
    visits = tuple(Visit(name, "village", None, 9.5, 47.2, 0.0, 0.0, required=False) for name in names)
    found = replace(candidate(), visits=visits, turns=138, separation_m=12_000.0)
    long = replace(found, id="B", ground_m=42_237.2, profile=profile(1_068.0))
    print_plan(result_of(Proposal((found, long), (), complete=True)), Path("out"), width=width)
    printed = capsys.readouterr().out
    assert re.search(r"^B +42 237\.20 .* 1068 +138 +8 +0 +start moved \+42 m *$", printed, re.MULTILINE)
    assert max(map(len, printed.splitlines())) <= width
    assert re.search(
        r"^A +5 974\.57 +2\.0 +50\.0 +41\.0 +\? +138 +8 +0 +start moved \+42 m *$", printed, re.MULTILINE
    )
    assert " ".join(printed.split("villages: ")[1].split()).startswith(", ".join(names))


def lines_of(found: Candidate, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Print a candidate and give the lines, without blanks at their ends."""
    print_plan(result_of(Proposal((found,), (), complete=True)), Path("out"), width=100)
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_names_are_counted_once_and_shown_with_their_rating(capsys: pytest.CaptureFixture[str]) -> None:
    found = candidate()
    lines = lines_of(replace(found, visits=(*found.visits, found.visits[0])), capsys)
    assert "A  villages: 永康村, 上纳灰村" in lines
    assert "scenic spots: 万峰林 4A" in lines
    assert not any("Xingyi" in line for line in lines)


def test_defibrillators_and_people_are_counted_with_what_is_assumed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    device = Station(
        StationKind.DEFIBRILLATOR, text("Device"), (9.0,), 9.5, 47.1, mode=DefibrillatorMode.BICYCLE
    )
    found = replace(candidate(), stations=StationPlan((device,)), findings=())
    asked = "defibrillators: 1 defibrillators with 2 people, in pairs (1 by bicycle)"
    assert asked in lines_of(found, capsys)
    words = text("applied within a minute (assumed)")
    judged = replace(found, findings=(Finding("AED-TIME", Status.PASS, text("Reach"), words),))
    assert "defibrillators: applied within a minute (assumed)" in lines_of(judged, capsys)
    assert not any(
        "defibrillators" in line for line in lines_of(replace(found, stations=StationPlan(())), capsys)
    )


def test_a_required_stop_of_another_kind_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = candidate()
    town = replace(found.visits[-1], required=True)
    assert "A  stops: Xingyi" in lines_of(replace(found, visits=(town,)), capsys)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("[red]x[/red]", "[red]x[/red]"),
        (":smile:", ":smile:"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("two\nlines", "two lines"),
    ],
)
def test_names_of_strangers_do_not_steer_the_terminal(
    name: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = candidate()
    visit = replace(found.visits[0], name=name)
    assert f"A  villages: {shown}" in lines_of(replace(found, visits=(visit,)), capsys)
