from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys

import pytest

from courseplanner.base import assets
from courseplanner.ui.map.drawing import MAP_WORDS
from courseplanner.ui.map.messages import TO_PAGE, decode
from courseplanner.ui.map.page import SCRIPTS, STYLES, map_page

OURS = ["core.js", "layer.js", "symbols.js", "tip.js", "places.js", "lines.js", "courses.js", "hover.js"]
OURS += ["legend.js", "chrome.js"]


@pytest.fixture(scope="module")
def page() -> str:
    return map_page().decode()


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    return {name: assets.resource("map", name).read_text(encoding="utf-8") for name in OURS}


def test_no_address_but_those_of_the_private_scheme(page: str) -> None:
    assert re.findall(r"(?i)https?:|//cdn|\bwss?:", page) == []
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert addresses
    assert all(address.startswith("courseplanner://map/") for address in addresses)


def test_the_page_loads_its_scripts_in_order(page: str) -> None:
    loaded = re.findall(r'<script src="courseplanner://map/([^"]*)"', page)
    assert tuple(loaded) == SCRIPTS
    assert set(OURS) < set(loaded)
    assert tuple(re.findall(r'<link rel="stylesheet" href="courseplanner://map/([^"]*)"', page)) == STYLES


def test_the_page_is_the_same_each_time(page: str) -> None:
    assert map_page().decode() == page


def test_the_map_is_handed_over_after_it_is_made(page: str) -> None:
    made = re.search(r"var (\w+) = L\.map\(", page)
    assert made is not None
    assert page.index(f"courseplanner.start({made[1]});") > made.end()
    assert page.count("courseplanner.start(") == 1


def test_the_policy_stands_first_and_names_every_inline_script_and_style(page: str) -> None:
    policy = re.search(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    for tag in ("script", "style"):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert inline
        for words in inline:
            digest = base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules[f"{tag}-src"]


def test_the_words_that_the_scripts_ask_for_are_there(scripts: dict[str, str]) -> None:
    text = "\n".join(scripts.values())
    asked = set(re.findall(r'\bword\("(\w+)"', text))
    asked |= set(re.findall(r'^        \["(\w+)", ', scripts["legend.js"], re.MULTILINE))
    asked |= set(re.findall(r'\w+: "(\w+)"', re.findall(r"buttons = {(.*)}", scripts["chrome.js"])[0]))
    assert {"at_km", "candidate", "start", "zoom_in"} <= asked
    assert asked - set(MAP_WORDS) == set()


def test_each_message_has_somebody_who_takes_it(scripts: dict[str, str]) -> None:
    everything = "\n".join(path.read_text(encoding="utf-8") for path in assets.resource("map").glob("*.js"))
    handled = set(re.findall(r'courseplanner\.on\("(\w+)"', everything))
    assert handled == set(TO_PAGE.values())
    for kind in re.findall(r'courseplanner\.send\("(\w+)"', "\n".join(scripts.values())):
        full = f'{{"kind": "{kind}", "id": "A", "at_m": 1, "words": "x", "what": "y", "ms": 1}}'
        assert type(decode(full)).__name__.lower().endswith(kind.split("_")[-1])


def test_strangers_names_never_become_markup(scripts: dict[str, str]) -> None:
    markup = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|bindPopup|bindTooltip|eval\("
    )
    assert [name for name, words in scripts.items() if markup.search(words)] == []


def test_what_the_engine_needs_of_the_map_loads_no_qt() -> None:
    code = (
        "import sys; from courseplanner.ui.map import drawing, messages, page; page.map_page();"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'shapely'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
