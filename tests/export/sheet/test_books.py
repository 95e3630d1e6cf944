"""The set-up book and the measurement report: what they hold, in running order, and what they leave blank."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from courseplanner.assess.climate.action_plans import RaceRecord, action_plan_of_race
from courseplanner.base.i18n import Language, Text, _catalogue, text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.formats import exporters
from courseplanner.export.sheet.drawing.drawing_ops import Area, Label
from courseplanner.export.sheet.drawing.preset import presets
from courseplanner.export.sheet.setup_book import set_ups_of, setup_book_pages
from courseplanner.measure.bicycle.ride_sheet import ride_sheet
from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.climate.action_plan import WeatherActionPlan
from courseplanner.model.course.planned_course import PlannedCourse
from courseplanner.model.course.stations import DefibrillatorMode, Station, StationKind, StationPlan
from courseplanner.model.weather.conditions import RaceHours
from courseplanner.model.weather.weather import Weather
from export.formats.lines import LINES, package
from export.sheet.sheets import restricted, spoken, there_and_back, town
from handmade import on_course
from weather_made import LEVELS, weather_of

BOOKS = ("measurement-report", "setup-book", "weather-action-plan")


def pages_of(kind: str, asked: CoursePackage) -> list[str]:
    document = pypdfium2.PdfDocument(exporters()[kind].write(asked))
    return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]


def test_everything_that_is_set_up_stands_in_running_order() -> None:
    asked = restricted(town())
    things = set_ups_of(asked)
    at_m = [one.at_m for one in things]
    assert at_m == sorted(at_m)
    titles = [str(one.title) for one in things]
    for mark in asked.candidate.course_marks:
        assert str(mark.name) in titles
    assert {"R1 begins", "R1 ends", "R2 begins", "R2 ends"} <= set(titles)
    plan = asked.candidate.stations
    together = "; ".join(titles)
    for station in plan.stations:
        assert str(station.name) in together
    turns = [cue for cue in asked.cues if "left" in cue.kind or "right" in cue.kind]
    assert sum("Turn" in title for title in titles) >= len(turns) > 0


def test_the_set_up_book_says_how_each_defibrillator_comes_and_how_many_people_that_takes() -> None:
    asked = town()
    plan = asked.candidate.stations
    devices = plan.of_kind(StationKind.DEFIBRILLATOR)
    said = " ".join(" ".join(pages_of("setup-book", asked)).split())
    assert f"{len(devices)} defibrillators with {2 * len(devices)} people, in pairs" in said
    together = [str(words) for one in set_ups_of(asked) for words in one.said]
    assert together.count("Defibrillator: carried on foot with 2 people") == len(devices) > 0


def test_nothing_that_stands_at_one_place_is_left_out_of_a_book_in_two_languages() -> None:
    kinds = (StationKind.WATER, StationKind.MAT, StationKind.MEDICAL, StationKind.DEFIBRILLATOR)
    names = ("Water, start", "Timing mat, start", "Medical post, start", "Defibrillator by bicycle, start")
    asked = spoken(town(), "en+zh")
    lon, lat = float(asked.candidate.course.lon[0]), float(asked.candidate.course.lat[0])
    there = [
        Station(kind, text(name), (0.0,), lon, lat, width_m=7.0)
        for kind, name in zip(kinds, names, strict=True)
    ]
    there[-1] = replace(there[-1], mode=DefibrillatorMode.BICYCLE)
    carried = replace(there[-1], name=text("Defibrillator, start"), mode=DefibrillatorMode.CARRIED)
    toilets = replace(there[0], kind=StationKind.TOILETS, name=text("Toilets, start"), count=100)
    plan = StationPlan((*there, carried, toilets))
    asked = replace(asked, candidate=replace(asked.candidate, stations=plan))
    drawn = [one.words for page in setup_book_pages(asked) for one in page.drawn if isinstance(one, Label)]
    said = " ".join(drawn)
    for name in (*names, "Defibrillator, start", "Toilets, start"):
        assert name in said
    assert "Defibrillator: by bicycle with 2 people, carried on foot with 2 people" in said
    for words in ("自行车组", "徒步携带", "共 100 个"):
        assert words in said.partition("Toilets")[2]


def test_each_thing_has_a_map_a_box_for_the_photo_and_one_for_the_tick() -> None:
    asked = restricted(town())
    pages = setup_book_pages(asked)
    things = set_ups_of(asked)
    photos = [one for page in pages for one in page.drawn if isinstance(one, Label) and one.words == "photo"]
    maps = [one for page in pages for one in page.drawn if isinstance(one, Area) and one.item == "frame"]
    assert len(photos) == len(maps) == len(things)
    said = " ".join(pages_of("setup-book", asked))
    assert "left side shut, line 3.0 m off the left kerb" in said
    assert f"km {asked.km_at(things[-1].at_m):.3f}" in said


def test_all_sheets_and_the_ride_sheet_have_a_kilometre_at_the_same_place() -> None:
    asked = town()
    course, kilometrage = asked.candidate.course, asked.kilometrage
    kilometres = [mark for mark in asked.candidate.course_marks if mark.kind in ("km", "5km")]
    assert len(kilometres) >= 2
    ride = PlannedCourse(
        "Small A", course, asked.candidate.nominal_m, asked.candidate.target_m,
        asked.candidate.is_on_ground, None, has_miles=False, calibration_courses=(), reserves=(),
        sources=(), path=Path("A"),
    )  # fmt: skip
    ridden = {str(row.what): row.at_m for row in ride_sheet(ride) if row.is_split}
    book = " ".join(pages_of("setup-book", asked))
    table = " ".join(pages_of("certification-map", asked))
    for mark in kilometres:
        assert ridden[str(mark.name)] == pytest.approx(kilometrage.measured_at(mark.at_m))
        assert ridden[str(mark.name)] == pytest.approx(mark.nominal_m * 1.001)
        for said in (book, table):
            assert f"{mark.nominal_m / 1000.0:.3f}" in said
            assert f"{mark.lat:.6f}, {mark.lon:.6f}" in said


def test_the_report_fills_in_what_is_planned_and_leaves_the_rest_blank() -> None:
    said = "\n".join(pages_of("measurement-report", town()))
    assert "Gitterstadt" in said
    assert f"{town().candidate.planned_m:,.1f} m" in said
    assert "planned, not measured" in said
    assert "Second measurer" in said
    nowhere = replace(town().candidate, towns=(None, None))
    unknown = "\n".join(pages_of("measurement-report", replace(town(), candidate=nowhere, event="")))
    assert "Gitterstadt" not in unknown


def test_the_report_has_the_date_that_the_brief_gives() -> None:
    said = pages_of("measurement-report", there_and_back())[0]
    assert "2026-11-08" in said
    assert "2026" not in pages_of("measurement-report", town())[0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_tells_what_is_known_of_the_surface_from_what_is_assumed(language: str) -> None:
    legs = tuple(replace(leg, surface=None) for leg in town().candidate.course.legs)
    course = replace(town().candidate.course, legs=legs)
    asked = replace(town(), candidate=on_course(town().candidate, course))
    for made, known, assumed in ((asked, "0 % / 0 %", "100 % / 0 %"), (town(), "100 % / 0 %", "0 % / 0 %")):
        lines = pages_of("measurement-report", spoken(made, language))[0].splitlines()
        words = {"en": ("Surface known", "Surface assumed"), "zh": ("已知路面", "假定的路面")}[language]
        for start, figure in zip(words, (known, assumed), strict=True):
            assert [line.endswith(figure) for line in lines if start in line] == [True]


def test_a_calibration_course_on_a_road_without_a_name_is_told_in_the_language_of_the_report() -> None:
    stretch = CalibrationStretch(None, "residential", None, (9.5, 47.1), (9.51, 47.1), 331.0, None, 109.0)
    made = replace(town(), candidate=replace(town().candidate, calibration_courses=(stretch,)))
    said = pages_of("measurement-report", spoken(made, "zh"))[0]
    assert "无名道路，331 米，109 米" in said
    assert "residential" not in said


_OURS = {
    "courseplanner",
    "OpenStreetMap",
    "ODbL",
    "WGS",
    "osm",
    "map",
    "sha",
    "km",
    "AQI",
    "WBGT",
    "HJ",
    "ACSM",
}
_NAMES = {"Small", "Row", "Column", "Gitterstadt", "Oberdorf"}


@pytest.mark.parametrize("kind", sorted(set(exporters()) & {*BOOKS, *presets()}))
def test_no_english_word_is_left_in_a_chinese_sheet(kind: str) -> None:
    for asked in (there_and_back(), restricted(town())):
        said = "\n".join(pages_of(kind, spoken(asked, "zh")))
        words = set(re.findall(r"[A-Za-z]{2,}", said)) - _OURS - _NAMES
        assert {word for word in words if not re.fullmatch("[0-9a-f]+", word)} == set()


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.parametrize("name", LINES)
def test_any_course_makes_a_book(kind: str, name: str) -> None:
    assert pages_of(kind, package(name))


@pytest.mark.parametrize("kind", BOOKS)
def test_all_that_a_book_says_is_said_in_chinese(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: set[str] = set()
    said_in = Text.said_in

    def spy(self: Text, language: Language) -> str:
        told.add(self.template)
        return said_in(self, language)

    monkeypatch.setattr(Text, "said_in", spy)
    exporters()[kind].write(spoken(restricted(town()), "zh"))
    assert told - {"", "{place}"} - set(_catalogue(Language.CHINESE)) == set()
    assert len(told) > 20


def action_plan(weather: Weather | None, race: RaceHours | None) -> WeatherActionPlan:
    return action_plan_of_race(
        town().name, town().candidate.nominal_m, RaceRecord(weather, race=race), LEVELS
    )


def test_a_weather_action_plan_without_weather_says_that_nobody_knows() -> None:
    said = pages_of("weather-action-plan", replace(town(), action_plan=action_plan(None, None)))[0]
    assert "No weather is recorded for this race" in said
    assert said.count("not recorded") == 13
    assert "of 21 days" not in said


@pytest.mark.parametrize("race", [RaceHours(dt.date(2027, 7, 11), 8.5, 2.0), None])
def test_a_weather_action_plan_counts_the_hours_of_the_race_else_of_the_best_slot(
    race: RaceHours | None,
) -> None:
    hours = np.arange(8760)
    columns = {
        "temperature_c": 14.0 - 12.0 * np.cos(2.0 * np.pi * hours / 8760.0),
        "humidity_percent": 70.0, "wind_m_s": 3.0, "sun_w_m2": 300.0,
    }  # fmt: skip
    asked = replace(town(), action_plan=action_plan(weather_of(columns), race))
    said = pages_of("weather-action-plan", asked)[0]
    assert said.startswith("Weather action plan")
    assert asked.name in said
    if race is not None:
        assert "week 28 (Jul 9–15), start at 08:30, last finisher after 2 h" in said
        assert "21 of 21 days" in said  # the yellow flag of every day
    else:
        assert "last finisher after 0.71 h" in said
    assert said.count("not recorded") == 8 + 1  # and at the foot, gusts


def test_a_gun_at_half_past_counts_the_last_half_hour_too() -> None:
    # Hot in the hour from 10 to 11 only: a race of two hours from 8:30 runs into it, one from 8:00 does not.
    hot = np.where(np.arange(8760) % 24 == 10, 40.0, 12.0)
    weather = weather_of({"temperature_c": hot, "humidity_percent": 50.0, "wind_m_s": 3.0, "sun_w_m2": 100.0})
    met = {}
    for start_h in (8.0, 8.5):
        race = RaceHours(dt.date(2027, 7, 11), start_h, 2.0)
        met[start_h] = action_plan(weather, race).triggers[1].met_days
    assert met == {8.0: 0, 8.5: 21}
