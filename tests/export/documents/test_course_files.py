"""Each kind of file has a name of its own, in the folder of its course, or none."""

from __future__ import annotations

from dataclasses import replace

from courseplanner.export.documents.course_files import files_of
from courseplanner.model.course.stations import StationPlan
from handmade import candidate


def test_names_differ_and_lie_in_the_folder_of_the_course() -> None:
    names = [name for letter in "AB" for name in files_of(candidate(letter)).values() if name is not None]
    assert len(names) == len(set(names))
    assert {name.partition("/")[0] for name in names} == {"A", "B"}


def test_what_nobody_knows_has_no_file() -> None:
    bare = files_of(replace(candidate("A"), stations=StationPlan(()), along=None))
    assert [kind for kind, name in bare.items() if name is None] == ["conditions"]
