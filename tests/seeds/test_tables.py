"""The tables of words: what each code means is written above them, and none is left without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seeds.tables import REFERENCE, ReferenceTableError, read_reference
from tasks.extract import acting, counting, dates, event_words, metric_codes, place_words, scene

TABLES = {
    "actor_words.csv": acting.ROLES,
    "event_words.csv": event_words.KINDS,
    "metric_cues.csv": metric_codes.CUE_KINDS,
    "numeral_neighbours.csv": scene.CODES,
    "object_words.csv": counting.ROLES,
    "place_words.csv": place_words.KINDS,
    "time_words.csv": dates.ROLES,
}


@pytest.mark.parametrize("name", TABLES)
def test_the_notes_of_a_table_explain_every_code(name: str) -> None:
    lines = (REFERENCE / name).read_text(encoding="utf-8").splitlines()
    notes = " ".join(line for line in lines if line.startswith("#"))
    assert [code for code in TABLES[name] if not re.search(rf"\b{code}\b", notes)] == []


def test_a_code_without_a_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cues.csv").write_text("kind,cue\nrescued,救起\n", encoding="utf-8")
    codes = {"kind": ("rescued", "mended")}
    with pytest.raises(ReferenceTableError, match=r"cues\.csv, column kind: no line has mended"):
        read_reference("cues.csv", ("kind", "cue"), ("kind", "cue"), codes, folder=tmp_path, each=("kind",))
