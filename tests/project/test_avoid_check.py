from __future__ import annotations

from pathlib import Path

import pytest

from courseplanner.model.region import Region
from courseplanner.project.avoid_check import avoid_problems
from courseplanner.project.steps import opened, with_edit, with_region
from fakes.draft_folder import Drafts
from layout.maps import grid, make_brief, position


@pytest.fixture
def town(tmp_path: Path) -> Region:
    """Four streets each way."""
    return grid(4, 4, 300.0).region(tmp_path)


def test_names_and_files_are_judged_by_their_place_in_the_list(town: Region, tmp_path: Path) -> None:
    path = tmp_path / "closed.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    problems = avoid_problems(make_brief(avoid=["Row 1", "Rov 9", str(path)]), town)
    assert [one.entry for one in problems] == [1, 2]
    assert "“Rov 9”" in str(problems[0].problem)
    assert str(problems[1].problem).startswith("closed.geojson: holds no feature")


def test_a_file_is_read_again_once_it_is_put_right(town: Region, tmp_path: Path) -> None:
    path = tmp_path / "closed.geojson"
    path.write_text("{", encoding="utf-8")
    assert avoid_problems(make_brief(avoid=[str(path)]), town)
    path.write_text(
        '{"type": "Polygon", "coordinates": [[[9.5, 47], [9.6, 47], [9.6, 48]]]}', encoding="utf-8"
    )
    assert avoid_problems(make_brief(avoid=[str(path)]), town) == ()


def test_what_touches_nothing_is_a_doubt_and_no_problem(town: Region, drafts: Drafts) -> None:
    (west, south), (east, north) = position(100, 100), position(200, 200)
    ring = [[west, south], [east, south], [east, north], [west, south]]
    (drafts.folder / "areas.geojson").write_text(
        f'{{"type": "Polygon", "coordinates": [{ring}]}}', encoding="utf-8"
    )
    document = opened(
        drafts.draft('schema = 1\nevent.distance = "5km"\nregion.osm = ["valley.osm"]\n')
    ).document
    assert document.brief is not None
    document = with_region(document, document.brief.region, town).document
    document = with_edit(document, "course", "avoid", ["areas.geojson"]).document
    assert document.problems == ()
    (doubt,) = document.doubts
    assert (doubt.table, doubt.key, doubt.entry) == ("course", "avoid", 0)
    assert with_edit(document, "course", "avoid", ["Row 1"]).document.doubts == ()
