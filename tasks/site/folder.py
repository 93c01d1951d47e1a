"""Puts the pages of a site into a folder: made beside it first, then exchanged, so that a reader never meets half.

    site/                 what readers open
    site.writing-…        the next state while it is made; a killed run leaves it, the next one removes it

File names come from this code, from ids and from hashes; none from the text of a report.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tasks.errors import InputError
from tasks.site.documents import BATCH, document_batches, document_pages
from tasks.site.frames import Answers
from tasks.site.pages import Download, Pages, general_pages
from tasks.site.profiles import actor_pages, region_pages
from tasks.site.render import ASSETS

WORKERS = 2

Maker = Callable[[Answers], Pages]
_NAME = re.compile(r"(?:[a-z]+/)?[a-z0-9-]+\.(?:html|js)")
_MARKER = "data/words.js"
"""The file by which a folder is known to be a site that may be replaced."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: where, how many files, how many bytes."""

    folder: Path
    pages: int
    size: int


def write_pages(answers: Answers, out: Path, exports: Path | None) -> Built:
    """Write every page of `answers` to the folder `out`. Raises InputError when `out` is something else."""
    out = out.absolute()
    _refuse_others(out)
    _remove_leftovers(out)
    private = out.with_name(f"{out.name}.writing-{os.getpid()}")
    for folder in ("data", "documents", "actors", "regions"):
        (private / folder).mkdir(parents=True)
    shutil.copytree(ASSETS, private / "assets")
    _write_all(private, answers, general_pages(answers, downloads(exports, out)))
    _exchange(private, out)
    files = [path for path in out.rglob("*") if path.is_file()]
    return Built(out, sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files))


def downloads(exports: Path | None, out: Path) -> list[Download]:
    """The files of the exports as links from the site's first page; the site itself may lie among them."""
    if exports is None or not exports.is_dir():
        return []
    own = [exports, *(path for path in exports.iterdir() if path.is_dir() and path.name.partition(".")[0] != out.name)]
    found = {path for folder in own for path in (folder.glob("*") if folder is exports else folder.rglob("*"))}
    files = sorted(path for path in found if path.is_file() and not path.name.startswith("."))
    return [
        Download(
            path.relative_to(exports.absolute()).as_posix(),
            Path(os.path.relpath(path, out)).as_posix(),
            path.stat().st_size,
        )
        for path in files
    ]


def _refuse_others(out: Path) -> None:
    if out.exists() and not (out / _MARKER).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out} holds something that is no site of taizhang. Name another folder, or move it away.")


def _remove_leftovers(out: Path) -> None:
    """Remove what killed runs left; a site that was being exchanged is put back first."""
    old = out.with_name(f"{out.name}.replaced")
    if old.exists() and not out.exists():
        old.rename(out)
    for left in out.parent.iterdir() if out.parent.is_dir() else ():
        if left.name == old.name or left.name.startswith(f"{out.name}.writing-"):
            shutil.rmtree(left)


def _exchange(private: Path, out: Path) -> None:
    old = out.with_name(f"{out.name}.replaced")
    if out.exists():
        out.rename(old)
    private.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _write(folder: Path, pages: Pages) -> None:
    for name, text in pages:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a page")
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _write_all(folder: Path, answers: Answers, general: Pages) -> None:
    """Every page; by several processes where there are many documents."""
    profiles = {name: answers[name] for name in ("facts", "region_totals")}
    batches = document_batches(answers)
    if answers["documents"].height <= 2 * BATCH:
        for pages in (general, actor_pages(profiles), region_pages(profiles), *map(document_pages, batches)):
            _write(folder, pages)
        return
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(_make, folder, maker, profiles) for maker in (actor_pages, region_pages)]
        _write(folder, general)
        for frames in batches:  # few wait at a time, so that memory does not grow with the documents
            waiting.append(pool.submit(_make, folder, document_pages, frames))
            if len(waiting) > 2 * WORKERS:
                waiting.pop(0).result()
        for future in waiting:
            future.result()


def _make(folder: Path, maker: Maker, frames: Answers) -> None:
    _write(folder, maker(frames))
