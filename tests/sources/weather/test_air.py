"""The quality of the air in: daily tables with and without a heading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from courseplanner.base.errors import WeatherError
from courseplanner.sources.weather.air import read_air
from weather_made import written


@pytest.mark.parametrize(
    ("name", "place", "clean_percent", "highest"),
    [
        ("qianxinan", "黔西南州", 99.7, 136.0),
        ("lijiang", "丽江", 100.0, 65.0),
        ("jiuquan", "酒泉", 78.8, 481.0),
    ],
)
def test_real_tables_give_their_figures(
    shared_data: Path, name: str, place: str, clean_percent: float, highest: float
) -> None:
    air = read_air(shared_data / "air" / f"{name}.csv")
    assert air.place == place
    assert len(air.days) == 763
    assert round(100.0 * float((air.index <= 100.0).mean()), 1) == clean_percent
    assert air.index.max() == highest
    assert air.doubts == ()


def test_a_heading_names_the_columns_in_any_order_and_code(tmp_path: Path) -> None:
    words = "日期,城市,AQI\n2020/1/3,甲,90\n2020/1/1,甲,\n2020/1/2,乙,0\n"
    air = read_air(written(tmp_path, "a.csv", words, "gb18030"))
    assert [str(day) for day in air.days] == ["2020-01-01", "2020-01-02", "2020-01-03"]
    assert np.allclose(air.index, [np.nan, np.nan, 90.0], equal_nan=True)
    assert "甲" in str(air.doubts[0])
    assert "乙" in str(air.doubts[0])


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", "empty"),
        ("date,AQI\n", "no days"),
        ("hello,world\n", "row 1"),
        ("甲,2020-01-01,dirty\n", "row 1: 'dirty' is not an air quality index"),
        ("甲,2020-01-01,50\n甲,2020-02-30,50\n", "row 2: '2020-02-30' is not a day"),
        ("甲,2020-01-01,50\n甲,2020-01-02,-5\n", "row 2: '-5' is not an air quality index"),
        ("甲,2020-01-01,50\n甲,2020-01-02\n", "row 2: it has 2 values"),
        ("甲,2020-01-01,50\n甲,2020-01-02,60\n甲,2020-01-01,50\n", "row 3: 2020-01-01 occurs twice"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, words: str, problem: str) -> None:
    path = written(tmp_path, "bad.csv", words)
    with pytest.raises(WeatherError) as caught:
        read_air(path)
    assert str(caught.value).startswith(str(path))
    assert problem in str(caught.value)
