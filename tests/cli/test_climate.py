"""`courseplanner climate`: from files of weather and air to table, JSON, picture and sheet."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from courseplanner.base.i18n import Language, Text, _catalogue
from courseplanner.cli.main import main
from courseplanner.model.weather.climate_levels import FLAG_COLOURS
from weather_made import HEADING, epw_text, written

KEYS = "schema station record duration_h window rain course annual months slots race along doubts"
SLOT_KEYS = (
    "week first_day last_day start days unknown_days in_window in_temperature in_wind in_daylight flags "
    "below care danger no_race cold_wet gale thunder median_wbgt_c air worst_year "
    "rain rain_normal wet usual recommended reasons"
)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def seasons(hour: int, values: list[str]) -> list[str]:
        daily = 5.0 * np.sin(2.0 * np.pi * (hour % 24 - 9.0) / 24.0)
        values[6] = f"{13.0 - 14.0 * np.cos(2.0 * np.pi * (hour - 500) / 8760.0) + daily:.1f}"
        return values

    return written(tmp_path_factory.mktemp("weather"), "year.epw", epw_text(row=seasons))


@pytest.fixture(scope="module")
def air(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = np.datetime64("2019-01-01") + np.arange(365)
    rows = "".join(f"Somewhere,{day},{60 + at % 50}\n" for at, day in enumerate(days))
    return written(tmp_path_factory.mktemp("air"), "air.csv", rows)


def track(folder: Path, height_m: float | None = 960.0) -> Path:
    height = "" if height_m is None else f"<ele>{height_m}</ele>"
    points = "".join(f'<trkpt lat="{47.2 + at / 1000.0}" lon="9.5">{height}</trkpt>' for at in range(20))
    head = '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
    return written(folder, "course.gpx", f"{head}<trk><trkseg>{points}</trkseg></trk></gpx>")


def answer_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["climate", *arguments, "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_json_has_the_words_of_the_contract(
    year: Path, air: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["climate", str(year), "--air", str(air), "--duration", "3", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert " ".join(answer) == KEYS
    assert answer["station"]["name"] == "Somewhere, AUT"
    assert (answer["station"]["lat"], answer["station"]["elevation_m"]) == (47.1, 460.0)
    assert answer["station"]["zone"] == "Europe/Zurich"
    assert set(answer["annual"]) >= {
        "mean_temperature_c",
        "hours_temperature",
        "hours_wind",
        "hours_in_window",
    }
    assert [month["month"] for month in answer["months"]] == list(range(1, 13))
    assert sorted(month["rank"] for month in answer["months"]) == list(range(1, 13))
    assert " ".join(answer["slots"][0]) == SLOT_KEYS
    assert len(answer["slots"]) == 53 * 24
    for slot in answer["slots"]:
        assert sum(slot["flags"].values()) == pytest.approx(1.0, abs=0.001)
        assert slot["below"]["red"] == pytest.approx(
            sum(slot["flags"][flag] for flag in ("white", "green", "yellow")), abs=0.001
        )
    assert answer["record"]["not_recorded"] == ["rain", "gusts", "thunder", "visibility"]
    assert answer["slots"][0]["cold_wet"] is None
    assert answer["slots"][0]["air"]["days"] == 21
    assert (answer["slots"][0]["first_day"], answer["course"]) == (
        _first_day(answer["slots"][0]["week"]),
        None,
    )


def _first_day(week: int) -> str:
    return str(np.datetime64("2001-01-01") + 7 * (week - 1))[5:]


def test_the_best_slots_are_safe_and_the_worst_are_hot(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["climate", str(year), "--duration", "3:30", "--json"])
    slots = json.loads(capsys.readouterr().out)["slots"]
    assert all(slot["danger"] == 0.0 and slot["in_daylight"] == 1.0 for slot in slots[:10])
    light = [slot for slot in slots if slot["in_daylight"] == 1.0]
    assert light[-1]["danger"] == 1.0


def test_the_table_fits_a_terminal_and_says_what_one_year_is(
    year: Path, air: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["climate", str(year), "--air", str(air), "--duration", "3"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    words = " ".join(told.out.split())
    for part in (
        "one typical year", "not recorded, and so not in the figures: rain, gusts, thunder, visibility",
        "Counts of one year", "Best month", "10 ", "of 8760 hours",
    ):  # fmt: skip
        assert part in words
    assert max(map(len, told.out.splitlines())) <= 80
    assert "…" not in told.out


def test_the_course_is_told_and_the_temperature_taken_there_when_asked(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = track(tmp_path)
    plain = answer_of(capsys, str(year), "--duration", "3", "--course", str(course))
    assert plain["course"] == {
        "station_distance_m": 11117, "elevation_m": 960.0, "above_station_m": 500.0, "adjusted": False
    }  # fmt: skip
    moved = answer_of(capsys, str(year), "--duration", "3", "--course", str(course), "--adjust")
    means = [answer["annual"]["mean_temperature_c"] for answer in (plain, moved)]  # type: ignore[index]
    assert means[0] - means[1] == pytest.approx(3.25, abs=0.001)
    assert plain["doubts"] == [
        "the course lies +500 m above the station; --adjust takes the temperature there"
    ]
    assert moved["doubts"] == []


def test_a_track_without_heights_has_the_temperatures_of_the_station_and_says_so(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(year), "--duration", "3", "--date", "2027-05-16", "--start", "08:00", "--course"]
    high = answer_of(capsys, *arguments, str(track(tmp_path)))
    flat = answer_of(capsys, *arguments, str(track(tmp_path, None)))
    told = "the height of the course or of the station is unknown: temperatures along it are the station's"
    assert flat["doubts"] == [told]
    assert told not in str(high["doubts"])
    assert [[one["at_course_height"] for one in answer["along"]] for answer in (high, flat)] == [  # type: ignore[attr-defined]
        [True] * 3,
        [False] * 3,
    ]


def test_files_are_written_and_are_the_same_twice(
    year: Path, air: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [tmp_path / "new" / "one", tmp_path / "two"]
    for folder in out:
        told = main(["climate", str(year), "--air", str(air), "--duration", "3", "--out", str(folder)])
        assert told == 0
    capsys.readouterr()
    names = ["climate.json", "climate.png", "climate.svg", "weather-action-plan.pdf"]
    assert sorted(path.name for path in out[0].iterdir()) == names
    for name in names:
        assert (out[0] / name).read_bytes() == (out[1] / name).read_bytes()
    assert " ".join(json.loads((out[0] / "climate.json").read_bytes())) == KEYS


def test_the_picture_shows_each_month_and_hour(year: Path, tmp_path: Path) -> None:
    whole_day = ["--earliest-start", "0:00", "--latest-start", "23:00"]
    assert main(["climate", str(year), "--duration", "3", *whole_day, "--out", str(tmp_path)]) == 0
    document = json.loads((tmp_path / "climate.json").read_bytes())
    svg = ET.fromstring((tmp_path / "climate.svg").read_bytes())
    names = {"svg": "http://www.w3.org/2000/svg"}
    words = ["".join(entry.itertext()) for entry in svg.findall(".//svg:text", names)]
    assert {"Jan", "Dec", "0", "23"} <= set(words)
    fills = [path.get("fill") for path in svg.findall(".//svg:path", names)]
    assert sum(fills.count(colour) for colour in FLAG_COLOURS) >= 12 * 24
    rims = [path for path in svg.findall(".//svg:path", names) if path.get("stroke") == "#0072b2"]
    assert len(rims) == sum(not month["wet"] for month in document["months"]) < 12
    picture = Image.open(io.BytesIO((tmp_path / "climate.png").read_bytes()))
    assert picture.width > 1400
    # The red of the hottest noon stands in the picture, and so does the colour of the mild ones.
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1_000_000) or []}
    for colour in (FLAG_COLOURS[1], FLAG_COLOURS[2], FLAG_COLOURS[3]):
        assert tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5)) in colours


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_the_sheet_of_triggers_names_each_and_leaves_who_decides_blank(
    year: Path, air: Path, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: set[str] = set()
    said_in = Text.said_in

    def spy(self: Text, spoken: Language) -> str:
        told.add(self.template)
        return said_in(self, spoken)

    monkeypatch.setattr(Text, "said_in", spy)
    arguments = ["--air", str(air), "--duration", "3", "--date", "2027-05-16", "--start", "08:00"]
    assert main(["climate", str(year), *arguments, "--out", str(tmp_path), "--language", language]) == 0
    words = (
        pypdfium2.PdfDocument((tmp_path / "weather-action-plan.pdf").read_bytes())[0]
        .get_textpage()
        .get_text_bounded()
    )
    if "en" in language:
        for part in (
            "Heat",
            "Cold rain",
            "Lightning",
            "Gusts",
            "Fog",
            "Air (AQI)",
            "week 20",
            "08:00",
            "of 21 days",
        ):
            assert part in words
        # Cold rain twice, lightning, fog twice; and at the foot, gusts.
        assert words.count("not recorded") == 6
    if "zh" in language:
        assert "赛事熔断表" in words
        assert told - {"{count} *"} - set(_catalogue(Language.CHINESE)) == set()
        assert len(told) > 40


def test_rain_that_is_not_recorded_is_told_in_the_heading_and_in_each_slot(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = next((shared_data / "climate").glob("*Lijiang*.epw"))
    air = shared_data / "air" / "lijiang.csv"
    arguments = [str(record), "--air", str(air), "--duration", "3"]
    assert main(["climate", *arguments, "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    head, _, table = told.partition("Week")
    assert "Rain is not recorded: unknown, and not dry." in " ".join(head.split())
    assert (
        "Jun–Sep look like a wet season by vapour and humidity: ranked as cold and wet, not recommended."
        in " ".join(head.split())
    )
    rows = [line for line in table.splitlines() if re.match(r" *\d+ \d+: ", line)][:10]
    assert len(rows) == 10
    assert not [row for row in rows if any(month in row for month in ("Jun", "Jul", "Aug", "Sep"))]
    assert max(map(len, told.splitlines())) <= 80
    answer = json.loads((tmp_path / "climate.json").read_bytes())
    assert answer["rain"]["wet_months"] == [6, 7, 8, 9]
    assert [month["month"] for month in answer["months"] if month["wet"]] == [6, 7, 8, 9]
    slots = answer["slots"]
    assert len(slots) == 53 * 24
    assert {slot["rain"] for slot in slots} == {None}
    assert {slot["start"] for slot in slots if slot["usual"]} == {"07:00", "08:00", "09:00", "10:00"}
    july = [slot for slot in slots if slot["week"] == 28 and slot["usual"]]
    assert [(slot["wet"], slot["recommended"]) for slot in july] == [(1.0, False)] * 4
    assert not any(slot["recommended"] for slot in slots if slot["week"] == 53)
    best = next(slot for slot in slots if slot["recommended"])
    sheet = pypdfium2.PdfDocument((tmp_path / "weather-action-plan.pdf").read_bytes())[0].get_textpage()
    assert f"week {best['week']} " in sheet.get_text_bounded()
    svg = (tmp_path / "climate.svg").read_text(encoding="utf-8")
    assert "Rain is not recorded: unknown, and not dry" in svg
    assert svg.count(">wet?<") == 4


def test_the_race_is_placed_among_the_slots_with_what_speaks_against_it(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = next((shared_data / "climate").glob("*Xingyi*.epw"))
    arguments = [str(record), "--duration", "3", "--date", "2024-09-01", "--start", "07:30"]
    assert main(["climate", *arguments, "--out", str(tmp_path)]) == 0
    words = " ".join(capsys.readouterr().out.split())
    race = json.loads((tmp_path / "climate.json").read_bytes())["race"]
    assert (race["week"], race["slot_start"], race["usual_slots"]) == (35, "08:00", 208)
    assert race["rank"] > 104
    assert f"the slot of week 35 and 08:00 ranks {race['rank']} of 208" in words
    for reason in race["reasons"]:
        assert reason in words
    assert any("wet season" in reason for reason in race["reasons"])


def test_start_hours_and_normals_are_settings(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evening = ["--earliest-start", "16:30", "--latest-start", "19:00"]
    answer = answer_of(capsys, str(year), "--duration", "3", *evening)
    assert answer["window"]["earliest_start"] == "16:30"  # type: ignore[index]
    usual = {slot["start"] for slot in answer["slots"] if slot["usual"]}  # type: ignore[attr-defined]
    assert usual == {"17:00", "18:00", "19:00"}
    normals = ["--rain-days", "20 20,20,2,2,2,2,2,2,2,2,2.5"]
    answer = answer_of(capsys, str(year), "--duration", "3", *normals)
    assert answer["rain"]["wet_months"] == [1, 2, 3]  # type: ignore[index]
    slot = next(one for one in answer["slots"] if one["week"] == 28)  # type: ignore[attr-defined]
    assert (slot["rain"], slot["rain_normal"], slot["wet"]) == (None, 0.0645, 0.0)
    del tmp_path


def test_where_nothing_can_be_recommended_that_is_said(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wet = ["--rain-days", ",".join(["28"] * 12)]
    assert main(["climate", str(year), "--duration", "3", *wet, "--out", str(tmp_path)]) == 0
    assert "No start slot can be recommended (start between 06:30 and 10:00)" in capsys.readouterr().out
    assert not (tmp_path / "weather-action-plan.pdf").exists()


def test_neither_time_zone_nor_locale_changes_a_byte(
    year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written_files = []
    for zone, language in (("UTC", "C"), ("Asia/Shanghai", "zh_CN.UTF-8")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", language)
        time.tzset()
        out = tmp_path / zone.replace("/", "-")
        arguments = ["--duration", "3", "--date", "2027-05-16", "--start", "8:30", "--out", str(out)]
        assert main(["climate", str(year), *arguments]) == 0
        written_files.append({path.name: path.read_bytes() for path in out.iterdir()})
    monkeypatch.undo()
    time.tzset()
    capsys.readouterr()
    assert written_files[0] == written_files[1]


BAD = {
    "no duration": (["{year}"], "--duration"),
    "a word": (["{year}", "--duration", "long"], "long is not a race duration"),
    "nothing": (["{year}", "--duration", "0"], "0 is not a race duration"),
    "weeks": (["{year}", "--duration", "200"], "200 is not a race duration"),
    "no file": (["none.epw", "--duration", "3"], "none.epw: can't be read"),
    "no air": (["{year}", "--duration", "3", "--air", "none.csv"], "none.csv: can't be read"),
    "no rules": (["{year}", "--duration", "3", "--rules", "mine"], "mine"),
    "date alone": (["{year}", "--duration", "3", "--date", "2027-05-16"], "--start: it is missing"),
    "no date": (["{year}", "--duration", "3", "--date", "16 May", "--start", "8"], "16 May is not a date"),
    "no clock": (
        ["{year}", "--duration", "3", "--date", "2027-05-16", "--start", "25:00"],
        "25:00 is not a time",
    ),
    "no course": (["{year}", "--duration", "3", "--adjust"], "--adjust: there is no course"),
    "no heights": (["{year}", "--duration", "3", "--adjust", "--course", "{flat}"], "--adjust: the height"),
    "eleven months": (["{year}", "--duration", "3", "--rain-days", "1,2,3,4,5,6,7,8,9,10,11"], "11 numbers"),
    "long month": (
        ["{year}", "--duration", "3", "--rain-days", "1,30,3,4,5,6,7,8,9,10,11,12"],
        "30 days of rain do not fit into month 2",
    ),
    "no normals": (["{year}", "--duration", "3", "--rain-days", "many"], "many are not numbers"),
    "starts turned round": (
        ["{year}", "--duration", "3", "--earliest-start", "11:00"],
        "11:00 is later than --latest-start 10:00",
    ),
    "out is a file": (["{year}", "--duration", "3", "--out", "{year}"], "not a folder"),
}


@pytest.mark.parametrize("kind", BAD)
def test_wrong_input_is_one_line_and_2(
    kind: str, year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, problem = BAD[kind]
    flat = track(tmp_path, None)
    assert main(["climate", *(word.format(year=year, flat=flat) for word in arguments)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert problem in told.err
    assert told.err.count("\n") == 1


def test_what_looks_wrong_is_a_warning_with_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "late.epw", epw_text(HEADING.replace("9.5,1.0", "35.0,1.0")))
    assert main(["climate", str(path), "--duration", "3", "--json"]) == 0
    told = capsys.readouterr()
    assert told.err.startswith(f"courseplanner: warning: {path}: its sun stands highest")
    assert len(json.loads(told.out)["doubts"]) == 1


def test_a_record_without_humidity_ranks_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dry = epw_text(row=lambda _, row: [*row[:8], "999", *row[9:]])
    path = written(tmp_path, "dry.epw", dry)
    assert main(["climate", str(path), "--duration", "3"]) == 0
    assert "No start slot can be ranked" in capsys.readouterr().out
    answer = answer_of(capsys, str(path), "--duration", "3")
    assert answer["slots"] == []
    assert main(["climate", str(path), "--duration", "3", "--out", str(tmp_path / "out")]) == 0
    assert not (tmp_path / "out" / "weather-action-plan.pdf").exists()
