"""The table of marks that is written beside each course."""

from __future__ import annotations

import csv
import io

from courseplanner.base.i18n import text
from courseplanner.export.tables.course_marks import course_mark_entries, course_marks_table
from courseplanner.export.tables.csvtext import csv_bytes
from courseplanner.model.course.course_mark import CourseMark, CourseMarkKind
from handmade import COURSE_MARKS


def test_the_table_is_read_back_by_a_spreadsheet() -> None:
    words = csv_bytes(course_marks_table(COURSE_MARKS)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(words)))
    assert [row["mark"] for row in rows] == ["start", "km"]
    assert rows[0] == {
        "mark": "start", "name": "Start", "km": "0.000", "where": "", "in the road": "", "height m": "1203",
        "lon": "104.900000", "lat": "25.000000", "metre": "0.000",
    }  # fmt: skip
    assert (rows[1]["km"], rows[1]["metre"]) == ("1.000", "1001.000")
    assert (rows[1]["where"], rows[1]["height m"]) == ("14 m past 万峰林", "")


def test_entries_have_chainage_and_what_the_board_counts() -> None:
    _, km = course_mark_entries(COURSE_MARKS)
    assert (km["at_m"], km["nominal_m"]) == (1_001.0, 1_000.0)


def test_what_is_not_known_is_null() -> None:
    start, km = course_mark_entries(COURSE_MARKS)
    assert (start["height_m"], start["place"], start["kerb"]) == (1203.3, None, None)
    assert (km["height_m"], km["position"]) == (None, [104.90505, 25.00405])


def test_a_name_that_no_file_can_hold_is_written_all_the_same() -> None:
    odd = CourseMark(
        CourseMarkKind.KM,
        text("{name}", name="1 km"),
        1.0,
        1.0,
        0.0,
        0.0,
        None,
        text("{at}", at="\ud800,;\n"),
        None,
    )
    assert len(list(csv.reader(io.StringIO(csv_bytes(course_marks_table([odd])).decode("utf-8-sig"))))) == 2
