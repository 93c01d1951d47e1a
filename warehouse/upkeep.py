"""Keeps a warehouse small and fast, whichever kind it is; what it says stays the same.

tidy(locate("warehouse/taizhang.duckdb"), keep_days=30)     {"bytes_before": 10760192, "bytes_after": 6565888}
tidy(locate("ducklake:postgres:…"), keep_days=30)           {"merged": 14, "expired": 210, "removed": 371, …}
"""

from __future__ import annotations

from collections.abc import Mapping

from warehouse import file_publication, lake_upkeep
from warehouse.locations import Lake, Location


def tidy(location: Location, keep_days: int, wait_seconds: float = 60.0) -> Mapping[str, int]:
    """Give back the room of what was removed. Of a lake, states of the last `keep_days` days stay to be asked.

    Raises as `warehouse.publication.publication` does.
    """
    if isinstance(location, Lake):
        return lake_upkeep.tidy(location, keep_days, wait_seconds)
    before, after = file_publication.compact(location, wait_seconds)
    return {"bytes_before": before, "bytes_after": after}
