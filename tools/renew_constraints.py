"""Writes `constraints.txt` again: the newest versions that fit `pyproject.toml`, one `name==version` a line.

Run it with the oldest Python that the project supports, so that all supported
ones can use what it finds. Nothing is installed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from set_up import DATA_ONLY

ROOT = Path(__file__).resolve().parents[1]
ON_WINDOWS = ["colorama"]
"""What only Windows needs, which a run on another system would not find."""


def main() -> int:
    """Ask pip what it would install, and write that down.

    Returns
    -------
    int
        Exit status: 0 done, 1 where this Python is not the oldest one, else that of pip.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    if f"{sys.version_info.major}.{sys.version_info.minor}" != oldest:
        print(f"run this with Python {oldest}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        needed = [*project["dependencies"], *project["optional-dependencies"]["dev"], *ON_WINDOWS]
        found = []
        for wanted in (needed, ["--no-deps", *DATA_ONLY]):
            command = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed"]
            command += ["--only-binary", ":all:", "--report", str(report), *wanted]
            status = subprocess.run(command, check=False).returncode
            if status != 0:
                return status
            installed = json.loads(report.read_text(encoding="utf-8"))["install"]
            found += [entry["metadata"] for entry in installed]
    found.sort(key=lambda package: re.sub(r"[-_.]+", "-", package["name"]).lower())
    lines = [f"{package['name']}=={package['version']}\n" for package in found]
    (ROOT / "constraints.txt").write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
