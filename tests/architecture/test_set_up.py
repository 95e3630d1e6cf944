from __future__ import annotations

import sys
from pathlib import Path

import pytest

import system_packages
from system_packages import FONT, LIBRARIES, VENV

DEBIAN_12 = {"libasound2", "libgl1", "libglib2.0-0"}
UBUNTU_24_04 = {"libasound2t64", "libgl1", "libglib2.0-0t64"}
WANTED = ["libGL.so.1", "libasound.so.2", "libglib-2.0.so.0", "libgthread-2.0.so.0"]


@pytest.mark.parametrize("offered", [DEBIAN_12, UBUNTU_24_04])
def test_packages_have_the_names_that_apt_offers(offered: set[str]) -> None:
    # The wrong guess about the release shows that apt's word counts.
    for renamed in (False, True):
        names = system_packages.names(WANTED, is_offered=offered.__contains__, renamed_release=renamed)
        assert names == sorted(offered)


@pytest.mark.parametrize(("renamed", "expected"), [(False, DEBIAN_12), (True, UBUNTU_24_04)])
def test_without_lists_of_apt_the_release_decides(renamed: bool, expected: set[str]) -> None:
    names = system_packages.names(WANTED, is_offered=lambda _: False, renamed_release=renamed)
    assert names == sorted(expected)


def test_virtual_environments_come_with_the_package_of_this_python() -> None:
    names = system_packages.names([VENV], is_offered=lambda _: False, renamed_release=True)
    assert names == [f"python3.{sys.version_info.minor}-venv"]


def test_only_what_does_not_load_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = next(library for library in LIBRARIES if library.startswith("libz.so"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "LIBRARIES", {here: "zlib1g", "libsurely-nowhere.so.9": "nothing"})
    monkeypatch.setattr(system_packages, "_FONT_FOLDERS", [str(tmp_path)])
    assert system_packages.missing() == ["libsurely-nowhere.so.9", FONT]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letters.otf").touch()
    assert system_packages.missing() == ["libsurely-nowhere.so.9"]


def test_a_font_comes_by_its_own_name_on_every_release() -> None:
    assert system_packages.names([FONT], is_offered=lambda _: False, renamed_release=True) == [
        "fonts-dejavu-core"
    ]
