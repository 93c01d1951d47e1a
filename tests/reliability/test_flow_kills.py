"""The real flow, killed and cut off from its server; slow, and so only in `make test-long`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL

from tests import servers
from tests.builders import ask
from tests.reliability.runs import Program, Run, flow
from tests.reliability.states import Expected, assert_sound, copied, expect, rows, without_runs
from tests.reliability.test_kills import LONG, Moment, completed, kill

GIVES_UP_SECONDS = 600
"""Prefect tries again and again, call by call, before it gives a server up."""

pytestmark = pytest.mark.skipif(not LONG, reason="takes minutes: make test-long")

MOMENTS = [
    Moment("begun", 0.5),
    *(Moment(f"{stage} {number}") for number in (1, 3) for stage in ("fetched", "cleaned", "extracted", "validated")),
    *map(Moment, ("prepared", "loaded", "committed", "closed", "published")),
    *(
        Moment(step, part)
        for step, part in [("validated 1", 0.4), ("validated 3", 0.9), ("locked", 0.5), ("loaded", 0.9)]
    ),
]


@pytest.fixture(scope="module")
def program(prefect: None) -> Program:
    return partial(flow, str(PREFECT_API_URL.value()))


@pytest.fixture(scope="module")
def told(expected: Expected, program: Program, tmp_path_factory: pytest.TempPathFactory) -> Expected:
    """What an undisturbed run of the flow makes of the state before."""
    return expect(expected.folder, tmp_path_factory.mktemp("flow"), program)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_killed_flow_leaves_a_whole_state_and_the_next_ends_as_if_nothing_had_been(
    program: Program, told: Expected, tmp_path: Path, moment: Moment
) -> None:
    warehouse = copied(told.folder, tmp_path)
    kill(program, warehouse, moment, told.seconds)
    found = rows(warehouse)
    assert found in (told.before, told.after)
    assert_sound(warehouse)
    completed(program, warehouse, found == told.after, told.after)
    if moment.step != "begun":  # so early it may not have been noted yet
        assert (("interrupted",) in ask(warehouse, "SELECT outcome FROM runs")) == (found == told.before)


@pytest.mark.parametrize("step", ["validated 1", "loaded", "published"])
def test_a_run_outlasts_a_server_that_is_killed_and_started_again(told: Expected, tmp_path: Path, step: str) -> None:
    warehouse, port = copied(told.folder, tmp_path / "here"), servers.free_port()
    with servers.prefect(tmp_path, port) as address:
        run = _halted(address, warehouse, step)
    with run, servers.prefect(tmp_path, port):
        run.resume()
        run.finish()
    assert rows(warehouse) == told.after
    assert_sound(warehouse)


@pytest.mark.parametrize("step", ["validated 1", "loaded"])
def test_a_run_whose_server_is_gone_for_good_ends_and_harms_nothing(
    told: Expected, program: Program, tmp_path: Path, step: str
) -> None:
    warehouse = copied(told.folder, tmp_path / "here")
    with servers.prefect(tmp_path, servers.free_port()) as address:
        run = _halted(address, warehouse, step)
    with run:
        run.resume()
        run.process.join(GIVES_UP_SECONDS)
        assert run.process.exitcode is not None
    found = without_runs(rows(warehouse))  # a run that failed is on record
    assert found in (without_runs(told.before), without_runs(told.after))
    assert_sound(warehouse)
    completed(program, warehouse, True, told.after)


def _halted(address: str, warehouse: Path, step: str) -> Run:
    run = Run(partial(flow, address), warehouse.with_name("reports"), warehouse, halt_at=step)
    run.reach(step)
    return run
