"""Drafts are written as they were read, but for what was changed."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.brief.draft import Draft, new_draft, read_draft, with_value
from courseplanner.brief.problem import TABLES
from courseplanner.brief.values import same, without_empty
from courseplanner.brief.write import brief_text
from fakes.draft_folder import BRIEF, Drafts

STYLES = {
    "plain": BRIEF,
    "bare": 'schema=1\n[event]\ndistance="10km"\n[region]\nosm=["a.osm"]',
    "comments everywhere": (
        "# top\n\nschema = 1 # schema\n# before event\n[event] # event\n# before distance\n"
        'distance = "10km" # distance\n# after distance\n\n# before region\n\n[region]\nosm = [\n'
        '  # first\n  "a.osm", # a\n  # second\n  "b.osm"\n  # end\n]\n# last of region\n\n\n'
        '# before search\n[search]\n# nothing yet\n\n# end of file'
    ),
    "indented": '  schema = 1\n  [event]\n    distance = "10km"\n\n  [region]\n\tosm = ["a.osm"]\n',
    "another order": '[search]\nseed = 3\n# c\n[region]\nosm = ["a.osm"]\n\n[event]\ndistance = 5_000\n',
    "written on one line": 'schema = 1\n# c\nevent = {distance = "10km"} # d\nregion = {osm = ["a.osm"]}\n',
    "dotted": 'schema = 1\n# c\nevent.distance = "10km" # d\nregion.osm = ["a.osm"]\n',
    "unknown things": (
        'schema = 1\ncolour = "red" # c\n[event]\ndistance = "10km"\n"a b" = 1\n[event.more]\nx = 1\n'
        '[club]\nname = "x"\n[[club.member]]\nname = "y" # d\n[[club.member]]\nname = "z"\n'
    ),
    "ways of writing": (
        "schema = 0x1\n[event]\nname = '''\n# no comment\n[search]'''\ndistance = 1e4\n"
        "date = 2027-03-28 # d\nstart_time = 08:00:00\n[course]\nstart = [ 9.5 , 47.10 ] # s\n"
    ),
    "no table at all": "# c\nlimits = 5 # d\n",
    "empty": "",
}  # fmt: skip

KEYS = [(table, key) for table, model in TABLES.items() for key in (*model.model_fields, "unknown key")]
SCALARS = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates(), st.times(), st.datetimes()
)
VALUES = SCALARS | st.lists(st.text(max_size=5) | st.floats() | st.lists(st.floats(), max_size=2), max_size=4)
EDITS = st.lists(st.tuples(st.sampled_from(KEYS), st.none() | VALUES), max_size=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drafts")


def _read(folder: Path, source: str) -> Draft:
    path = folder / "race.toml"
    path.write_bytes(source.encode())
    return read_draft(path)


def _comments(source: str) -> list[str]:
    """Give the comments that have a line of their own."""
    return [line.strip() for line in source.splitlines() if line.strip().startswith("#")]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\ufeff"])
def test_a_draft_that_was_not_changed_is_written_byte_for_byte(drafts: Drafts, style: str, ends: str) -> None:
    source = f"\ufeff{STYLES[style]}" if ends == "\ufeff" else STYLES[style].replace("\n", ends)

    assert brief_text(drafts.draft(source)) == source


@pytest.mark.parametrize("style", STYLES)
@given(edits=EDITS)
def test_whatever_is_changed_is_read_back(
    folder: Path, style: str, edits: list[tuple[tuple[str, str], object]]
) -> None:
    draft = _read(folder, STYLES[style])
    for (table, key), value in edits:
        draft = with_value(draft, table, key, value)
    content = brief_text(draft)

    assert same(without_empty(tomllib.loads(content), TABLES), draft.data)
    assert same(_read(folder, content).data, draft.data)


@pytest.mark.parametrize("style", [name for name in STYLES if name != "ways of writing"])
@given(edits=EDITS)
def test_comments_stay(folder: Path, style: str, edits: list[tuple[tuple[str, str], object]]) -> None:
    draft = _read(folder, STYLES[style])
    for (table, key), value in edits:
        if key not in {"osm", "visit"}:  # in whose lists comments stand
            draft = with_value(draft, table, key, value)

    assert set(_comments(STYLES[style])) <= set(_comments(brief_text(draft)))


@given(edits=EDITS)
def test_a_new_draft_is_a_clean_file(folder: Path, edits: list[tuple[tuple[str, str], object]]) -> None:
    draft = new_draft(folder / "valley.osm")
    for (table, key), value in edits:
        draft = with_value(draft, table, key, value)

    assert same(tomllib.loads(brief_text(draft)), draft.data)


def test_the_file_of_a_new_draft() -> None:
    draft = new_draft(Path("/maps/valley.osm"))
    for table, key, value in (
        ("limits", "max_repeated", 0.1),
        ("event", "date", dt.date(2027, 3, 28)),
        ("event", "start_time", dt.time(8)),
        ("event", "name", "万峰林 “half”"),
        ("course", "start", [9.5, 47.125]),
        ("course", "visit", ["Castle", [9.5, 47]]),
        ("course", "visit_within_m", 250),
    ):
        draft = with_value(draft, table, key, value)
    osm = Path("/maps/valley.osm").absolute().as_posix()

    assert brief_text(draft) == (
        "schema = 1\n\n"
        '[event]\nname = "万峰林 “half”"\ndistance = "half-marathon"\n'
        "date = 2027-03-28\nstart_time = 08:00:00\n\n"
        f'[region]\nosm = ["{osm}"]\n\n'
        '[course]\nshape = "loop"\nstart = [9.5, 47.125]\nvisit = ["Castle", [9.5, 47]]\n'
        "visit_within_m = 250\n\n"
        "[limits]\nmax_repeated = 0.1\n"
    )


def _changed(drafts: Drafts, *edits: tuple[str, str, object], source: str = BRIEF) -> str:
    draft = drafts.draft(source)
    for edit in edits:
        draft = with_value(draft, *edit)
    return brief_text(draft)


def test_only_the_line_of_a_changed_value_is_another(drafts: Drafts) -> None:
    assert _changed(drafts, ("event", "name", "Peak Run")) == BRIEF.replace('"Valley Run"', '"Peak Run"')


def test_new_keys_stand_where_the_contract_has_them(drafts: Drafts) -> None:
    text = _changed(
        drafts, ("event", "runners", 500), ("event", "prevention_factor", 1.002), ("course", "laps", 2)
    )

    assert 'distance = "10km"\nprevention_factor = 1.002\nrunners = 500\n\n[region]' in text
    assert 'shape = "loop"\nlaps = 2\nvisit = [' in text


def test_a_new_table_stands_where_the_contract_has_it_and_under_no_foreign_comment(
    drafts: Drafts,
) -> None:
    source = BRIEF + "\n# How long to look.\n[search]\nseed = 2\n"
    text = _changed(drafts, ("limits", "max_unpaved", 0.0), source=source)

    assert text == source.replace("# How long", "[limits]\nmax_unpaved = 0.0\n\n# How long")


def test_a_list_of_several_lines_keeps_its_comments(drafts: Drafts) -> None:
    text = _changed(drafts, ("course", "visit", ["Castle", "Bridge", [9.5, 47.0]]))

    assert '"Castle",  # the old one\n    "Bridge",\n    [9.5, 47.0]' in text


def test_a_key_that_is_taken_out_leaves_the_rest(drafts: Drafts) -> None:
    assert _changed(drafts, ("event", "name", None)) == BRIEF.replace(
        'name = "Valley Run"   # to be decided\n', ""
    )


def test_line_ends_of_windows_and_the_mark_of_the_byte_order_stay(drafts: Drafts) -> None:
    source = "\ufeff" + BRIEF.replace("\n", "\r\n")
    text = _changed(drafts, ("event", "runners", 500), source=source)

    assert text == source.replace('"10km"\r\n', '"10km"\r\nrunners = 500\r\n')
