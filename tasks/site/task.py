"""The site stage: asks the warehouse once, makes every page beside the old site, puts the new one in its place.

build_site(Path("warehouse/taizhang.duckdb"), Path("site"))     in a flow, as a Prefect task
write_site(Path("warehouse/taizhang.duckdb"), Path("site"))     the same without Prefect
"""

from __future__ import annotations

from pathlib import Path

from prefect import task

from tasks.site.folder import Built, write_pages
from tasks.site.frames import Answers
from tasks.site.questions import QUESTIONS
from warehouse.locations import Location
from warehouse.outgoing import SHARED, keep
from warehouse.publication import reading

STAGE = "site"


def ask(warehouse: Location) -> Answers:
    """The answer to every question of the site, all of one state of the warehouse. Raises WarehouseError."""
    with reading(warehouse) as connection:
        for view in (*SHARED, "conflicts"):
            keep(connection, view)
        return {name: connection.execute(question).pl() for name, question in QUESTIONS.items()}


def write_site(warehouse: Location, out: Path, exports: Path | None = None) -> Built:
    """Build the site of `warehouse` in the folder `out`; what was there before is replaced as a whole.

    Files of the folder `exports` are linked as downloads. Raises WarehouseError, or InputError when `out` holds
    something that is no site.
    """
    return write_pages(ask(warehouse), out, exports)


build_site = task(name=STAGE)(write_site)
