"""Which documents to read, and what is known of each before it is opened.

    documents/000.txt, 001.txt, sources.csv      a folder of reports with what is known of them

    file,source_id,title,publisher,url,published_on,adm1,adm2,adm3
    001.txt,001,,社工周刊,http://socialworkweekly.cn/,2020-03-15,,,

Only `file` must be filled, or `url` for what is to be fetched from the web (tasks.fetch.web_sources, with columns of
its own). Without a `sources.csv` the file's stem is the source_id. A header that is not this one is refused before
anything is written; a row that cannot be used costs only itself.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tasks.errors import DocumentError, InputError
from tasks.fetch.web_sources import WEB_COLUMNS, WebSource, is_enabled, is_web_row, web_source
from tasks.media_types import DOCX, HTML, MARKDOWN, PDF, PLAIN

COLUMNS = ("file", "source_id", "title", "publisher", "url", "published_on", "adm1", "adm2", "adm3")
MEDIA_TYPES = {
    ".txt": PLAIN,
    ".md": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}
SOURCES_FILE = "sources.csv"


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: where it is, and what is known of it (None: not known)."""

    source_id: str
    folder: Path  # one object for all of them: a path for each would be half of what a long list takes in memory
    file: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_on: date | None = None
    adm1: str | None = None
    adm2: str | None = None
    adm3: str | None = None
    refusal: DocumentError | None = None
    """Why its row cannot be used; fetching it ends in quarantine."""

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / self.file

    @property
    def media_type(self) -> str:
        """What the file name promises; the content has the last word in cleaning."""
        return MEDIA_TYPES.get(self.path.suffix.lower(), "application/octet-stream")


def list_documents(folder: Path, sources_file: Path | None = None) -> tuple[Source, ...]:
    """Every .txt, .md, .html, .pdf and .docx file of `folder` with what the sources file says of it, by file name.

    Raises InputError when the folder or an explicitly named sources file is not there, when its header is wrong
    or when two rows claim one source_id.
    """
    return list_all(folder, sources_file)[0]


def list_web(folder: Path, sources_file: Path | None = None) -> tuple[WebSource, ...]:
    """Every page, feed, index and sitemap that the sources file names, in its order; raises like `list_documents`."""
    return list_all(folder, sources_file)[1]


def list_all(folder: Path, sources_file: Path | None = None) -> tuple[tuple[Source, ...], tuple[WebSource, ...]]:
    """What `list_documents` and what `list_web` gives, read once; raises like them."""
    if not folder.is_dir():
        raise InputError(f"--documents {folder}: there is no such folder. Give the folder that holds the reports.")
    files, of_web = _listed(folder, sources_file)
    if not files and not of_web:
        kinds = ", ".join(MEDIA_TYPES)
        raise InputError(f"--documents {folder}: no report in it (looked for {kinds}). Give another folder.")
    _refuse_double_ids([*files, *of_web])
    return tuple(files), tuple(of_web)


def _listed(folder: Path, sources_file: Path | None) -> tuple[list[Source], list[WebSource]]:
    """The enabled files by name, those that the sources file does not name among them, and what is on the web."""
    of_web, named, enabled, resolved = [], set(), [], folder.resolve()
    for where, row in _read_rows(folder, sources_file):
        if is_web_row(row):
            of_web.append(_web_source(where, row))
            continue
        source = _source(folder, resolved, where, row)
        named.add(source.file)
        if is_enabled(row):
            enabled.append(source)
    others = (
        Source(path.stem, folder, path.name)
        for path in folder.iterdir()
        if path.suffix.lower() in MEDIA_TYPES and path.name not in named and path.is_file()
    )
    return sorted([*enabled, *others], key=lambda source: source.file), of_web


def _read_rows(folder: Path, sources_file: Path | None) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of the sources file, each with where it stands."""
    path = sources_file or folder / SOURCES_FILE
    if not path.is_file():
        if sources_file:
            raise InputError(f"--sources {path}: there is no such file.")
        return
    yield from ((f"{path.name}, line {line}", row) for line, row in _csv_rows(path))


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: cannot be read as UTF-8 ({error}). Save it as CSV in UTF-8.") from error
    reader = csv.DictReader(text.splitlines())
    header = tuple(name.strip() for name in reader.fieldnames or ())
    columns = (*COLUMNS, *WEB_COLUMNS)
    if not {"file", "url"} & set(header) or not set(header) <= set(columns) or len(set(header)) != len(header):
        raise InputError(
            f"{path.name}: its header is {','.join(header) or 'empty'}; it must be {','.join(COLUMNS)}, "
            f"for sources on the web also {','.join(WEB_COLUMNS)}."
        )
    reader.fieldnames = list(header)
    for row in reader:
        yield reader.line_num, {name: (row.get(name) or "").strip() for name in columns}


def _web_source(where: str, row: dict[str, str]) -> WebSource:
    try:
        return web_source(where, row, _date(row["url"] or where, where, row["published_on"]), None)
    except DocumentError as error:
        return web_source(where, row, None, error)


def _source(folder: Path, resolved: Path, where: str, row: dict[str, str]) -> Source:
    """The source of one row; a row that cannot be used becomes a source with a refusal."""
    file = row["file"] or where
    source = Source(
        source_id=row["source_id"] or file,
        folder=folder,
        file=file,
        title=row["title"] or None,
        publisher=row["publisher"] or None,
        url=row["url"] or None,
        adm1=row["adm1"] or None,
        adm2=row["adm2"] or None,
        adm3=row["adm3"] or None,
    )
    try:
        _refuse_place(folder, resolved, row["file"], where)
        source = replace(source, source_id=row["source_id"] or source.path.stem)
        return replace(source, published_on=_date(file, where, row["published_on"]))
    except DocumentError as error:
        return replace(source, refusal=error)


def _refuse_place(folder: Path, resolved: Path, file: str, where: str) -> None:
    if not file:
        raise DocumentError(where, "fetch", "the row names no file", "Fill its `file` cell or delete the row.")
    if Path(file).is_absolute() or not (folder / file).resolve().is_relative_to(resolved):
        raise DocumentError(file, "fetch", f"{where} points outside the folder", "Name a file inside it.")


def _date(file: str, where: str, cell: str) -> date | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        problem = f"{where} gives published_on as {cell!r}, which is no date"
        raise DocumentError(file, "fetch", problem, "Write it as 2022-01-24, or leave it blank.") from None


def _refuse_double_ids(sources: Iterable[Source | WebSource]) -> None:
    seen: dict[str, str] = {}
    for source in sources:
        name = source.file if isinstance(source, Source) else source.url
        other = seen.setdefault(source.source_id, name)
        if other != name:
            raise InputError(
                f"{other} and {name} have one source_id, {source.source_id!r}. Give each its own in {SOURCES_FILE}."
            )
