"""Keeps named bytes in a folder or in object storage; what is written is there whole or not there at all.

    storage("warehouse/taizhang.store")         a folder: files are written beside their place and moved there
    storage("s3://reports/taizhang.store")      a bucket, through fsspec: an object is put whole by itself

A group of files (a partition) is whole when its file `_complete` is there and the others have the hashes it lists: in
a folder the group is a folder that is moved to its place, in a bucket that object is put last. What a power cut or a
bad disk has damaged is not whole, and the next one written takes its place. Credentials, region and endpoint of S3
come from where every S3 tool looks for them (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION,
AWS_ENDPOINT_URL, profiles, the role of the machine); a location never carries them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from tasks.errors import InputError, StoreError

_MARKER, _PARTIAL = "_complete", ".partial-"


class Storage(Protocol):
    """A place for bytes; names are relative, with `/` between their parts."""

    def holds(self, name: str) -> bool:
        """Whether there are bytes of this name."""

    def read(self, name: str) -> bytes:
        """The bytes of this name. Raises OSError when they are gone, StoreError when the place does not answer."""

    def names(self, pattern: str) -> list[str]:
        """The names that match, in order. Raises StoreError when the place does not answer."""

    def write(self, name: str, data: bytes) -> None:
        """Put bytes there, whole. Raises StoreError where that cannot be, as every writing does."""

    def holds_group(self, name: str) -> bool:
        """Whether there is a whole and undamaged group of this name."""

    def write_group(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put a group there, whole; one that is whole already stays."""

    def remove(self, name: str) -> None:
        """Remove the bytes of this name, if there are any."""

    def remove_groups(self, pattern: str) -> None:
        """Remove the groups whose names match; what cannot be removed stays."""

    def remove_groups_before(self, pattern: str, moment: datetime) -> int:
        """Remove the groups whose names match and that were last written before then, half ones too; how many."""

    def remove_unfinished_before(self, moment: datetime) -> int:
        """Remove what killed runs began to write before then and never put in its place; how many pieces."""


def storage(location: str | Path) -> Storage:
    """The place of this name: a URL that fsspec knows, or a folder. Raises InputError where neither can be had."""
    if "://" not in str(location):
        return Folder(Path(location))
    return _bucket(str(location).rstrip("/"))


def joined(location: str | Path, *parts: str) -> str:
    """The place of something below another place."""
    return "/".join([str(location).rstrip("/"), *parts])


def parted(location: str) -> tuple[str, str]:
    """The place that something lies in, and its name there."""
    place, _, name = location.rstrip("/").rpartition("/")
    return place, name


class Folder:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def holds(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return (self._root / name).is_file()

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return (self._root / name).read_bytes()

    def names(self, pattern: str) -> list[str]:
        """The files whose names match."""
        return sorted(path.relative_to(self._root).as_posix() for path in self._root.glob(pattern))

    def write(self, name: str, data: bytes) -> None:
        """Write a file beside its place and move it there."""
        path = self._root / name
        with self._kept(name):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_PARTIAL)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise

    def holds_group(self, name: str) -> bool:
        """Whether the folder of a group is there and its files are those that were written."""
        return _is_whole(self, name)

    def write_group(self, name: str, files: Mapping[str, bytes]) -> None:
        """Write a folder beside its place and move it there."""
        place = self._root / name
        with self._kept(name):
            place.parent.mkdir(parents=True, exist_ok=True)
            temporary = Path(tempfile.mkdtemp(dir=place.parent, prefix=_PARTIAL))
            try:
                for file, data in {**files, _MARKER: _hashes(files)}.items():
                    (temporary / file).write_bytes(data)
                self._put_in_place(temporary, name)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)

    def _put_in_place(self, temporary: Path, name: str) -> None:
        place = self._root / name
        try:
            temporary.rename(place)
        except OSError:
            if not place.is_dir():
                raise
            if not self.holds_group(name):  # else another run made the same group in the meantime
                shutil.rmtree(place)
                temporary.rename(place)

    @contextmanager
    def _kept(self, name: str) -> Iterator[None]:
        """Say what the file system refuses: disk full, folder read-only and the like."""
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"{self._root}: {name} cannot be kept ({error.strerror or error}). Check free space and permissions, "
                "then run again: what is there already is not repeated."
            ) from error

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._root / name).unlink(missing_ok=True)

    def remove_groups(self, pattern: str) -> None:
        """Remove the folders whose names match."""
        for place in self._root.glob(pattern):
            shutil.rmtree(place, ignore_errors=True)

    def remove_groups_before(self, pattern: str, moment: datetime) -> int:
        """Remove the folders whose names match, those of killed runs among them, by their time of change."""
        old = [place for place in self._root.glob(pattern) if place.stat().st_mtime < moment.timestamp()]
        for place in old:
            shutil.rmtree(place, ignore_errors=True)
        return len(old)

    def remove_unfinished_before(self, moment: datetime) -> int:
        """Remove the files that were written beside their place and never moved there."""
        pieces = [place for place in self._root.rglob(f"{_PARTIAL}*") if place.is_file()]
        old = [piece for piece in pieces if piece.stat().st_mtime < moment.timestamp()]
        for piece in old:
            piece.unlink(missing_ok=True)
        return len(old)


