from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RUN = """
import sys
from courseplanner.cli.main import main
status = main(sys.argv[1:])
roots = {name.partition(".")[0] for name in sys.modules}
print("loaded:", *sorted(roots))
sys.exit(status)
"""


def loaded_by(*arguments: str) -> set[str]:
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_help_loads_nothing_large() -> None:
    loaded = loaded_by("--help")
    assert "courseplanner" in loaded
    large = {
        "PySide6",
        "osmnx",
        "folium",
        "geopandas",
        "numba",
        "numpy",
        "osmium",
        "pydantic",
        "rich",
        "shapely",
    }
    assert not loaded & large


def test_plan_on_files_loads_neither_qt_nor_what_fetches_and_draws(sample: Path, tmp_path: Path) -> None:
    brief = sample / "riverside-half-marathon.toml"
    loaded = loaded_by("plan", str(brief), "--out", str(tmp_path / "out"), "--candidates", "1", "--quiet")
    assert "osmium" in loaded
    assert not loaded & {"PySide6", "shiboken6", "osmnx", "folium", "geopandas", "pandas", "requests"}


def loaded_with(modules: str) -> set[str]:
    code = f"import sys, {modules}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_engine_loads_no_qt() -> None:
    loaded = loaded_with("courseplanner.ui.jobs.entry, courseplanner.ui.jobs.process")
    assert "courseplanner" in loaded
    assert not loaded & {"PySide6", "shiboken6", "pyqtgraph"}


def test_the_window_loads_neither_what_reads_nor_what_searches_nor_what_builds_pages() -> None:
    loaded = loaded_with("courseplanner.ui.shell.session, courseplanner.ui.map.view, courseplanner.workflow")
    assert "PySide6" in loaded
    large = {"numba", "llvmlite", "osmium", "osmnx", "folium", "pandas", "geopandas", "rasterio"}
    assert not loaded & large
