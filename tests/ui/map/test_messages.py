from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.ui.map.messages import (
    CandidateHovered,
    CandidateLine,
    CandidatePicked,
    CourseDrawing,
    CourseHovered,
    Fit,
    FromPage,
    Kilometre,
    MapSign,
    PageError,
    PageWords,
    Painted,
    PointAt,
    Ready,
    SetPalette,
    ShowBasemap,
    ShowCandidates,
    ShowCourse,
    ShowPlaces,
    ToPage,
    decode,
    encode,
)

SPOT = MapSign("scenic", "万峰林", 4, 104.9, 25.0)
COURSE = CourseDrawing(
    "A",
    (1.0, 2.0, 3.0, 4.0),
    (0.0, 5.5),
    (Kilometre(1, 1.5, 2.5),),
    (1.0, 2.0),
    (3.0, 4.0),
    ((2.0, 3.0),),
    (SPOT,),
)
SAME = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("message", "written"),
    [
        (PageWords({"legend": "Legend"}), {"kind": "words", "words": {"legend": "Legend"}}),
        (SetPalette({"ink": "#000000"}), {"kind": "palette", "colours": {"ink": "#000000"}}),
        (ShowBasemap(None), {"kind": "basemap", "url": None}),
        (
            PointAt("B", (1.0, 2.0), 7.5, 0.007),
            {"kind": "point", "candidate": "B", "position": [1, 2], "at_m": 7.5, "km": 0.007},
        ),
        (PointAt(), {"kind": "point", "candidate": None, "position": None, "at_m": None, "km": None}),
        (Fit((1.0, 2.0, 3.0, 4.0)), {"kind": "fit", "bbox": [1, 2, 3, 4], "gently": False}),
        (ShowCourse(None), {"kind": "course", "course": None}),
        (
            ShowCandidates((CandidateLine("A", (1.0, 2.0)),)),
            {"kind": "candidates", "lines": [{"id": "A", "lonlat": [1, 2]}]},
        ),
        (
            ShowPlaces((SPOT,)),
            {
                "kind": "places",
                "places": [{"kind": "scenic", "name": "万峰林", "rating": 4, "lon": 104.9, "lat": 25.0}],
            },
        ),
    ],
)
def test_messages_to_the_page(message: ToPage, written: dict[str, object]) -> None:
    assert json.loads(encode(message)) == written


def test_a_course_is_written_whole() -> None:
    course = json.loads(encode(ShowCourse(COURSE)))["course"]
    assert course["lonlat"] == [1, 2, 3, 4]
    assert course["chainage_m"] == [0, 5.5]
    assert course["kilometres"] == [{"number": 1, "lon": 1.5, "lat": 2.5}]
    assert course["turnarounds"] == [[2, 3]]
    assert course["visits"][0]["name"] == "万峰林"


@given(name=st.text(alphabet=st.characters(exclude_categories=())))
def test_any_name_of_a_stranger_is_written_in_ascii(name: str) -> None:
    words = encode(ShowPlaces((MapSign("village", name, None, 0.0, 0.0),)))
    assert words.isascii()
    assert json.loads(words)["places"][0]["name"] == name


def test_a_number_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode(Fit((float("nan"), 0.0, 1.0, 1.0)))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('{"kind": "ready"}', Ready()),
        ('{"kind": "painted", "what": "basemap", "ms": 12}', Painted("basemap", 12.0)),
        ('{"kind": "candidate_hovered", "id": "B"}', CandidateHovered("B")),
        ('{"kind": "candidate_hovered", "id": null}', CandidateHovered(None)),
        ('{"kind": "candidate_picked", "id": "C"}', CandidatePicked("C")),
        ('{"kind": "course_hovered", "at_m": 1234.5}', CourseHovered(1234.5)),
        ('{"kind": "course_hovered", "at_m": null}', CourseHovered(None)),
        ('{"kind": "error", "words": "TypeError"}', PageError("TypeError")),
    ],
)
def test_messages_from_the_page(words: str, message: FromPage) -> None:
    assert decode(words) == message


def test_a_long_error_is_cut() -> None:
    message = decode(json.dumps({"kind": "error", "words": "x" * 50_000}))
    assert isinstance(message, PageError)
    assert len(message.words) == 2_000


@pytest.mark.parametrize(
    "words",
    [
        "",
        "ready",
        "[]",
        "null",
        "{}",
        '{"kind": ["ready"]}',
        '{"kind": "launch"}',
        '{"kind": "candidate_picked"}',
        '{"kind": "candidate_picked", "id": null}',
        '{"kind": "candidate_hovered", "id": 3}',
        '{"kind": "course_hovered", "at_m": "1"}',
        '{"kind": "course_hovered", "at_m": true}',
        '{"kind": "course_hovered", "at_m": NaN}',
        '{"kind": "course_hovered", "at_m": Infinity}',
        '{"kind": "course_hovered", "at_m": 1' + "0" * 400 + "}",
        '{"kind": "painted", "what": "x", "ms": null}',
        "[" * 90_000,
        '{"kind": "error", "words": "' + "x" * 100_000 + '"}',
    ],
)
def test_nonsense_from_the_page_is_a_value_error(words: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        decode(words)


@given(said=SAME | st.dictionaries(st.sampled_from(["kind", "id", "at_m", "words"]), SAME))
def test_whatever_the_page_says_is_a_message_or_a_value_error(said: object) -> None:
    try:
        message = decode(json.dumps(said))
    except ValueError:
        return
    assert isinstance(message, FromPage)
