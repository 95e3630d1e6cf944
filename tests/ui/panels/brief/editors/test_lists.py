"""Lists of places and roads: added, removed, moved, and wrong entries marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from courseplanner.model.names import Names
from courseplanner.model.places.places import Place, PlaceKind
from courseplanner.ui.panels.brief.editors.lists import ListEditor
from fakes.brief_desk import BriefDesk

Form = Callable[..., BriefDesk]
THREE = '[course]\nvisit = ["A", [9.5, 47.1], "C"]\n'


def list_of(controller: BriefDesk, key: str = "visit") -> ListEditor:
    editor = controller.row(key).editor
    assert isinstance(editor, ListEditor)
    return editor


def texts(editor: ListEditor) -> list[str]:
    return [entry.line.text() for entry in editor.entries]


def test_a_list_is_shown(form: Form) -> None:
    controller = form(THREE)
    assert texts(list_of(controller)) == ["A", "[9.5, 47.1]", "C"]
    assert controller.edits == []


def test_an_empty_line_counts_once_something_is_typed(form: Form) -> None:
    controller = form()
    editor = list_of(controller)
    editor.add_button.click()
    assert controller.edits == []
    editor.add_button.click()
    assert len(editor.entries) == 1  # an empty line is there already
    QTest.keyClicks(editor.entries[0].line, "Va")
    assert controller.edits == [("course", "visit", ["V"]), ("course", "visit", ["Va"])]
    editor.add_button.click()
    QTest.keyClicks(editor.entries[1].line, "9.5, 47")
    assert controller.tables["course"]["visit"] == ["Va", [9.5, 47.0]]
    editor.entries[0].line.clear()
    assert controller.tables["course"]["visit"] == [[9.5, 47.0]]
    assert texts(editor) == ["", "9.5, 47"]


def test_an_entry_is_removed_and_the_last_takes_the_key_along(form: Form) -> None:
    controller = form(THREE)
    editor = list_of(controller)
    editor.entries[1].remove.click()
    assert controller.tables["course"]["visit"] == ["A", "C"]
    editor.entries[0].remove.click()
    editor.entries[0].remove.click()
    assert controller.edits[-1] == ("course", "visit", None)
    assert texts(editor) == []


def test_entries_are_moved_by_buttons_and_keys(form: Form) -> None:
    controller = form(THREE)
    editor = list_of(controller)
    assert not editor.entries[0].up.isEnabled()
    assert not editor.entries[2].down.isEnabled()
    editor.entries[2].up.click()
    assert controller.edits[-1] == ("course", "visit", ["A", "C", [9.5, 47.1]])
    QTest.keyClick(editor.entries[0].line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert controller.edits[-1] == ("course", "visit", ["C", "A", [9.5, 47.1]])
    assert texts(editor) == ["C", "A", "[9.5, 47.1]"]
    count = len(controller.edits)
    QTest.keyClick(editor.entries[0].line, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(controller.edits) == count


def test_another_list_is_written_in(form: Form) -> None:
    controller = form(THREE)
    controller.set("course", "visit", ["A", "D"])
    assert texts(list_of(controller)) == ["A", "D"]
    controller.set("course", "visit", None)
    assert texts(list_of(controller)) == []
    assert controller.edits == []


def test_a_wrong_entry_is_marked_under_its_own_line(form: Form) -> None:
    controller = form(THREE)
    controller.read_region(
        Place(PlaceKind.VILLAGE, Names("A"), None, 9.5, 47.1),
        Place(PlaceKind.VILLAGE, Names("Cham"), None, 9.5, 47.1),
    )
    editor = list_of(controller)
    assert [bool(entry.problem.words) for entry in editor.entries] == [False, False, True]
    assert "Cham" in editor.entries[2].problem.words or "C" in editor.entries[2].problem.words
    # An empty line before it does not shift the mark.
    editor.entries[0].line.clear()
    assert [bool(entry.problem.words) for entry in editor.entries] == [False, False, True]


def test_what_is_no_list_is_shown_with_its_error(form: Form) -> None:
    controller = form("[course]\nvisit = 5\n")
    assert texts(list_of(controller)) == ["5"]
    assert controller.row("visit").problem.words


def test_roads_to_avoid_are_names_and_not_positions(form: Form) -> None:
    controller = form()
    editor = list_of(controller, "avoid")
    editor.add_button.click()
    QTest.keyClicks(editor.entries[0].line, "9, 47")
    assert controller.edits[-1] == ("course", "avoid", ["9, 47"])


def test_stations_are_kilometres_places_or_positions(form: Form) -> None:
    controller = form('[stations]\nwater = [7.5, "A", [9.5, 47.1]]\n')
    editor = list_of(controller, "water")
    assert texts(editor) == ["7.5", "A", "[9.5, 47.1]"]
    editor.entries[0].line.setText("8 km")
    assert controller.edits[-1] == ("stations", "water", [8, "A", [9.5, 47.1]])


def list_in(controller: BriefDesk) -> list[object]:
    stretches = controller.tables["roads"]["stretches"]
    assert isinstance(stretches, list)
    return stretches


def test_stretches_are_typed_as_toml_writes_them(form: Form) -> None:
    controller = form(
        '[roads]\nstretches = [{ road = "Landstrasse", to = [9.5, 47.1], from = "A", open = "left" }]\n'
    )
    editor = list_of(controller, "stretches")
    assert texts(editor) == ['road = "Landstrasse", to = [9.5, 47.1], from = "A", open = "left"']
    assert "Landstrasse" in editor.entries[0].line.toolTip()
    editor.add_button.click()
    QTest.keyClicks(editor.entries[1].line, 'road = "B", width_m =')
    assert list_in(controller)[1] == 'road = "B", width_m ='
    assert editor.entries[1].problem.words
    QTest.keyClicks(editor.entries[1].line, " 7.5")
    assert list_in(controller)[1] == {"road": "B", "width_m": 7.5}
    assert not editor.entries[1].problem.words
    editor.entries[1].line.setText('{ road = "B", width = 7.5 }')
    assert "unknown key width" in editor.entries[1].problem.words
    editor.entries[1].remove.click()
    assert controller.edits[-1][2] == [
        {"road": "Landstrasse", "to": [9.5, 47.1], "from": "A", "open": "left"}
    ]


def test_what_is_known_of_roads_is_a_table(form: Form) -> None:
    controller = form('[roads]\nwidth_m = { "Landstrasse" = 7.5 }\n')
    editor = list_of(controller, "width_m")
    assert texts(editor) == ["Landstrasse = 7.5"]
    editor.add_button.click()
    QTest.keyClicks(editor.entries[1].line, "Landstrasse")  # on the way to another name
    assert texts(editor) == ["Landstrasse = 7.5", "Landstrasse"]
    assert controller.tables["roads"]["width_m"] == {"Landstrasse": 7.5}
    QTest.keyClicks(editor.entries[1].line, " West = 4")
    assert controller.tables["roads"]["width_m"] == {"Landstrasse": 7.5, "Landstrasse West": 4}
    assert texts(editor) == ["Landstrasse = 7.5", "Landstrasse West = 4"]
    editor.entries[0].remove.click()
    assert controller.edits[-1] == ("roads", "width_m", {"Landstrasse West": 4})


def test_an_area_to_avoid_on_no_road_is_told_under_its_line(form: Form, tmp_path: Path) -> None:
    (tmp_path / "closed.geojson").write_text(
        '{"type": "Polygon", "coordinates": [[[25.0, 104.9], [25.01, 104.9], [25.01, 104.91]]]}',
        encoding="utf-8",
    )
    controller = form('[course]\navoid = ["closed.geojson"]\n')
    entry = list_of(controller, "avoid").entries[0]
    controller.read_region()
    assert entry.doubt.words == ""
    assert entry.problem.words.startswith("✗ feature 1: has the position [25.0, 104.9]")
    assert "look swapped" in entry.problem.words
    (tmp_path / "closed.geojson").write_text(
        '{"type": "Polygon", "coordinates": [[[9.5, 47.0], [9.6, 47.0], [9.6, 47.1]]]}', encoding="utf-8"
    )
    controller.set("course", "villages", 1)
    assert controller.document.problems == ()
    assert entry.problem.words == ""
    assert entry.doubt.words.startswith("! closed.geojson, feature 1 touches no road of the region")
    controller.set("course", "avoid", ["closed.geojson", "Nowhere"])
    assert "Nowhere" in list_of(controller, "avoid").entries[1].problem.words
    assert entry.doubt.words == ""
