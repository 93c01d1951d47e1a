"""prefect.yaml: every flow has a deployment that can be loaded, writers go one after another, and schedules fire."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import version
from typing import Any

import pytest
import yaml
from prefect.automations import Automation
from prefect.flows import load_flow_from_entrypoint
from prefect.states import StateType

from flows import ROOT

FILE = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
DEPLOYMENTS: list[dict[str, Any]] = FILE["deployments"]


@pytest.mark.parametrize("declared", DEPLOYMENTS, ids=lambda declared: declared["entrypoint"])
def test_every_deployment_leads_to_its_flow_and_fits_its_parameters(declared: dict[str, Any]) -> None:
    entry = load_flow_from_entrypoint(declared["entrypoint"])
    assert declared["entrypoint"].split(".")[1] == entry.name
    entry.validate_parameters(declared["parameters"])


def test_every_flow_of_production_is_deployed_under_the_name_that_the_documents_use() -> None:
    named = {f"{declared['entrypoint'].split('.')[1]}/{declared['name']}" for declared in DEPLOYMENTS}
    assert named == {"ingest/daily", "reextract/after-change", "maintain/weekly", "publish/daily"}
    operation = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    assert all(name in operation for name in named)


def test_what_writes_the_warehouse_goes_through_the_queue_that_lets_one_run_through() -> None:
    queues = {
        declared["entrypoint"].split(".")[1]: declared["work_pool"]["work_queue_name"] for declared in DEPLOYMENTS
    }
    assert queues == {"ingest": "writers", "reextract": "writers", "maintain": "writers", "publish": "default"}
    assert all(declared["concurrency_limit"]["limit"] == 1 for declared in DEPLOYMENTS)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "work-queue create writers --pool taizhang --limit 1" in makefile


def test_a_run_whose_worker_died_is_marked_by_the_server() -> None:
    (declared,) = yaml.safe_load((ROOT / "automations.yaml").read_text(encoding="utf-8"))["automations"]
    automation = Automation.model_validate(declared)
    assert automation.trigger.within == timedelta(seconds=90)  # type: ignore[union-attr]
    assert automation.actions[0].state == StateType.CRASHED  # type: ignore[union-attr]


def test_schedules_fire() -> None:
    """Prefect 3.8.8 plans no run from any schedule with SQLAlchemy 2.1: its server logs InvalidRequestError instead."""
    assert version("sqlalchemy") < "2.1", "pin sqlalchemy below 2.1 in requirements.in, or see that a schedule fires"
