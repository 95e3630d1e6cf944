from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


def build(project: Path, target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.iterdir()
    return built


def content(wheel: Path) -> dict[str, int]:
    with zipfile.ZipFile(wheel) as archive:
        return {info.filename: info.CRC for info in archive.infolist()}


@pytest.fixture(scope="module")
def wheel(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(repo_root, "wheel", tmp_path_factory.mktemp("wheel"))


def test_the_wheel_carries_all_data(wheel: Path, repo_root: Path) -> None:
    inside = content(wheel)
    for folder in ("resources", "sample_data"):
        files = [file for file in (repo_root / folder).rglob("*") if file.is_file()]
        wanted = {
            f"courseplanner/_data/{file.relative_to(repo_root).as_posix()}"
            for file in files
            if "__pycache__" not in file.parts
        }
        assert wanted
        assert wanted <= inside.keys()


def test_the_wheel_carries_no_left_overs(wheel: Path) -> None:
    inside = content(wheel)
    assert [name for name in inside if "__pycache__" in name or name.startswith("tests/")] == []


def test_an_installed_package_finds_its_data(wheel: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(wheel, tmp_path, "zip")
    code = "from courseplanner.base.assets import resource, sample; print(resource().is_dir(), sample())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    place = tmp_path.resolve() / "courseplanner" / "_data" / "sample_data"
    assert place.is_dir()
    assert done.stdout == f"True {place}\n"


def test_a_wheel_made_from_the_source_archive_is_the_same(
    wheel: Path, repo_root: Path, tmp_path: Path
) -> None:
    archive = build(repo_root, "sdist", tmp_path / "sdist")
    # In a process of its own: which filter this wants without a warning differs between Python versions.
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(archive), str(tmp_path)], check=True)
    unpacked = tmp_path / archive.name.removesuffix(".tar.gz")
    assert content(build(unpacked, "wheel", tmp_path / "again")) == content(wheel)
