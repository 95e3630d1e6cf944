"""Bad OSM files: each is named, with what is wrong and how to mend it, and nothing else escapes."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import osmium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseplanner.base.errors import OsmFileError
from courseplanner.model.region import Region
from courseplanner.sources.bytes import unpacking
from courseplanner.sources.region import read_region

if TYPE_CHECKING:
    from sources.conftest import OsmText

CUT_OFF = "cut off in the middle"


@pytest.fixture
def xml(osm: OsmText) -> bytes:
    """A sound file, large enough to be cut anywhere."""
    numbers = range(1, 400)
    osm.row(*numbers)
    for number in numbers[:-1]:
        osm.way(number, [number, number + 1], {"highway": "residential", "name": f"Road {number * 7919}"})
    return osm.text().encode()


@pytest.fixture
def pbf(xml: bytes, tmp_path: Path) -> bytes:
    source, target = tmp_path / "source.osm", tmp_path / "target.osm.pbf"
    source.write_bytes(xml)
    with osmium.SimpleWriter(str(target)) as writer:
        for thing in osmium.FileProcessor(str(source)):
            writer.add(thing)
    content: bytes = target.read_bytes()
    return content


def read(folder: Path, name: str, content: bytes) -> Region:
    path = folder / name
    path.write_bytes(content)
    return read_region([path])


def refused(folder: Path, name: str, content: bytes, match: str) -> OsmFileError:
    with pytest.raises(OsmFileError, match=match) as caught:
        read(folder, name, content)
    error = caught.value
    assert error.where == str(folder / name)
    assert error.exit_status == 2
    assert str(error.fix)
    assert "\n" not in str(error)
    return error


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("region.osm", bytes),
    ("region.osm.gz", gzip.compress),
    ("region.osm.bz2", bz2.compress),
    ("REGION.OSM.GZ", gzip.compress),
]


@pytest.mark.parametrize(("name", "pack"), PACKED)
def test_every_packing_gives_the_same_roads(
    name: str, pack: Callable[[bytes], bytes], xml: bytes, tmp_path: Path
) -> None:
    content = pack(xml)
    region = read(tmp_path, name, content)
    assert region.roads.edge_count == 398
    assert region.provenance[0].sha256 == hashlib.sha256(content).hexdigest()


def test_pbf_gives_the_same_roads(pbf: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, "region.osm.pbf", pbf).roads.edge_count == 398


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress)])
def test_several_packed_streams_in_one_file(
    suffix: str, pack: Callable[[bytes], bytes], xml: bytes, tmp_path: Path
) -> None:
    # Long enough, in its packed form too, that libosmium reads the last stream.
    padding = (
        b"<!--" + b" ".join(hashlib.sha256(bytes([k])).hexdigest().encode() for k in range(255)) + b"-->"
    )
    region = read(tmp_path, f"two.osm.{suffix}", pack(xml[:9000]) + pack(xml[9000:] + padding))
    assert region.roads.edge_count == 398


def test_a_last_stream_that_libosmium_loses_is_told_of(xml: bytes, tmp_path: Path) -> None:
    content = bz2.compress(xml[:9000]) + bz2.compress(xml[9000:])
    error = refused(tmp_path, "two.osm.bz2", content, CUT_OFF)
    assert "unpack it and give the .osm" in str(error)


@pytest.mark.parametrize("part", [0.02, 0.3, 0.7, 0.97])
@pytest.mark.parametrize(("name", "pack"), PACKED)
def test_cut_off(name: str, pack: Callable[[bytes], bytes], part: float, xml: bytes, tmp_path: Path) -> None:
    content = pack(xml)
    refused(tmp_path, name, content[: int(part * len(content))], CUT_OFF)


@pytest.mark.parametrize("left", [60, 300, -1, -20])
def test_pbf_cut_off(left: int, pbf: bytes, tmp_path: Path) -> None:
    refused(tmp_path, "region.osm.pbf", pbf[:left], CUT_OFF)


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_anywhere_gives_a_region_or_an_error_in_words(
    data: st.DataObject, xml: bytes, pbf: bytes, tmp_path: Path
) -> None:
    name, content = data.draw(
        st.sampled_from(
            [
                ("d.osm.pbf", pbf),
                ("d.osm", xml),
                ("d.osm.gz", gzip.compress(xml, mtime=0)),
                ("d.osm.bz2", bz2.compress(xml)),
            ]
        )
    )
    at = data.draw(st.integers(0, len(content) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=8))
    said = ""
    try:
        read(tmp_path, name, content[:at] + damage + content[at + len(damage) :])
    except OsmFileError as error:
        said = str(error)
    assert "\n" not in said


def test_missing(tmp_path: Path, osm: OsmText) -> None:
    osm.row(1, 2).way(1, [1, 2]).write("liechtenstein.osm")
    with pytest.raises(
        OsmFileError, match=r"no such file; the nearest name in that folder is liechtenstein\.osm"
    ):
        read_region([tmp_path / "lichtenstein.osm"])
    with pytest.raises(OsmFileError, match="no such file"):
        read_region([tmp_path / "nowhere" / "x.osm.pbf"])


def test_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder.osm"
    folder.mkdir()
    with pytest.raises(OsmFileError, match="is a folder"):
        read_region([folder])


def test_device() -> None:
    with pytest.raises(OsmFileError, match="is a folder or a device"):
        read_region([Path(os.devnull)])


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "region.osm"
    path.write_bytes(b"<osm/>")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(OsmFileError, match=r"can't be read \(Permission denied\)"):
        read_region([path])


@pytest.mark.parametrize("suffix", ["osm", "osm.gz", "osm.bz2", "osm.pbf"])
def test_empty(suffix: str, tmp_path: Path) -> None:
    refused(tmp_path, f"region.{suffix}", b"", "the file is empty")


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress)])
def test_empty_within_its_packing(suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    refused(tmp_path, f"region.osm.{suffix}", pack(b""), CUT_OFF)


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("a.osm", b"lon,lat\n1,2\n", "is not OSM data"),
        ("a.osm.pbf", b"lon,lat\n1,2\n" * 9, "is not OSM data"),
        ("a.osm.gz", b"lon,lat\n1,2\n", "is not OSM data"),
        ("a.osm.gz", gzip.compress(b"lon,lat\n1,2\n", mtime=0), "is not OSM data"),
        ("a.osm.bz2", b"\0" * 100, "is not OSM data"),
        ("a.osm", b"\0" * 100, "is not OSM data"),
        ("a.osm", b"<!DOCTYPE html><html><body>429</body></html>", "is a web page"),
        ("a.osm", b"<?xml version='1.0'?><kml><a/></kml>", "XML that begins with <kml>"),
        ("a.osm", b"<osmChange version='0.6'><create/></osmChange>", "XML that begins with <osmChange>"),
        ("a.osm", b"<osm version='0.5'/>", "version"),
        ("a.osm", b"<osm version='0.6'><node id='1' lat='x' lon='y'/></osm>", "is damaged"),
        ("a.osm", b"<osm version='0.6'><node id='1' lat='1' </osm>", "is damaged"),
        ("a.txt", b"<osm version='0.6'/>", "this kind of file"),
        ("a.osm.zip", b"PK\3\4", "this kind of file"),
    ],
)
def test_not_osm(name: str, content: bytes, match: str, tmp_path: Path) -> None:
    refused(tmp_path, name, content, match)


def test_wrong_suffix(xml: bytes, pbf: bytes, tmp_path: Path) -> None:
    for name, content, found in (
        ("a.osm", pbf, "osm.pbf"),
        ("a.osm.pbf", xml, "osm"),
        ("a.osm.gz", xml, "osm"),
        ("a.osm", gzip.compress(xml), "osm.gz"),
        ("a.osm.gz", bz2.compress(xml), "osm.bz2"),
    ):
        refused(
            tmp_path, name, content, rf"its content is \.{found}; rename it so that it ends in \.{found}$"
        )


def test_entities_that_expand_without_end(tmp_path: Path) -> None:
    entities = "<!ENTITY a0 'lol'>" + "".join(
        f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 12)
    )
    bomb = f"<!DOCTYPE osm [{entities}]><osm version='0.6'><node id='1' lat='1' lon='&a11;'/></osm>"
    refused(tmp_path, "bomb.osm", bomb.encode(), "entities, which can expand without end")


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress)])
def test_packed_bomb(
    suffix: str, pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000_000)
    node = b"<node id='1' lat='1' lon='1'/>\n"
    bomb = pack(b"<osm version='0.6'>" + node * 50_000 + b"</osm>")
    assert len(bomb) * unpacking.MOST_UNPACKED_RATIO < 1_500_000
    refused(tmp_path, f"bomb.osm.{suffix}", bomb, "unpacks from .* to more than")


def test_the_limit_lets_real_maps_through(
    xml: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1000)
    assert read(tmp_path, "region.osm.gz", gzip.compress(xml)).roads.edge_count == 398
    content = gzip.compress(xml)
    refused(tmp_path, "region.osm.gz", content[: len(content) // 2], CUT_OFF)


class TestWithoutRoads:
    def test_no_way(self, osm: OsmText) -> None:
        with pytest.raises(OsmFileError, match="no road in it"):
            osm.row(1, 2).region()

    def test_only_a_motorway(self, osm: OsmText) -> None:
        with pytest.raises(OsmFileError, match="no road in it"):
            osm.row(1, 2).way(1, [1, 2], {"highway": "motorway"}).region()

    def test_the_file_without_roads_is_named(self, osm: OsmText, other_osm: OsmText) -> None:
        sound = osm.row(1, 2).way(1, [1, 2]).write("sound.osm")
        bare = other_osm.row(1, 2).write("bare.osm")
        with pytest.raises(OsmFileError, match=r"bare\.osm: there is no road"):
            read_region([sound, bare])

    def test_nodes_without_positions(self, osm: OsmText) -> None:
        with pytest.raises(OsmFileError, match="no node of its roads has a position"):
            osm.way(1, [1, 2]).region()

    def test_ways_before_their_nodes(self, osm: OsmText, tmp_path: Path) -> None:
        osm.way(1, [1, 2]).relations.append('<node id="1" lat="1" lon="1"/><node id="2" lat="1" lon="2"/>')
        refused(
            tmp_path, "a.osm", osm.text().encode(), "no node of its roads has a position; .*before the ways"
        )

    def test_negative_ids(self, osm: OsmText) -> None:
        with pytest.raises(OsmFileError, match="negative ids"):
            osm.node(-1, 1, 1).node(-2, 1, 2).way(-1, [-1, -2]).region()

    def test_no_two_nodes_one_after_the_other(self, osm: OsmText) -> None:
        with pytest.raises(OsmFileError, match="no road has two nodes"):
            osm.row(1, 3).way(1, [1, 2, 3]).region()

    @pytest.mark.parametrize("nodes", [[], [1]])
    def test_a_way_of_too_few_nodes_is_passed_over(self, osm: OsmText, nodes: list[int]) -> None:
        region = osm.row(1, 2).way(1, nodes).way(2, [1, 2]).region()
        assert region.roads.way_id.tolist() == [2]


class TestProvenance:
    def test_xml_that_states_nothing(self, osm: OsmText) -> None:
        (origin,) = osm.row(1, 2).way(1, [1, 2]).region().provenance
        assert (origin.source, origin.date, origin.licence) == ("region.osm", None, None)

    @pytest.mark.parametrize(
        ("attributes", "date", "licence"),
        [
            ('license="http://opendatacommons.org/licenses/odbl/1-0/"', None, "ODbL 1.0"),
            ('timestamp="2024-01-02T03:04:05Z" license="CC0-1.0"', "2024-01-02T03:04:05Z", "CC0-1.0"),
            ("license='invented'><meta osm_base='2024-05-06T07:08:09Z'/", "2024-05-06T07:08:09Z", "invented"),
        ],
    )
    def test_what_xml_states(
        self, osm: OsmText, attributes: str, date: str | None, licence: str | None, tmp_path: Path
    ) -> None:
        words = osm.row(1, 2).way(1, [1, 2]).text(attributes)
        for name, content in (("a.osm", words.encode()), ("a.osm.gz", gzip.compress(words.encode()))):
            (origin,) = read(tmp_path, name, content).provenance
            assert (origin.date, origin.licence) == (date, licence)

    def test_what_a_node_says_is_no_licence(self, osm: OsmText) -> None:
        osm.node(5, 1, 1, note="ODbL").row(1, 2).way(1, [1, 2])
        assert osm.region().provenance[0].licence is None
