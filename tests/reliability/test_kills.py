"""Runs are killed at every boundary of a stage and at random moments inside each; nothing is ever half there.

    make test              10 kills of runs without Prefect's engine: one at a boundary and one inside of each stage
    make test-long         100, at every boundary there is, and 12 of the real flow (KILLS=500 for more)

After each the warehouse opens and holds the state before or the state after, whole; the next run ends with the rows,
ids included, of a run that nobody disturbed. Which moments are random is the same in every session.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.reliability.runs import STAGES, Program, Run, bare, steps
from tests.reliability.states import (
    BATCHES,
    Expected,
    Rows,
    assert_sound,
    copied,
    rows,
    without_interrupted,
    without_runs,
)

KILLS = int(os.environ.get("KILLS", "10"))
FLOW_KILLS = 12
_SEED = 20221121
_SAID = steps(BATCHES)
LONG = KILLS >= 100


@dataclass(frozen=True)
class Moment:
    """The moment at which a run says a step, or a part (0 to 1) of the way from there to the next."""

    step: str
    part: float | None = None

    def __str__(self) -> str:
        return self.step if self.part is None else f"{self.part:.0%} after {self.step}"


def moments(number: int, chance: random.Random) -> Iterator[Moment]:
    """So many moments: boundaries (all of them where half the number is enough), then random ones, stage by stage."""
    every = _SAID[:-1]
    one_each = ["fetched 2", "cleaned 1", "extracted 3", "validated 2", "committed"]
    boundaries = every if number >= 2 * len(every) else one_each
    yield from map(Moment, boundaries)
    for turn in range(number - len(boundaries)):
        stage = (*STAGES, "")[turn % 5]
        before = [step for step, following in pairwise(_SAID) if _is_of(following, stage)]
        yield Moment(chance.choice(before), chance.random())


def _is_of(step: str, stage: str) -> bool:
    """Whether a step ends this stage; the steps of the load stage begin with no stage's word."""
    return step.startswith(stage) if stage else not step.startswith(STAGES)


def kill(program: Program, warehouse: Path, moment: Moment, seconds: dict[str, float]) -> None:
    halts = moment.step if moment.part is None else "done"
    with Run(program, warehouse.with_name("reports"), warehouse, halts) as run:
        run.reach(moment.step)
        if moment.part is not None:
            run.process.join(moment.part * seconds[moment.step])
    assert run.was_killed


@pytest.mark.parametrize("moment", [*moments(KILLS, random.Random(_SEED))], ids=str)  # noqa: S311 - no secret
def test_a_killed_run_leaves_a_whole_state_and_the_next_ends_as_if_nothing_had_been(
    expected: Expected, tmp_path: Path, moment: Moment
) -> None:
    warehouse = copied(expected.folder, tmp_path)
    kill(bare, warehouse, moment, expected.seconds)
    found = rows(warehouse)
    is_after = found == expected.after
    assert is_after or found == expected.before
    if moment.part is None:
        assert is_after == (_SAID.index(moment.step) >= _SAID.index("published"))
    assert_sound(warehouse)
    completed(bare, warehouse, is_after, expected.after)


def completed(program: Program, warehouse: Path, is_after: bool, after: Rows) -> None:
    """Run once more; where the killed run had published already (`is_after`), that is one run more than undisturbed."""
    with Run(program, warehouse.with_name("reports"), warehouse) as run:
        run.finish()
    found = rows(warehouse)
    assert without_runs(found) == without_runs(after)
    assert is_after or without_interrupted(found) == after
    assert_sound(warehouse)
    assert not list(warehouse.parent.glob("*.writing-*"))
