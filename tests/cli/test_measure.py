"""`courseplanner measure`: the readings of a measurement, from the file to the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from courseplanner.base.assets import sample
from courseplanner.cli.main import main

SAMPLE = sample("measurement", "rides.toml")
KEYS = (
    "schema nominal_m prevention_factor calibration_m constants rides agreement_percent length_m adjust_m "
    "findings doubts"
)


def test_the_published_lesson_says_what_to_add(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", str(SAMPLE)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    words = " ".join(told.out.split())
    for part in ("constant before: 11238.33", "constant after: 11241.84", "add 82.2 m", "RIDES", "LEN-MIN"):
        assert part in words
    assert max(map(len, told.out.splitlines())) <= 80


def test_json_has_the_words_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", str(SAMPLE), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert " ".join(answer) == KEYS
    assert answer["constants"] == {
        "before": 11238.331, "after": 11241.838, "average": 11240.085, "larger": 11241.838, "day": 11242.0,
        "rule": "larger", "drift_percent": 0.0312,
    }  # fmt: skip
    assert answer["rides"] == [{"name": "first ride", "counts": 118127.0, "wraps": 1, "length_m": 21015.3}]
    assert (answer["length_m"], answer["adjust_m"]) == (21015.3, 82.2)
    assert {finding["rule"] for finding in answer["findings"]} == {
        "CAL-LEN", "CAL-RIDES", "RIDES", "AGREE", "LEN-MIN"
    }  # fmt: skip


def test_another_rule_set_takes_another_constant(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", str(SAMPLE), "--rules", "world-athletics", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["constants"]["rule"], answer["constants"]["day"]) == ("average", 11240.0)


def test_a_rule_set_of_ones_own_lies_beside_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.toml").write_text(
        'schema = 1\nextends = "usatf"\nconstant_of_day = "average"\n', "utf-8"
    )
    rides = tmp_path / "rides.toml"
    rides.write_text(SAMPLE.read_text("utf-8").replace('"usatf"', '"own.toml"'), "utf-8")
    assert main(["measure", str(rides), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["constants"]["rule"] == "average"


def test_a_slip_is_a_warning_and_the_answer_comes_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rides = tmp_path / "rides.toml"
    rides.write_text(SAMPLE.read_text("utf-8").replace("26434", "27434"), "utf-8")
    assert main(["measure", str(rides)]) == 0
    told = capsys.readouterr()
    assert "warning:" in told.err
    assert "a reading of" in told.err
    assert "26434" in told.err
    assert "length" in told.out


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nowhere.toml", None, "there is no such file; check the path of the rides"),
        ("empty.toml", "", "schema is not 1; write schema = 1 at the top"),
    ],
)
def test_a_wrong_file_is_one_line(
    name: str, content: str | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    assert main(["measure", str(path)]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert words in told.err
