"""Compiled kernels on disk, each case in a process of its own with a copy of the package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import courseplanner


def flipped(content: bytes) -> bytes:
    """Give bytes with one bit changed in the middle."""
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]


def halved(content: bytes) -> bytes:
    """Give the first half, as of a file whose writing was cut off."""
    return content[: len(content) // 2]


KERNELS = {
    "probe_inner.py": """
from courseplanner.base.kernel_cache import kernel

@kernel
def step(x: float) -> float:
    return x / 0.0 if x > 100.0 else x + 1.0
""",
    "probe_outer.py": """
from courseplanner.base.kernel_cache import kernel
from courseplanner.probe_inner import step

@kernel(boundscheck=False)
def steps(count: int) -> float:
    x = 0.0
    for _ in range(count):
        x = step(x)
    return x
""",
}

RUN = """
import json
from courseplanner.base import kernel_cache as cache
from courseplanner.probe_outer import steps
heard = []
with cache.compiling(lambda: heard.append(1)):
    value = steps(3)
stats = steps.stats
print(json.dumps({
    "folder": str(cache.kernel_folder()),
    "value": value,
    "infinite": steps(1000) == float("inf"),
    "compiled": len(heard),
    "hits": sum(stats.cache_hits.values()),
    "misses": sum(stats.cache_misses.values()),
}))
"""


class Machine:
    """A copy of the package in a folder that can't be written to, and a user with a home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.package = folder / "site" / "courseplanner"
        self.package.mkdir(parents=True)
        (self.package / "base").mkdir()
        for name in ("__init__.py", "base/__init__.py", "base/kernel_cache.py", "base/kernel_files.py"):
            shutil.copy(Path(courseplanner.__file__).parent / name, self.package / name)
        for name, source in KERNELS.items():
            (self.package / name).write_text(source)
        self.freeze()

    def freeze(self) -> None:
        """Take the right to write to the package from everybody but an administrator."""
        self.package.chmod(0o555)

    def change(self, name: str, before: str, after: str) -> None:
        """Change a source file, as an upgrade does."""
        self.package.chmod(0o755)
        path = self.package / name
        path.write_text(path.read_text().replace(before, after))
        self.freeze()

    def run(self, **environment: str) -> dict[str, object]:
        """Call a kernel in a process of its own and tell what happened."""
        own = ("HOME", "XDG_CACHE_HOME", "TMPDIR", "NUMBA_", "PYTHON", "COV_")
        settings = {
            **{key: value for key, value in os.environ.items() if not key.startswith(own)},
            "PYTHONPATH": str(self.package.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            **environment,
        }
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", RUN],
            env=settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        assert (found["value"], found["infinite"]) == (3.0, True)
        return found


pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folders of Linux")


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.package.chmod(0o755)


def is_below(path: object, folder: Path) -> bool:
    return Path(str(path)).is_relative_to(folder)


def test_the_second_run_finds_what_the_first_compiled(machine: Machine) -> None:
    before = sorted(machine.package.rglob("*"))
    first, second = machine.run(), machine.run()
    assert (first["hits"], first["misses"], first["compiled"]) == (0, 1, 2)
    assert (second["hits"], second["misses"], second["compiled"]) == (1, 0, 0)
    assert is_below(first["folder"], machine.home / ".cache" / "courseplanner")
    assert sorted(machine.package.rglob("*")) == before


@pytest.mark.parametrize(
    "damage", [lambda content: content[: len(content) // 2], flipped], ids=["cut", "flip"]
)
def test_a_damaged_kernel_is_compiled_anew(machine: Machine, damage: Callable[[bytes], bytes]) -> None:
    first = machine.run()
    files = list(Path(str(first["folder"])).rglob("*.kernel"))
    assert files
    for file in files:
        file.write_bytes(damage(file.read_bytes()))
    again, then = machine.run(), machine.run()
    assert (again["hits"], again["compiled"]) == (0, 2)
    assert (then["hits"], then["compiled"]) == (1, 0)


def test_processes_that_compile_at_the_same_time_keep_sound_kernels(machine: Machine) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: machine.run(), range(3)))
    assert machine.run()["compiled"] == 0


def test_a_home_that_cannot_be_written_is_no_obstacle(machine: Machine) -> None:
    nowhere = machine.folder / "file" / "home"  # below a file: not even an administrator can make it
    nowhere.parent.write_text("")
    first, second = machine.run(HOME=str(nowhere)), machine.run(HOME=str(nowhere))
    assert is_below(first["folder"], machine.temporary)
    assert (second["hits"], second["compiled"]) == (1, 0)


def test_where_nothing_can_be_written_kernels_still_run(machine: Machine) -> None:
    blocked = machine.folder / "file"
    blocked.write_text("")
    (machine.temporary / f"courseplanner-{os.getuid()}").write_text("")
    found = machine.run(HOME=str(blocked))
    assert found["folder"] == "None"
    assert found["compiled"] == 2


def test_a_temporary_folder_that_others_can_write_to_is_not_used(machine: Machine) -> None:
    blocked = machine.folder / "file"
    blocked.write_text("")
    open_to_all = machine.temporary / f"courseplanner-{os.getuid()}"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    assert machine.run(HOME=str(blocked))["folder"] == "None"
    assert list(open_to_all.iterdir()) == []


def test_the_folder_that_the_user_chose_for_numba_is_kept(machine: Machine) -> None:
    chosen = machine.folder / "chosen"
    assert is_below(machine.run(NUMBA_CACHE_DIR=str(chosen))["folder"], chosen)
    assert list(machine.home.iterdir()) == []


def test_a_callee_that_changes_is_not_served_from_the_old_state(machine: Machine) -> None:
    machine.run()
    machine.change("probe_inner.py", "x + 1.0", "x + 2.0 - 1.0")
    assert machine.run()["compiled"] == 2


def test_a_new_version_begins_anew_and_old_ones_are_forgotten(machine: Machine) -> None:
    folders = set()
    for number in range(5):
        machine.change("__init__.py", "__version__ = ", f"__version__ = '{number}' + ")
        folders.add(machine.run()["folder"])
    left = set(map(str, (machine.home / ".cache" / "courseplanner").iterdir()))
    assert len(folders) == 5
    assert len(left) == 4
    assert left < folders


def test_other_users_of_numba_keep_their_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    numba = pytest.importorskip("numba")
    from courseplanner.base import kernel_cache as cache

    monkeypatch.setattr(numba.config, "CACHE_DIR", "/elsewhere")

    def plain(x: int) -> int:
        return x + 1

    assert cache.kernel(cache=False)(plain)(1) == 2
    assert numba.config.CACHE_DIR == "/elsewhere"
