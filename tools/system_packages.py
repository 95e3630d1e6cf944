"""System packages of Debian and Ubuntu that courseplanner needs: which are missing, and their names.

A library is looked for by loading it, so nothing is installed that is there in
another way. Found with the shared objects of PySide6 6.12 (`readelf -d` on Qt's
WebEngine, its network, its xcb and its offscreen platform).
"""

from __future__ import annotations

import ctypes
import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

__all__ = ["FONT", "VENV", "missing", "names"]

VENV = "ensurepip"
"""Stands for what `python -m venv` needs, which Debian keeps in a package of its own."""

FONT = "font"
"""Stands for a font: Qt brings none, and a window without one shows no word."""

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FONT_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".pfb"})

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libasound.so.2": "libasound2",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libsmime3.so": "libnss3",
    "libudev.so.1": "libudev1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbfile.so.1": "libxkbfile1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""The package of each library, by its name before the change to 64-bit time."""


def missing() -> list[str]:
    """Give the libraries that don't load here, `FONT` and `VENV` where there is none and none can be made."""
    found_not = [] if importlib.util.find_spec("ensurepip") else [VENV]
    if sys.platform == "linux":
        found_not += [library for library in LIBRARIES if not _loads(library)]
        found_not += [] if _has_font() else [FONT]
    return found_not


def _has_font() -> bool:
    folders = (Path(folder).expanduser() for folder in _FONT_FOLDERS)
    return any(file.suffix in _FONT_ENDINGS for folder in folders for file in folder.rglob("*"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def names(
    wanted: Iterable[str],
    *,
    is_offered: Callable[[str], bool] | None = None,
    renamed_release: bool | None = None,
) -> list[str]:
    """Give the packages to install on this release.

    Releases since 2024 call some libraries by a name that ends in `t64`, for
    the change to 64-bit time. apt knows which it offers; where its lists are
    empty, the packages that are installed tell the kind of release.

    Parameters
    ----------
    wanted : iterable of str
        As `missing` gives them.
    is_offered : callable, optional
        Whether apt could install a package of that name.
    renamed_release : bool, optional
        Whether this is a release with the new names.

    Returns
    -------
    list of str
        Sorted, each once.
    """
    offered = is_offered or _is_offered
    renamed = _has_renamed_packages() if renamed_release is None else renamed_release
    packages = set()
    for thing in wanted:
        old = _package_of(thing)
        new = f"{old}t64"
        if offered(new):
            packages.add(new)
        elif offered(old) or not renamed or thing in (VENV, FONT):
            packages.add(old)
        else:
            packages.add(new if old in _RENAMED else old)
    return sorted(packages)


_RENAMED = ("libasound2", "libglib2.0-0")


def _package_of(thing: str) -> str:
    if thing == VENV:
        return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return "fonts-dejavu-core" if thing == FONT else LIBRARIES[thing]


def _is_offered(package: str) -> bool:
    """Ask apt whether it has a version of the package; a name that others merely provide has none."""
    try:
        answer = subprocess.run(
            ["apt-cache", "policy", package],
            capture_output=True,
            text=True,
            check=False,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        )
    except OSError:
        return False
    candidate = answer.stdout.partition("Candidate:")[2].split()
    return bool(candidate) and candidate[0] != "(none)"


def _has_renamed_packages() -> bool:
    return any(Path("/var/lib/dpkg/info").glob("*t64*.list"))
