"""Tells people that a run ended badly: a POST of JSON to a webhook, a Prefect notification block, or both.

    {"text": "taizhang ingest: partial (部分完成) …", "outcome": "partial", "flow": "ingest", "run_id": "…", …}

Telling never fails a run: it has a time limit, and what goes wrong is a line in the log that names no address.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, get_args

import httpx

from flows.settings import Outcome, Settings
from warehouse.catalogue import codes

OUTCOMES: tuple[str, ...] = get_args(Outcome)
"""From the best to the worst."""

log = logging.getLogger("taizhang")


def message(flow: str, run_id: str, outcome: str, said: str) -> str:
    """The text for people, in English and Chinese."""
    label = next(code for code in codes("run_outcome") if code.code == outcome)
    return (
        f"taizhang {flow}: {label.label_en}（台账 {flow}：{label.label_zh}）\n"
        f"{label.description_en} {label.description_zh}\n{said}\nrun 运行 {run_id}"
    )


def notify(settings: Settings, flow: str, run_id: str, outcome: str, said: str, details: Mapping[str, Any]) -> None:
    """Tell of a run that ended like this, if the settings want it told."""
    if OUTCOMES.index(outcome) < OUTCOMES.index(settings.notify_from):
        return
    text, limit = message(flow, run_id, outcome, said), settings.notify_timeout_seconds
    if settings.notify_webhook:
        address = settings.notify_webhook.get_secret_value()
        payload = {"text": text, "outcome": outcome, "flow": flow, "run_id": run_id, **details}
        _within(limit, "the webhook (notify_webhook)", lambda: _post(address, payload, limit))
    if settings.notify_block:
        name = settings.notify_block
        _within(limit, f"the block {name} (notify_block)", lambda: _hand_to_block(name, text, flow))


def _post(address: str, payload: Mapping[str, Any], seconds: float) -> None:
    httpx.post(address, json=payload, timeout=seconds, follow_redirects=False).raise_for_status()


def _hand_to_block(name: str, text: str, flow: str) -> None:
    from prefect.blocks.core import Block  # here: the machinery of blocks takes a while to import

    block: Any = Block.load(name)
    with block.raise_on_failure():
        told = block.notify(text, subject=f"taizhang {flow}")
        if inspect.iscoroutine(told):  # of some blocks `notify` is synchronous where no loop runs, of others never
            asyncio.run(told)


def _within(seconds: float, receiver: str, tell: Callable[[], None]) -> None:
    """Tell in a thread that is waited for no longer than `seconds`; a failure is logged without its words."""
    failed: list[str] = []

    def attempt() -> None:
        try:
            tell()
        except Exception as error:  # addresses and tokens stand in such messages: only the kind is logged
            failed.append(type(error).__name__)

    thread = threading.Thread(target=attempt, daemon=True, name="notify")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        failed.append(f"no answer within {seconds:g} s")
    if failed:
        log.warning("%s could not be told how the run ended (%s)", receiver, failed[0])