class Bucket:
    """A prefix of an object store."""

    def __init__(self, files: Any, root: str, location: str) -> None:
        self._files, self._root, self._location = files, root.rstrip("/"), location

    def holds(self, name: str) -> bool:
        """Whether there is an object of this name."""
        with self._answers():
            return bool(self._files.exists(f"{self._root}/{name}"))

    def read(self, name: str) -> bytes:
        """The bytes of an object."""
        with self._answers():
            return bytes(self._files.cat_file(f"{self._root}/{name}"))

    def names(self, pattern: str) -> list[str]:
        """The objects whose names match."""
        with self._answers(may_be_missing=False):
            return sorted(found.removeprefix(f"{self._root}/") for found in self._files.glob(f"{self._root}/{pattern}"))

    def write(self, name: str, data: bytes) -> None:
        """Put one object."""
        with self._answers(may_be_missing=False):
            self._files.pipe_file(f"{self._root}/{name}", data)

    def holds_group(self, name: str) -> bool:
        """Whether the last object of a group is there and the others are those that were put."""
        return _is_whole(self, name)

    def write_group(self, name: str, files: Mapping[str, bytes]) -> None:
        """Put the objects of a group, and the one that vouches for them last."""
        for file, data in {**files, _MARKER: _hashes(files)}.items():
            self.write(f"{name}/{file}", data)

    def remove_groups(self, pattern: str) -> None:
        """Remove groups, each beginning with the object that vouches for it."""
        with self._answers(), suppress(FileNotFoundError):
            for marker in self._files.glob(f"{self._root}/{pattern}/{_MARKER}"):
                self._files.rm_file(marker)
                self._files.rm(marker.rpartition("/")[0], recursive=True)

    def remove(self, name: str) -> None:
        """Remove an object."""
        with self._answers(), suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{name}")

    def remove_groups_before(self, pattern: str, moment: datetime) -> int:
        """Remove groups by the time of their newest object; a group that nothing vouches for is one too."""
        with self._answers(may_be_missing=False):
            found = [
                group
                for group in self._files.glob(f"{self._root}/{pattern}")
                if all(_changed(info) < moment for info in self._files.find(group, detail=True).values())
            ]
            for group in found:
                self._files.rm(group, recursive=True)
        return len(found)

    def remove_unfinished_before(self, moment: datetime) -> int:
        """Nothing: an object is there whole or not there at all."""
        return 0

    @contextmanager
    def _answers(self, may_be_missing: bool = True) -> Iterator[None]:
        """Tell what is missing (FileNotFoundError) from a place that cannot be used."""
        try:
            yield
        except Exception as error:
            if may_be_missing and isinstance(error, FileNotFoundError):
                raise
            reason = (str(error).splitlines() or [""])[0]
            raise StoreError(
                f"{self._location} does not answer as it should ({type(error).__name__}: {reason}). Check that the "
                "bucket is there and that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION and "
                "AWS_ENDPOINT_URL (or your profile) are right, then run again: what is there already is not repeated."
            ) from error


def _hashes(files: Mapping[str, bytes]) -> bytes:
    """What `_complete` says of a group; `sha256sum --check _complete` understands it too."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {file}\n" for file, data in files.items()).encode()


def _is_whole(place: Storage, name: str) -> bool:
    try:
        listed = [line.split("  ", 1) for line in place.read(f"{name}/{_MARKER}").decode().splitlines()]
        return all(hashlib.sha256(place.read(f"{name}/{file}")).hexdigest() == told for told, file in listed)
    except (OSError, ValueError):
        return False


def _changed(info: Mapping[str, Any]) -> datetime:
    """When an object was written, as S3 tells it."""
    moment: datetime = info["LastModified"]
    return moment


@cache
def _bucket(location: str) -> Bucket:
    import fsspec  # here, because a run on one machine needs none of it

    try:
        # without a cache of listings: another machine may have put something there since
        files, root = fsspec.url_to_fs(location, use_listings_cache=False)
    except (ValueError, ImportError) as error:
        raise InputError(f"{location}: {error}. A store is a folder or s3://bucket/prefix.") from error
    return Bucket(files, root, location)
