"""`candidates.json` and `courses.geojson`, against files written by hand and the contract's words."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from courseplanner import __version__
from courseplanner.base.i18n import text
from courseplanner.export.documents.candidates import candidates_document
from courseplanner.export.documents.geojson import centreline_geojson, courses_geojson
from courseplanner.export.syntax.jsontext import json_bytes
from courseplanner.model.brief.brief import Position
from courseplanner.model.course.candidate import NearestBrief, Proposal
from courseplanner.model.course.course import Centreline
from courseplanner.model.rulebook.finding import Finding, Status
from handmade import ELAPSED, NOTHING_FITS, brief, candidate, ground, profile, proposal

GOLDEN = Path(__file__).parents[1] / "golden"

KEYS = {
    "": "schema version seed complete elapsed_s region candidates unmet",
    "candidate": "id fingerprint files length closing lead_in_m start finish separation_m drop_m_per_km "
    "climb_m descent_m profile visits legs stations marks reserves landmarks calibration_courses shares "
    "turns sharp_turns roundness crossings crossings_at_m self_crossings self_crossings_at_m scenery "
    "field findings route",
    "closing": "method shift_m estimate_error_m",
    "length": "nominal_m target_m basis course_m ground_m centreline_m uncertainty_m bias_m "
    "uncertainty_parts measure_first",
    "leg": "way name from_m to_m class surface width_m width_from motor_free tunnel restriction divider",
    "reserve": "at name at_m position add_m cut_m splits",
    "landmark": "kind names at_m",
    "calibration": "name class surface start end length_m rise_m away_m",
    "mark": "kind name at_m nominal_m position height_m place kerb",
    "field": "runners waves waves_from least_width_m last_start_min flow_per_min_m flow_at_m flow_width_m",
    "visit": "name kind rating at_m offset_m counts",
    "station": "kind name at_m also_at_m position side place given count mode people",
    "shares": "repeated unpaved surface_unknown width_unknown motor_free narrow tunnel",
    "unmet": "requirement asked reached unit words nearest certainty",
    "source": "source sha256 date licence counts",
}
"""The keys of the contract, in its order, with those that were added."""

NOT_BUILT = ("drop_m_per_km", "climb_m", "descent_m", "crossings")


def written(found: Proposal) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json_bytes(candidates_document(brief(), ground(), found, ELAPSED)))
    return document


def test_is_the_golden_file() -> None:
    words = json_bytes(candidates_document(brief(), ground(), proposal("A", "B"), ELAPSED)).decode()
    golden = (GOLDEN / "candidates.json").read_text(encoding="utf-8")
    assert words.replace(f'"{__version__}"', '"VERSION"') == golden


def test_geojson_is_the_golden_file() -> None:
    words = courses_geojson(proposal("A", "B").candidates).decode()
    golden = (GOLDEN / "courses.geojson").read_text(encoding="utf-8")
    assert words.replace(__version__, "VERSION") == golden


def test_has_the_keys_of_the_contract() -> None:
    document = written(proposal("A"))
    found = document["candidates"][0]
    parts = {
        "": document,
        "candidate": found,
        "closing": found["closing"],
        "length": found["length"],
        "leg": found["legs"][0],
        "mark": found["marks"][0],
        "reserve": found["reserves"][0],
        "landmark": found["landmarks"][0],
        "calibration": found["calibration_courses"][0],
        "visit": found["visits"][0],
        "station": found["stations"][0],
        "shares": found["shares"],
        "field": found["field"],
        "unmet": document["unmet"][0],
        "source": document["region"]["provenance"][0],
    }
    assert {part: " ".join(keys) for part, keys in parts.items()} == KEYS


def test_what_is_not_computed_is_null() -> None:
    found = written(proposal("A"))["candidates"][0]
    assert [found[key] for key in NOT_BUILT] == [None] * len(NOT_BUILT)
    assert found["length"]["ground_m"] is None
    assert found["length"]["uncertainty_parts"]["heights"] is None
    assert found["files"]["certification_map"] == "A/certification-map.pdf"
    assert found["findings"] == []


def test_lengths_are_told_with_what_is_known_of_them() -> None:
    one = candidate()
    road = Centreline(one.course.lon, one.course.lat, one.course.chainage_m, one.course.course_m + 300.0)
    on_road = replace(one, course=replace(one.course, centreline=road))
    found = replace(proposal("A"), candidates=(on_road,))
    length = written(found)["candidates"][0]["length"]
    assert length["centreline_m"] == pytest.approx(length["course_m"] + 300.0)
    assert (length["nominal_m"], length["target_m"]) == (21097.5, 21118.5975)
    # In whole metres: 40.4, 0.6, 16.6 and 21.1 m together.
    assert (length["uncertainty_m"], length["bias_m"]) == (49.0, 0.0)


def test_what_nobody_looked_at_is_not_known() -> None:
    found = replace(proposal("A"), candidates=(replace(candidate(), budget=None),))
    length = written(found)["candidates"][0]["length"]
    assert [length[key] for key in ("uncertainty_m", "bias_m", "uncertainty_parts", "measure_first")] == [
        None
    ] * 4


def test_the_centreline_has_the_chainages_of_the_course() -> None:
    one = candidate()
    road = Centreline(one.course.lon, one.course.lat, one.course.chainage_m, 1_234.5678)
    document = json.loads(centreline_geojson(replace(one, course=replace(one.course, centreline=road))))
    (feature,) = document["features"]
    assert feature["properties"]["kind"] == "centreline"
    assert feature["properties"]["length_m"] == 1_234.568
    assert len(feature["properties"]["at_m"]) == len(feature["geometry"]["coordinates"]) == 4


def test_legs_keep_what_is_not_known() -> None:
    first, second = written(proposal("A"))["candidates"][0]["legs"]
    assert (first["surface"], first["motor_free"]) == ("asphalt", False)
    assert (second["name"], second["surface"], second["motor_free"]) == (None, None, None)
    assert first["to_m"] == second["from_m"]


def test_no_course_still_gives_a_document_that_says_why() -> None:
    document = written(NOTHING_FITS)
    assert document["candidates"] == []
    assert document["unmet"] == [
        {
            "requirement": "villages",
            "asked": 8,
            "reached": 7,
            "unit": "",
            "words": "8 villages need at least 22.4 km; 7 fit in 21.1 km",
            "nearest": None,
            "certainty": "proven",
        }
    ]


@pytest.mark.parametrize(
    ("value", "entry"),
    [(7, 7), ("10km", "10km"), (("Vaduz", Position(lon=9.5, lat=47.0)), ["Vaduz", [9.5, 47.0]])],
)
def test_the_nearest_brief_is_told_in_its_own_words(value: object, entry: object) -> None:
    unmet = replace(NOTHING_FITS.unmet[0], nearest=NearestBrief("visit", value))
    document = written(replace(NOTHING_FITS, unmet=(unmet,)))
    assert document["unmet"][0]["nearest"] == {"key": "visit", "value": entry}


@pytest.mark.parametrize("wrong", [math.nan, math.inf])
def test_a_figure_that_is_no_number_is_never_written(wrong: float) -> None:
    broken = replace(proposal("A"), candidates=(replace(candidate(), separation_m=wrong),))
    document = candidates_document(brief(), ground(), broken, ELAPSED)
    with pytest.raises(ValueError, match="JSON"):
        json_bytes(document)


def test_a_file_name_that_is_not_utf8_can_be_written() -> None:
    source = replace(ground().provenance[0], source="caf\udce9.osm")
    document = candidates_document(brief(), replace(ground(), provenance=(source,)), proposal("A"), ELAPSED)
    assert b'"source": "caf?.osm"' in json_bytes(document)


def test_findings_are_written_in_the_words_of_the_contract() -> None:
    kept = Finding(
        "REPEATED", Status.PASS, text("Repeated ground"), text("little"), 2.00449, 10.0, "%", 7.99551, ()
    )
    unknown = Finding("WIDTH", Status.UNKNOWN, text("Width"), text("so"), None, 4.0, "m", None, (0.00051,))
    judged = replace(proposal("A"), candidates=(replace(candidate(), findings=(kept, unknown)),))
    assert written(judged)["candidates"][0]["findings"] == [
        {
            "rule": "REPEATED", "status": "pass", "measured": 2.0, "limit": 10.0, "unit": "%", "margin": 8.0,
            "at_m": [],
        },
        {
            "rule": "WIDTH", "status": "unknown", "measured": None, "limit": 4.0, "unit": "m", "margin": None,
            "at_m": [0.001],
        },
    ]  # fmt: skip


def test_all_features_have_one_shape_and_a_line_says_what_its_length_is_of() -> None:
    high = replace(candidate(), profile=profile(181.26), ground_m=21_118.5976)
    for one, basis, length_m in ((candidate(), "ellipsoid", 5974.567), (high, "ground", 21_118.598)):
        features = [each["properties"] for each in json.loads(courses_geojson([one]))["features"]]
        assert {each["candidate"] for each in features} == {one.id}
        assert [each["kind"] for each in features] == ["course", *(mark.type for mark in one.marks)]
        assert (features[0]["basis"], features[0]["length_m"]) == (basis, length_m)


def test_geojson_lines_hold_every_point() -> None:
    found = proposal("A", "B").candidates
    features = json.loads(courses_geojson(found))["features"]
    lines = {each["id"]: each["geometry"]["coordinates"] for each in features if "id" in each}
    expected = [[lon, lat] for lon, lat in zip(found[0].course.lon, found[0].course.lat, strict=True)]
    assert lines == {"A": expected, "B": expected}


def test_what_heights_tell_is_written_and_says_what_the_length_is_of() -> None:
    high = replace(candidate(), profile=profile(181.26), ground_m=21_118.5976)
    (entry,) = written(Proposal((high,), (), complete=True))["candidates"]
    assert (entry["climb_m"], entry["descent_m"], entry["drop_m_per_km"]) == (181.3, 181.3, 0.0)
    assert entry["length"]["basis"] == "ground"
    assert entry["length"]["ground_m"] == 21_118.598
