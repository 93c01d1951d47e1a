"""The text of a PDF in reading order, a line of the page a line; tables as rows of `cell | cell`.

    pdf_lines(data)    ["宁波市社会工作服务简报", "", "　一季度，全市社工站…", "项目 | 次数 | 人次", "个案 | 128 | 356"]
    read_pdf(data)     the same with running heads and page numbers, marked as such

Lines broken to the width of the page are left as they are: tasks.clean.lines puts sentences together. An indented
line begins with an ideographic space, "" stands for a wide gap. The file is read in a process of its own, so that one
that crashes or never ends costs nothing but itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tasks.clean.decode import CleaningError

_ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 20_000_000
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line: the page it is on (from 1), its text, and whether it is a running head, foot or page number."""

    page: int
    text: str
    running: bool


def pdf_lines(data: bytes) -> list[str]:
    """The lines of the article, without running heads and page numbers. Raises CleaningError (a ValueError)."""
    return [line.text for line in read_pdf(data) if not line.running]


def read_pdf(data: bytes, seconds: float = SECONDS) -> list[PdfLine]:
    """Every line of the PDF. Raises CleaningError (a ValueError) for one that cannot be read, or not in `seconds`."""
    return [
        PdfLine(number, text, running)
        for number, page in enumerate(_answer(data, seconds), start=1)
        for text, running in page
    ]


def _answer(data: bytes, seconds: float) -> list[list[tuple[str, bool]]]:
    """What the reading process finds."""
    if len(data) > MOST_BYTES:
        raise CleaningError(f"the PDF has more than {MOST_BYTES // 1_000_000} MB")
    command = [sys.executable, "-m", "tasks.clean.pdf_child"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, cwd=_ROOT, check=False)  # noqa: S603  # our own module
    except subprocess.TimeoutExpired:
        raise CleaningError("the PDF takes longer to read than any report") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise CleaningError("the PDF breaks the program that reads it") from None
    if "problem" in answer:
        raise CleaningError(answer["problem"])
    return [[(str(text), bool(running)) for text, running in page] for page in answer["pages"]]
