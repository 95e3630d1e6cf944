"""The cue sheet: distances to the metre, and each cue in both languages."""

from __future__ import annotations

import csv
import io
import itertools

import pytest

from courseplanner.base.i18n import Language
from courseplanner.export.cue_words import cue_words
from courseplanner.export.tables.csvtext import csv_bytes
from courseplanner.export.tables.cue_sheet import cues_table
from courseplanner.measure.along.landmarks import place_in_words
from courseplanner.model.course.course import Landmark, LandmarkKind
from courseplanner.model.course.cue import Cue, CueKind
from courseplanner.model.network.roads import RoadClass


def cue(kind: CueKind, at_m: float, road: str | None, **more: object) -> Cue:
    return Cue(kind, at_m, 9.5, 47.1, road, "residential", **more)  # type: ignore[arg-type]


CUES = (
    cue(CueKind.START, 0.0, "Landstrasse"),
    cue(CueKind.LEFT, 1_234.4, "万峰林路", angle_deg=87.4),
    cue(CueKind.SHARP_RIGHT, 1_300.6, None, angle_deg=-120.0),
    cue(CueKind.FINISH, 5_005.0, "Landstrasse"),
)


def test_rows_have_the_metre_the_way_to_the_next_and_words_in_both_languages() -> None:
    words = csv_bytes(cues_table(CUES)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(words)))
    assert [(row["number"], row["metre"], row["to the next m"]) for row in rows] == [
        ("1", "0", "1234"),
        ("2", "1234", "67"),
        ("3", "1301", "3704"),
        ("4", "5005", ""),
    ]
    assert [row["what"] for row in rows] == [
        "Start on Landstrasse",
        "Turn left onto 万峰林路",
        "Turn sharp right onto a road without a name",
        "Finish on Landstrasse",
    ]
    assert [row["提示"] for row in rows] == [
        "起点，Landstrasse",
        "左转进入万峰林路",
        "向右急转进入无名道路",
        "终点，Landstrasse",
    ]


def test_an_angle_of_nothing_is_not_less_than_nothing() -> None:
    (_, row) = (
        csv_bytes(cues_table([cue(CueKind.STRAIGHT, 10.0, "One", angle_deg=-0.3)])).decode().splitlines()
    )
    assert row.split(",")[5] == "0"


def test_ways_to_the_next_add_up_to_the_course() -> None:
    gaps = [row[2] for row in cues_table(CUES).rows]
    assert sum(gap for gap in gaps if isinstance(gap, int | float)) == 5_005
    assert gaps[-1] is None


@pytest.mark.parametrize(
    ("kind", "stays", "road_class"),
    [
        *itertools.product(CueKind, [False, True], ["residential"]),
        *((CueKind.LEFT, False, one.name) for one in RoadClass),
    ],
)
def test_every_cue_is_said_in_chinese(kind: CueKind, stays: bool, road_class: str) -> None:
    named = Cue(kind, 0.0, 9.5, 47.1, "路", "residential", stays)
    unnamed = Cue(kind, 0.0, 9.5, 47.1, None, road_class, stays)
    for one in (named, unnamed):
        assert not any(
            letter.isascii() and letter.isalpha() for letter in cue_words(one).said_in(Language.CHINESE)
        )


@pytest.mark.parametrize("at_m", [0.0, 500.0, 900.0])
@pytest.mark.parametrize("kind", LandmarkKind)
@pytest.mark.parametrize("named", [False, True])
def test_every_place_is_said_in_chinese(kind: LandmarkKind, at_m: float, *, named: bool) -> None:
    must_be_named = kind in (LandmarkKind.JUNCTION, LandmarkKind.PLACE)
    names = ("甲", "乙") if named or must_be_named else ()
    place = place_in_words([Landmark(kind, names, 500.0)], at_m)
    assert place is not None
    assert not _has_english(place.said_in(Language.CHINESE))


def _has_english(words: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in words)
