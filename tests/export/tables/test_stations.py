"""The table of the stations, against a file written by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from courseplanner.base.i18n import text
from courseplanner.export.tables.csvtext import csv_bytes
from courseplanner.export.tables.stations import station_entries, stations_table
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.model.course.stations import DefibrillatorMode, Station, StationKind, StationPlan
from handmade import STATIONS, candidate

COUNTED = kilometrage_of(candidate())
GOLDEN = Path(__file__).parents[1] / "golden" / "stations.csv"


def test_is_the_golden_file() -> None:
    assert csv_bytes(stations_table(STATIONS, COUNTED)).decode("utf-8") == GOLDEN.read_bytes().decode("utf-8")


def test_a_spreadsheet_reads_it() -> None:
    rows = list(csv.reader(io.StringIO(csv_bytes(stations_table(STATIONS, COUNTED)).decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {14}
    assert len(rows) == 1 + len(STATIONS.stations)


def test_none_placed_is_another_thing_than_no_stations() -> None:
    assert station_entries(StationPlan(())) == []


def test_defibrillators_have_their_mode_and_people_and_no_other_station_has() -> None:
    kind, modes = StationKind.DEFIBRILLATOR, (DefibrillatorMode.BICYCLE, DefibrillatorMode.FETCHED)
    devices = tuple(Station(kind, text("Device"), (9.0,), 9.5, 47.1, mode=mode) for mode in modes)
    plan = StationPlan((*devices, *STATIONS.stations))
    entries = station_entries(plan)
    assert entries is not None
    wanted = [("bicycle", 2), ("fetched", 0), (None, None), (None, None)]
    assert [(one["mode"], one["people"]) for one in entries] == wanted
    rows = list(csv.DictReader(io.StringIO(csv_bytes(stations_table(plan, COUNTED)).decode("utf-8-sig"))))
    said = [(row["mode"], row["people"]) for row in rows]
    assert said == [("bicycle", "2"), ("fetched", "0"), ("", ""), ("", "")]
