"""What can go wrong with a warehouse file, as one tree; every message names the file and the way out.

WarehouseError
├── BusyError         another run writes, or another program holds the file; nothing was changed
├── UnreadableError   the file is no DuckDB database or is damaged; it was left as it is
├── NewerSchemaError  the file was written by a newer taizhang; it was left as it is
├── LostRowsError     the database did not keep rows that it said it had written; nothing was published
└── StorageError      disk full, folder read-only and the like; the published state was left as it is
"""

from __future__ import annotations


class WarehouseError(Exception):
    """Root of every error about a warehouse file."""


class BusyError(WarehouseError):
    """Another run writes, or another program holds the file."""


class UnreadableError(WarehouseError):
    """The file is no DuckDB database, or is damaged."""


class NewerSchemaError(WarehouseError):
    """The file was written by a newer taizhang."""


class LostRowsError(WarehouseError):
    """The database did not keep rows that it said it had written."""


class StorageError(WarehouseError):
    """The file system refused: disk full, folder read-only and the like."""
