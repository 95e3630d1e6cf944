"""`courseplanner export`: any format from a brief, and what goes wrong in one line."""

from __future__ import annotations

import re
from pathlib import Path

import gpxpy
import pypdfium2
import pytest

from cli.test_main import BRIEF, FakeSearch, run_python
from courseplanner.cli.commands.export import FORMATS
from courseplanner.cli.main import main
from courseplanner.export.formats import exporters
from handmade import NOTHING_FITS


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeSearch:
    fake = FakeSearch()
    monkeypatch.setattr("courseplanner.sources.region.read_region", fake.read_region)
    monkeypatch.setattr("courseplanner.layout.propose", fake.propose)
    (tmp_path / "race.toml").write_text(BRIEF)
    (tmp_path / "valley.osm").write_text("<osm/>")
    return fake


def export(folder: Path, *more: str, kind: str = "gpx", out: str = "course.gpx") -> int:
    return main(["export", str(folder / "race.toml"), "--format", kind, "--out", str(folder / out), *more])


def test_the_help_names_all_formats() -> None:
    assert tuple(exporters()) == FORMATS


def test_help_loads_no_format() -> None:
    done = run_python("""
        import sys
        from courseplanner.cli.main import main
        status = main(["export", "--help"])
        print(sorted({"numpy", "ezdxf", "fit_tool", "xlsxwriter"} & set(sys.modules)), status)
    """)
    assert done.stdout.splitlines()[-1] == "[] 0", done.stderr


@pytest.mark.parametrize("kind", FORMATS)
def test_writes_the_best_course_in_any_format(
    search: FakeSearch, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path, kind=kind, out=f"course{exporters()[kind].suffix}") == 0
    path = tmp_path / f"course{exporters()[kind].suffix}"
    assert path.stat().st_size > 20
    said = capsys.readouterr().out.splitlines()
    assert said.pop(0) == f"Course A is written to {path}."
    if kind == "certification-map":
        assert re.fullmatch(
            r"Checklist of the map: \d+ items there, \d+ blanks to be filled in, 0 missing\.", said.pop()
        )
    assert said == []
    assert search.brief is not None


def test_sheets_speak_and_fit_as_asked(search: FakeSearch, tmp_path: Path) -> None:
    asked = ("--language", "en+zh", "--paper", "a3", "--review-number", "GS(2026)1", "--quiet")
    assert export(tmp_path, *asked, kind="schematic", out="a.pdf") == 0
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0]
    said = page.get_textpage().get_text_bounded()
    assert "Review number / 审图号" in said
    assert "GS(2026)1" in said
    assert sorted(page.get_size()) == pytest.approx([297 * 72 / 25.4, 420 * 72 / 25.4], abs=0.5)
    assert search.brief is not None


def test_stations_are_course_points_only_where_asked(search: FakeSearch, tmp_path: Path) -> None:
    counts = {}
    for stations in ("none", "water", "all"):
        asked = () if stations == "none" else ("--stations", stations)
        assert export(tmp_path, *asked, "--quiet", kind="tcx", out="a.tcx") == 0
        written = (tmp_path / "a.tcx").read_text("utf-8")
        counts[stations] = [written.count(f"<Notes>{name}, ") for name in ("Water", "Defibrillator")]
    assert counts["none"] == [0, 0]
    assert counts["water"][0] > 0 == counts["water"][1]
    assert min(counts["all"]) > 0
    assert search.brief is not None


def test_another_candidate_is_written(search: FakeSearch, tmp_path: Path) -> None:
    assert export(tmp_path, "--candidate", "B", "--seed", "7", "--quiet") == 0
    track = gpxpy.parse((tmp_path / "course.gpx").read_bytes()).tracks[0]
    assert track.name == "Riverside Half Marathon B"
    assert search.brief is not None
    assert search.brief.search.seed == 7


@pytest.mark.parametrize(
    ("more", "kind", "out", "words"),
    [
        ((), "gpgk", "a", "--format: there is no format gpgk; did you mean gpkg?"),
        (
            (),
            "paper",
            "a",
            "--format: there is no format paper; choose one of certification-map",
        ),
        (("--candidate", "Q"), "gpx", "a", "--candidate: there is no candidate Q; choose one of A, B"),
        ((), "gpx", "nowhere/a.gpx", "nowhere/a.gpx: its folder does not exist; make the folder"),
        ((), "gpx", ".", "it is a folder; choose the name of a file"),
        (("--seed", "-1"), "gpx", "a", "--seed: -1 is out of range; give a number from 0"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    search: FakeSearch,
    tmp_path: Path,
    more: tuple[str, ...],
    kind: str,
    out: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(tmp_path.iterdir())
    assert export(tmp_path, *more, kind=kind, out=out) == 2
    told = capsys.readouterr()
    assert words in told.err.splitlines()[-1]
    assert told.out == ""
    assert sorted(tmp_path.iterdir()) == before
    assert (search.brief is None) == (more[:1] != ("--candidate",))


def test_where_no_course_fits_nothing_is_written(
    search: FakeSearch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    search.answer = NOTHING_FITS
    assert export(tmp_path) == 3
    assert "no course fits" in capsys.readouterr().err
    assert not (tmp_path / "course.gpx").exists()
