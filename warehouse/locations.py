"""Where a warehouse is: a DuckDB file, or a DuckLake whose catalogue PostgreSQL keeps. One string says which.

    >>> locate("warehouse/taizhang.duckdb").name
    'taizhang.duckdb'
    >>> locate("ducklake:postgres:dbname=taizhang host=db.example data_path=s3://reports/lake").data
    's3://reports/lake/'

The words after `ducklake:postgres:` are PostgreSQL's own connection words, and `data_path` beside them is the folder or
s3:// prefix of the Parquet files. Passwords and keys are never in the string, which runs, logs and artifacts show:
PostgreSQL reads them from PGPASSWORD or its password file, S3 from where `warehouse.extensions` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import LocationError

_PREFIX = "ducklake:postgres:"
_WORD = re.compile(r"\s*(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s'=]+)\s*")
_SECRET = ("password", "sslpassword")
_EXAMPLE = f"{_PREFIX}dbname=taizhang host=127.0.0.1 user=taizhang data_path=s3://reports/lake"


@dataclass(frozen=True, slots=True)
class Lake:
    """A DuckLake: the connection words of its catalogue, and where its data lies (ends with /)."""

    catalogue: str
    data: str

    def __str__(self) -> str:
        return f"{_PREFIX}{self.catalogue} data_path={_quoted(self.data)}"

    @property
    def remote(self) -> bool:
        """Whether the data lies in S3."""
        return self.data.startswith("s3://")


Location = Path | Lake


def locate(text: str | Path) -> Location:
    """The place that a string names. Raises LocationError when it names a lake that cannot be."""
    if not str(text).startswith("ducklake:"):
        return Path(text)
    if not str(text).startswith(_PREFIX):
        raise LocationError(f"A lake has its catalogue in PostgreSQL: {_EXAMPLE}")
    words = _words(str(text).removeprefix(_PREFIX))
    secret = [word for word in _SECRET if word in words]
    if secret:
        raise LocationError(
            f"The warehouse is named with a {secret[0]}, which runs and logs would show. Leave it out and put it into "
            "PGPASSWORD, or into PostgreSQL's password file."
        )
    data = words.pop("data_path", "")
    if not data or not words.get("dbname"):
        raise LocationError(f"A lake needs dbname and data_path, a folder or s3:// prefix: {_EXAMPLE}")
    return Lake(" ".join(f"{word}={_quoted(value)}" for word, value in words.items()), _data(data))


def beside(location: Location, ending: str) -> str:
    """The place beside a warehouse that is named like it, with another ending."""
    if isinstance(location, Lake):
        return location.data.rstrip("/") + ending
    return str(location.with_suffix(ending).absolute())


def _words(text: str) -> dict[str, str]:
    r"""PostgreSQL's connection words; a value may stand in single quotes, with backslashes before ' and \."""
    words, end = {}, 0
    while end < len(text):
        match = _WORD.match(text, end)
        if not match:  # what stands there is not repeated: it may be a secret out of place
            raise LocationError(f"The words after {_PREFIX} are name=value, with spaces between: {_EXAMPLE}")
        value = match[2]
        words[match[1].lower()] = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith("'") else value
        end = match.end()
    return words


def _quoted(value: str) -> str:
    if re.fullmatch(r"[^\s'\\=]+", value):
        return value
    return "'" + re.sub(r"(['\\])", r"\\\1", value) + "'"


def _data(place: str) -> str:
    """The data's place, the same from every folder."""
    if "://" in place:
        if not re.match(r"s3://[^/]+", place):
            raise LocationError(f"data_path is a folder or s3://bucket/prefix, not {place}")
        return place.rstrip("/") + "/"
    return str(Path(place).expanduser().absolute()) + "/"
