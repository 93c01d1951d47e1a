"""Imported by the process that runs are forked from: all stages, with their word tables read."""

from __future__ import annotations

from datetime import date

from tasks.clean.blocks import PARAGRAPH, Block
from tasks.extract.figures import Document, context_of, extract
from tests.reliability import runs

__all__ = ["runs"]

TEXT = "2022年3月，全市投入社工165名。"
_KNOWN = context_of({"source_id": "warm", "published_on": date(2022, 4, 1)})

extract(Document("warm", TEXT, [Block(PARAGRAPH, 0, 0, len(TEXT))], _KNOWN))
