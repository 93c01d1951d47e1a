"""Telling people: what a local receiver gets, from which outcome on, and that a deaf one harms nothing."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.notifications import CustomWebhookNotificationBlock

from flows.notification import OUTCOMES, message, notify
from flows.settings import Settings, read_settings
from warehouse.catalogue import codes

PATH = "/T0KEN"


@contextmanager
def receiver(status: int = 200, release: threading.Event | None = None) -> Iterator[tuple[str, list[Any]]]:
    """A server that keeps what is posted to it; with `release` it answers only when that is set."""
    received: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            if release:
                release.wait(30)
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PATH}", received
        finally:
            if release:
                release.set()
            server.shutdown()
            thread.join()


def tell(settings: Settings, outcome: str) -> None:
    notify(settings, "ingest", "run-1", outcome, "3 reports could not be read", {"quarantined": 3})


def test_a_webhook_gets_text_in_both_languages_and_the_details() -> None:
    with receiver() as (address, received):
        tell(read_settings(notify_webhook=address), "partial")
    (got,) = received
    assert got["text"].startswith("taizhang ingest: partial（台账 ingest：部分完成）")
    assert "3 reports could not be read" in got["text"]
    assert (got["outcome"], got["flow"], got["run_id"], got["quarantined"]) == ("partial", "ingest", "run-1", 3)


@pytest.mark.parametrize(
    ("least", "told"),
    [
        ("complete", list(OUTCOMES)),
        ("partial", ["partial", "interrupted", "blocked", "failed"]),
        ("failed", ["failed"]),
    ],
)
def test_outcomes_are_told_from_the_one_that_is_set_on(least: str, told: list[str]) -> None:
    with receiver() as (address, received):
        for outcome in OUTCOMES:
            tell(read_settings(notify_webhook=address, notify_from=least), outcome)
    assert [got["outcome"] for got in received] == told


def test_outcomes_are_those_of_the_table_runs() -> None:
    assert set(OUTCOMES) == {code.code for code in codes("run_outcome")}
    assert all(message("ingest", "r", outcome, "x") for outcome in OUTCOMES)


def test_a_receiver_that_refuses_harms_nothing_and_its_address_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with receiver(status=500) as (address, _), caplog.at_level(logging.WARNING, "taizhang"):
        tell(read_settings(notify_webhook=address), "failed")
    tell(read_settings(notify_webhook=address), "failed")  # nobody there any more
    assert caplog.messages == [
        "the webhook (notify_webhook) could not be told how the run ended (HTTPStatusError)",
        "the webhook (notify_webhook) could not be told how the run ended (ConnectError)",
    ]
    assert "T0KEN" not in caplog.text


def test_a_receiver_that_does_not_answer_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    with receiver(release=threading.Event()) as (address, _), caplog.at_level(logging.WARNING, "taizhang"):
        tell(read_settings(notify_webhook=address, notify_timeout_seconds=0.2), "failed")
    assert "could not be told" in caplog.text


HEARD: list[tuple[str | None, str]] = []


class Listener(NotificationBlock):
    """A block of somebody's own, asynchronous as Prefect's base class has it."""

    _block_type_slug = "taizhang-listener"

    async def notify(self, body: str, subject: str | None = None) -> None:
        HEARD.append((subject, body))


def test_a_notification_block_is_told_by_its_name(prefect: None) -> None:
    Listener().save("team")
    tell(read_settings(notify_block="taizhang-listener/team"), "blocked")
    ((subject, body),) = HEARD
    assert subject == "taizhang ingest"
    assert "被阻断" in body


def test_prefects_own_webhook_block_works(prefect: None) -> None:
    with receiver() as (address, received):
        block = CustomWebhookNotificationBlock(
            name="team", url=address, json_data={"said": "{{subject}}: {{body}}"}, allow_private_urls=True
        )
        block.save("team")
        tell(read_settings(notify_block="custom-webhook/team"), "partial")
    assert received[0]["said"].startswith("taizhang ingest: taizhang ingest: partial（台账")


def test_a_block_that_is_not_there_harms_nothing(prefect: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "taizhang"):
        tell(read_settings(notify_block="slack-webhook/nobody"), "blocked")
    assert (
        "the block slack-webhook/nobody (notify_block) could not be told how the run ended (ValueError)" in caplog.text
    )
