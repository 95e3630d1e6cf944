"""The stations of a brief arrive with their kind, their place and how a defibrillator comes."""

from __future__ import annotations

import pytest

from courseplanner.model.brief.brief_stations import StationWishes
from courseplanner.model.course.stations import DefibrillatorMode, StationKind
from courseplanner.roads.given_stations import given_stations
from handmade import brief, ground


def test_each_wish_arrives_with_its_mode() -> None:
    wishes = StationWishes.model_validate(
        {"water": (2.5,), "defibrillators": [3, {"at": 4.5, "mode": "bicycle"}, {"at": 5, "mode": "fetched"}]}
    )
    given = given_stations(brief().model_copy(update={"stations": wishes}), ground())
    assert [(one.kind, one.nominal_m, one.mode) for one in given] == [
        (StationKind.WATER, 2_500.0, None),
        (StationKind.DEFIBRILLATOR, 3_000.0, None),
        (StationKind.DEFIBRILLATOR, 4_500.0, DefibrillatorMode.BICYCLE),
        (StationKind.DEFIBRILLATOR, 5_000.0, DefibrillatorMode.FETCHED),
    ]
    assert given[2].label == "km 4.5"


@pytest.mark.parametrize("key", ["water", "sponges", "mats", "medical", "toilets"])
def test_only_a_defibrillator_has_a_mode(key: str) -> None:
    with pytest.raises(ValueError, match="position"):
        StationWishes.model_validate({key: [{"at": 4.5, "mode": "bicycle"}]})
