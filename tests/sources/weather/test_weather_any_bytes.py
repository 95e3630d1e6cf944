"""Whatever lies in a file of weather or air: it is read, or refused in one line with its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseplanner.base.errors import WeatherError
from courseplanner.sources.weather.air import read_air
from courseplanner.sources.weather.weather import read_weather
from sources.weather.test_weather import MAPPING, open_meteo
from weather_made import epw_text

EPW = "\n".join(epw_text().split("\n")[:40]) + "\n"
JSON = json.dumps(open_meteo())
CSV = "when;T;v\n2024-05-01T01:00;50;36\n2024-05-01T02:00;-;18\n"
AIR = "甲,2015-01-01,50,1~2\n甲,2015-01-02,60,1~2\n"
READERS: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "epw": (EPW, "x.epw", lambda path: read_weather([path])),
    "json": (JSON, "x.json", lambda path: read_weather([path])),
    "csv": (CSV, "x.csv", lambda path: read_weather([path])),
    "tmy3": (EPW, "x.csv", lambda path: read_weather([path])),
    "air": (AIR, "x.csv", read_air),
}

ODD = ["nan", "inf", "-1", "1e400", '"', "null", ",,,", "[]", "true", "9" * 25, "0000-00-00", "Z", "+05:00"]


def read_or_refused(path: Path, read: Callable[[Path], object]) -> None:
    try:
        read(path)
    except WeatherError as refused:
        words = str(refused)
        assert words.startswith((str(path), str(path.with_suffix(".toml"))))
        assert "\n" not in words


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_file_is_read_or_refused(kind: str, tmp_path: Path, data: st.DataObject) -> None:
    words, name, read = READERS[kind]
    path = tmp_path / name
    (tmp_path / "x.toml").write_text(MAPPING.format(clock="civil", stands_for="end"), encoding="utf-8")
    begin = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(begin, min(len(words), begin + 40)))
    put = data.draw(
        st.text(max_size=12) | st.sampled_from(["nan", "inf", "-1", "1e400", '"', "null", ",,,", "[]"])
    )
    path.write_bytes((words[:begin] + put + words[end:]).encode("utf-8", "surrogatepass"))
    read_or_refused(path, read)


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(kind: str, tmp_path: Path, content: bytes) -> None:
    _, name, read = READERS[kind]
    (tmp_path / "x.toml").write_text(MAPPING.format(clock="utc", stands_for="start"), encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    read_or_refused(tmp_path / name, read)
