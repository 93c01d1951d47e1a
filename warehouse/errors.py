"""What can go wrong with a warehouse, as one tree; every message names the file or lake and the way out.

WarehouseError
├── LocationError     the string that says where the warehouse is cannot be understood; nothing was changed
├── BusyError         another run writes; nothing was changed
│   └── HeldError     another program has the file open for writing, or changed the lake; nothing was changed
├── UnreadableError   the file is no DuckDB database or is damaged; it was left as it is
├── NewerSchemaError  the file was written by a newer taizhang; it was left as it is
├── DuplicateKeyError two rows have one key, which a file's primary key would not let happen; nothing was published
├── LostRowsError     the database did not keep rows that it said it had written; nothing was published
└── StorageError      disk full, folder read-only and the like; the published state was left as it is
"""

from __future__ import annotations


class WarehouseError(Exception):
    """Root of every error about a warehouse."""


class LocationError(WarehouseError):
    """The string that says where the warehouse is cannot be understood."""


class BusyError(WarehouseError):
    """Another run writes."""


class HeldError(BusyError):
    """Another program has the file open for writing, or changed the lake meanwhile: worth another try."""


class UnreadableError(WarehouseError):
    """The file is no DuckDB database, or is damaged."""


class NewerSchemaError(WarehouseError):
    """The file was written by a newer taizhang."""


class LostRowsError(WarehouseError):
    """The database did not keep rows that it said it had written."""


class DuplicateKeyError(WarehouseError):
    """Two rows have one key."""


class StorageError(WarehouseError):
    """The file system refused: disk full, folder read-only and the like."""


def first_line(error: Exception) -> str:
    """What a person needs of a database's error: its first line, or its name where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0]
