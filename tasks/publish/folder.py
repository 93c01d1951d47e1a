"""A folder of publications is replaced whole: readers see the one before or the one after, never half of one.

    with replacing(Path("warehouse/published")) as folder:      # a new, empty folder beside it
        …                                                       # raising here leaves the old one as it was
                                                                # leaving here puts the new one in its place

Only a folder that a publication made (it has a manifest), or an empty one, is ever replaced.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tasks.errors import InputError
from tasks.publish.manifest import MANIFEST
from warehouse.locations import Lake, Location

PINNED = ".state.duckdb"


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A folder to write into, which becomes `out`. Raises InputError when `out` is somebody else's or in use."""
    out = out.absolute()
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(_beside(out, "lock"), timeout=0):
            _remove_leftovers(out)
            folder = _beside(out, f"writing-{os.getpid()}")
            folder.mkdir()
            try:
                yield folder
                _put_in_place(folder, out)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout:
        raise InputError(f"{out} is being written by another publication. Run again when it has ended.") from None
    except OSError as error:
        raise InputError(
            f"{out}: {error.strerror or error}. Check free space and permissions, or name another."
        ) from error


def pinned(warehouse: Location, folder: Path) -> Location:
    """The present state of a warehouse file under a name of its own in `folder`, so that all that is asked is of it.

    A run puts its next state in the file's place and leaves the old one as it was, so a second name keeps it.
    A lake has no file; what is asked of it at different times may be of different states.
    """
    if isinstance(warehouse, Lake) or not warehouse.is_file():
        return warehouse
    state = folder / PINNED
    try:
        state.hardlink_to(warehouse.resolve())
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(warehouse, state)
    return state


def refuse_foreign(out: Path) -> None:
    """Raise InputError when `out` holds what no publication made: it would be lost."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise InputError(f"{out} is no folder. Name another with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise InputError(f"{out} holds files that are no publication. Name an empty folder with --out.")


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{what}")


def _remove_leftovers(out: Path) -> None:
    """What a killed publication left; when it was killed between its two renames, the old one is put back."""
    before = _beside(out, "before")
    if before.is_dir() and not out.exists():
        before.rename(out)
    for left in (before, *out.parent.glob(f".{out.name}.writing-*")):
        shutil.rmtree(left, ignore_errors=True)


def _put_in_place(folder: Path, out: Path) -> None:
    before = _beside(out, "before")
    if out.exists():
        out.rename(before)
    folder.rename(out)
    shutil.rmtree(before, ignore_errors=True)
