"""Whatever a TOML file holds, it is a brief or an error that is told in one line."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from courseplanner.base.errors import BriefError
from courseplanner.model.brief.brief import Brief, Position

from .conftest import EVENT, REGION, Desk, check_form, whole

KEYS = {
    "event": ["name", "distance", "prevention_factor", "date", "start_time", "runners", "rules"],
    "region": ["osm", "elevation", "weather", "air", "places", "bbox", "place"],
    "course": [
        "shape", "laps", "start", "finish", "visit", "avoid", "villages", "scenic", "scenic_rating",
        "visit_within_m", "lead_in_m",
    ],
    "limits": [
        "min_width_m", "max_repeated", "max_unpaved", "min_motor_free", "max_climb_m", "max_tunnel_m",
        "max_self_crossings",
    ],
    "search": ["candidates", "seed", "time_s"],
}  # fmt: skip

WORDS = st.sampled_from(
    [
        "", ".", "..", "loop", "laps", "point-to-point", "half-marathon", "10km", "4A", "caa", "valley.osm",
        "maps", "none.geojson", "club.toml", "areas.geojson", "Vaduz", "schema",
        "\n", "\x1b[31m", "{x}", "%s", "万峰林",
    ]
)  # fmt: skip
SCALARS = st.one_of(
    st.booleans(),
    st.integers(),
    st.integers(0, 30),
    st.integers(10**300, 10**400),
    st.floats(),
    st.floats(0, 1),
    WORDS,
    st.text(max_size=20),
    st.dates(),
    st.times(),
    st.datetimes(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
RIGHT = {"distance": "10km", "osm": ["valley.osm"]}


def _written(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, str):
        return '"' + "".join(map(_letter, value)) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_written(key)} = {_written(held)}" for key, held in value.items()) + "}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).lower()


def _letter(letter: str) -> str:
    plain = letter.isprintable() and letter not in '"\\'
    return letter if plain else f"\\U{ord(letter):08x}"


def _document(tables: Mapping[str, object]) -> str:
    return "".join(f"{_written(key)} = {_written(value)}\n" for key, value in tables.items())


@st.composite
def _nearly_right(draw: st.DrawFn) -> dict[str, object]:
    """Tables with the right names, in which some keys and values are wrong."""
    document: dict[str, object] = {
        "schema": draw(st.just(1) | SCALARS) if draw(st.integers(0, 9)) == 0 else 1
    }
    for table, keys in KEYS.items():
        lines: dict[str, object] = {key: RIGHT[key] for key in keys if key in RIGHT}
        for key in draw(st.lists(st.sampled_from(keys), max_size=2)):
            lines[key] = draw(VALUES)
        if draw(st.integers(0, 19)) == 0:
            lines[draw(st.text(max_size=8))] = draw(VALUES)
        document[table] = lines
    return document


def _check(desk: Desk, content: str | bytes) -> None:
    try:
        brief = desk.read(content)
    except BriefError as error:
        check_form(error, desk.path)
    else:
        _check_brief(brief)


def _check_brief(brief: Brief) -> None:
    """Check what no brief that passes may break."""
    assert 100.0 <= brief.event.nominal_m <= brief.event.target_m <= 505_000.0
    assert brief.region.osm
    assert all(file.is_absolute() and file.is_file() for file in brief.region.osm)
    assert brief.limits.max_climb_m is None
    shares = (brief.limits.max_repeated, brief.limits.max_unpaved, brief.limits.min_motor_free)
    assert all(share is None or 0.0 <= share <= 1.0 for share in shares)
    for wish in (brief.course.start, brief.course.finish, *brief.course.visit):
        if isinstance(wish, Position):
            assert -180.0 <= wish.lon <= 180.0
            assert -90.0 <= wish.lat <= 90.0
        else:
            assert wish != ""
    assert (brief.course.laps > 1) == (brief.course.shape == "laps")
    assert all("\n" not in str(words) for words in brief.not_used())


@given(document=_nearly_right())
def test_documents_that_are_nearly_right(desk: Desk, document: dict[str, object]) -> None:
    content = _document(document)
    assert len(tomllib.loads(content)) == len(document)  # the test itself writes right TOML
    _check(desk, content)


@given(document=st.dictionaries(st.sampled_from(["schema", *KEYS]) | st.text(max_size=6), VALUES, max_size=5))
def test_documents_of_anything(desk: Desk, document: dict[str, object]) -> None:
    _check(desk, _document(document))


@given(content=st.binary(max_size=60) | st.text(max_size=60))
def test_files_of_anything(desk: Desk, content: str | bytes) -> None:
    _check(desk, content)


@given(at=st.integers(0, 10**6), count=st.integers(0, 20), new=st.binary(max_size=8))
def test_briefs_that_were_damaged(desk: Desk, at: int, count: int, new: bytes) -> None:
    right = whole(event=EVENT, region=REGION, course="start = [9.5, 47]").encode()
    at %= len(right)
    _check(desk, right[:at] + new + right[at + count :])
