"""A saved brief names the same files as before, wherever it is saved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from courseplanner.base.errors import OutputError
from courseplanner.brief.draft import judged, new_draft, read_draft, with_value
from courseplanner.brief.read import read_brief
from courseplanner.brief.write import save_draft
from courseplanner.model.brief.brief import Brief
from fakes.draft_folder import BRIEF, Drafts

FILES = BRIEF.replace('["valley.osm"]', '["valley.osm", "maps/other.osm"]').replace(
    'shape = "loop"', 'shape = "loop"\navoid = ["Main Street", "areas.geojson"]'
).replace('distance = "10km"', 'distance = "10km"\nrules = "club.toml"')  # fmt: skip


def _brief(path: Path) -> Brief:
    """Read a brief, as it stands apart from where it lies."""
    brief = read_brief(path)
    event = brief.event.model_copy(update={"rules": Path(brief.event.rules).name})
    return brief.model_copy(update={"path": Path(), "event": event})


def test_saved_and_read_again_it_is_the_same(drafts: Drafts) -> None:
    saved = save_draft(with_value(drafts.draft(), "event", "runners", 90), drafts.path)
    again = read_draft(drafts.path)

    assert not saved.is_dirty
    assert (again.data, again.source) == (saved.data, saved.source)
    assert read_brief(drafts.path).event.runners == 90


def test_saved_where_it_was_nothing_is_renamed(drafts: Drafts) -> None:
    save_draft(drafts.draft(FILES), drafts.path)
    assert drafts.path.read_bytes() == FILES.encode()


@pytest.mark.parametrize("folder", ["sub", "sub/sub", "../beside"])
def test_saved_elsewhere_it_names_the_same_files(drafts: Drafts, folder: str) -> None:
    draft = drafts.draft(FILES)
    target = drafts.folder / folder / "copy.toml"
    target.parent.mkdir(parents=True)
    saved = save_draft(draft, target)

    assert _brief(target) == _brief(drafts.path)
    assert judged(saved)[0] == read_brief(target)
    assert saved.path == target
    assert "# Where it runs." in target.read_text(encoding="utf-8")


def test_names_stay_relative_only_near_the_brief(drafts: Drafts) -> None:
    draft = drafts.draft()
    near, far = drafts.folder / "sub" / "a.toml", drafts.folder / "sub" / "sub" / "b.toml"
    far.parent.mkdir(parents=True)

    assert save_draft(draft, near).tables["region"]["osm"] == ["../valley.osm"]
    absolute = (drafts.folder / "valley.osm").resolve().as_posix()
    assert save_draft(draft, far).tables["region"]["osm"] == [absolute]
    assert save_draft(save_draft(draft, near), drafts.path).tables["region"]["osm"] == ["valley.osm"]


def test_absolute_names_stay_absolute(drafts: Drafts) -> None:
    draft = new_draft(drafts.folder / "valley.osm")
    assert save_draft(draft, drafts.path).tables["region"]["osm"] == draft.tables["region"]["osm"]


@pytest.mark.skipif(os.name == "nt", reason="making links needs a permission on Windows")
def test_links_on_the_way_do_not_lead_astray(
    drafts: Drafts, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "deep"
    elsewhere.mkdir()
    (drafts.folder / "link").symlink_to(elsewhere)
    target = drafts.folder / "link" / "copy.toml"
    save_draft(drafts.draft(FILES), target)

    assert _brief(target) == _brief(drafts.path)


def test_what_is_no_name_of_a_file_stays(drafts: Drafts) -> None:
    wrong = [3, "", "a\0b", "none.osm"]
    draft = with_value(drafts.draft(), "region", "osm", wrong)
    (drafts.folder / "sub").mkdir()
    saved = save_draft(draft, drafts.folder / "sub" / "copy.toml")

    assert saved.tables["region"]["osm"] == [3, "", "a\0b", "../none.osm"]


def test_keys_that_the_form_does_not_know_are_saved(drafts: Drafts) -> None:
    source = 'colour = "red"\n' + BRIEF.replace("[event]", "[event]\nmood = [1, {a = 2}]")
    save_draft(with_value(drafts.draft(source), "event", "name", "B"), drafts.path)

    assert drafts.path.read_bytes().decode() == source.replace("Valley Run", "B")


def test_a_folder_in_its_place_is_told_and_nothing_is_lost(drafts: Drafts) -> None:
    with pytest.raises(OutputError, match="it is a folder"):
        save_draft(drafts.draft(), drafts.folder / "maps")


@pytest.mark.parametrize("name", ["none/race.toml", "a\0b.toml", "x" * 300 + ".toml"])
def test_a_place_that_can_not_be_is_told(drafts: Drafts, name: str) -> None:
    with pytest.raises(OutputError):
        save_draft(drafts.draft(), drafts.folder / name)


def test_letters_that_are_none_are_told_before_the_file_is_touched(drafts: Drafts) -> None:
    draft = with_value(drafts.draft(), "event", "name", "half \ud800 letter")
    with pytest.raises(OutputError, match="can't be written as TOML"):
        save_draft(draft, drafts.path)

    assert drafts.path.read_bytes() == BRIEF.encode()
