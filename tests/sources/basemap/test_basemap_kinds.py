"""What a map draws of tags."""

from __future__ import annotations

import pytest

from courseplanner.model.network.basemap import AreaKind, LabelKind, LineKind
from courseplanner.sources.basemap.basemap_kinds import area_kind, is_lake, label_kind, line_kind


def tags(written: str) -> dict[str, str]:
    """`key=value key=value`."""
    return dict(tag.split("=") for tag in written.split())


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("natural=water", AreaKind.water),
        ("waterway=riverbank", AreaKind.water),
        ("landuse=reservoir", AreaKind.water),
        ("landuse=basin", AreaKind.water),
        ("leisure=swimming_pool", AreaKind.water),
        ("natural=wood", AreaKind.wood),
        ("landuse=forest", AreaKind.wood),
        ("leisure=park", AreaKind.park),
        ("leisure=park landuse=grass", AreaKind.park),
        ("leisure=garden", AreaKind.park),
        ("leisure=golf_course", AreaKind.park),
        ("landuse=meadow", AreaKind.grass),
        ("landuse=orchard", AreaKind.grass),
        ("landuse=vineyard", AreaKind.grass),
        ("landuse=cemetery", AreaKind.grass),
        ("amenity=grave_yard", AreaKind.grass),
        ("natural=scrub", AreaKind.grass),
        ("natural=heath", AreaKind.grass),
        ("landuse=farmland", AreaKind.farmland),
        ("landuse=residential", AreaKind.built_up),
        ("landuse=industrial", AreaKind.industry),
        ("landuse=retail", AreaKind.industry),
        ("landuse=railway", AreaKind.industry),
        ("natural=beach", AreaKind.sand),
        ("natural=bare_rock", AreaKind.rock),
        ("natural=scree", AreaKind.rock),
        ("natural=glacier", AreaKind.ice),
        ("leisure=pitch", AreaKind.pitch),
        ("highway=pedestrian area=yes", AreaKind.square),
        ("place=square", AreaKind.square),
        ("man_made=pier", AreaKind.square),
        ("building=yes", AreaKind.building),
        ("building=church landuse=religious", AreaKind.building),
    ],
)
def test_areas(written: str, kind: AreaKind) -> None:
    assert area_kind(tags(written).get) is kind


@pytest.mark.parametrize(
    "written",
    [
        "",
        "building=no",
        "building:part=yes",
        "building=yes location=underground",
        "natural=bay",
        "natural=coastline",
        "natural=water tunnel=yes",
        "landuse=reservoir location=underground",
        "landuse=forest area=no",
        "highway=pedestrian",
        "highway=residential landuse=grass",
        "highway=platform area=yes",
        "landuse=military",
        "leisure=nature_reserve",
        "place=village",
        "amenity=school",
    ],
)
def test_no_areas(written: str) -> None:
    assert area_kind(tags(written).get) is None


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("highway=motorway", LineKind.motorway),
        ("highway=motorway_link", LineKind.motorway),
        ("highway=trunk_link", LineKind.trunk),
        ("highway=primary", LineKind.primary),
        ("highway=secondary_link", LineKind.secondary),
        ("highway=tertiary", LineKind.tertiary),
        ("highway=unclassified", LineKind.minor),
        ("highway=residential railway=tram", LineKind.minor),
        ("highway=living_street", LineKind.minor),
        ("highway=road", LineKind.minor),
        ("highway=pedestrian", LineKind.pedestrian),
        ("highway=service", LineKind.service),
        ("highway=track", LineKind.track),
        ("highway=cycleway", LineKind.cycleway),
        ("highway=footway", LineKind.footway),
        ("highway=steps", LineKind.footway),
        ("highway=path", LineKind.path),
        ("highway=bridleway", LineKind.path),
        ("railway=rail", LineKind.rail),
        ("railway=tram", LineKind.rail),
        ("railway=funicular", LineKind.rail),
        ("waterway=river", LineKind.river),
        ("waterway=canal", LineKind.river),
        ("waterway=stream", LineKind.stream),
        ("waterway=ditch", LineKind.stream),
        ("man_made=pier", LineKind.pedestrian),
    ],
)
def test_lines(written: str, kind: LineKind) -> None:
    assert line_kind(tags(written).get) is kind


@pytest.mark.parametrize(
    "written",
    [
        "",
        "highway=proposed proposed=primary",
        "highway=construction construction=primary",
        "highway=corridor",
        "highway=elevator",
        "highway=platform",
        "highway=pedestrian area=yes",
        "railway=abandoned",
        "railway=razed",
        "railway=platform",
        "waterway=dam",
        "waterway=riverbank",
        "natural=coastline",
        "power=line",
    ],
)
def test_no_lines(written: str) -> None:
    assert line_kind(tags(written).get) is None


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("place=city", LabelKind.city),
        ("place=town", LabelKind.town),
        ("place=village", LabelKind.village),
        ("place=hamlet", LabelKind.hamlet),
        ("place=suburb", LabelKind.suburb),
        ("place=quarter", LabelKind.suburb),
        ("place=neighbourhood", LabelKind.suburb),
        ("natural=peak", LabelKind.peak),
        ("place=locality", None),
        ("place=country", None),
        ("natural=tree", None),
    ],
)
def test_labels(written: str, kind: LabelKind | None) -> None:
    assert label_kind(tags(written).get) is kind


@pytest.mark.parametrize(
    ("written", "lake"),
    [
        ("natural=water", True),
        ("natural=water water=lake", True),
        ("landuse=reservoir", True),
        ("natural=water water=river", False),
        ("waterway=riverbank", False),
        ("leisure=swimming_pool", False),
    ],
)
def test_only_still_waters_bear_their_name(written: str, *, lake: bool) -> None:
    assert is_lake(tags(written).get) is lake
