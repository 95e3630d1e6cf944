"""Keys that belong to one shape go and come with it."""

from __future__ import annotations

from courseplanner.ui.panels.brief.fields.shapes import changes_with_shape


def test_laps_come_with_their_shape_and_go_with_another() -> None:
    aside: dict[str, object] = {}
    assert changes_with_shape("laps", {}, aside) == [("shape", "laps"), ("laps", 2)]
    assert changes_with_shape("loop", {"shape": "laps", "laps": 4}, aside) == [
        ("laps", None),
        ("shape", "loop"),
    ]
    assert changes_with_shape("laps", {"shape": "loop"}, aside) == [("shape", "laps"), ("laps", 4)]


def test_a_finish_comes_back() -> None:
    aside: dict[str, object] = {}
    there = {"shape": "point-to-point", "finish": "Balzers"}
    assert changes_with_shape("out-and-back", there, aside) == [("finish", None), ("shape", "out-and-back")]
    back = changes_with_shape("point-to-point", {"shape": "out-and-back"}, aside)
    assert back == [("shape", "point-to-point"), ("finish", "Balzers")]


def test_a_value_that_fits_stays() -> None:
    assert changes_with_shape("laps", {"laps": 3}, {"laps": 9}) == [("shape", "laps")]
