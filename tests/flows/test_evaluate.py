"""A batch of reports met for the first time joins the record that confidence is made from, once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flows import evaluate

GOLD = evaluate.ROOT / "tests" / "gold" / "seeds"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of its own that holds no document yet."""
    path = tmp_path / "first_looks.csv"
    path.write_text(evaluate.FIRST_LOOKS.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    monkeypatch.setattr(evaluate, "FIRST_LOOKS", path)
    return path


def test_what_was_right_and_wrong_is_kept_with_its_rules_and_only_once(
    record: Path, seed_warehouse: Path, tmp_path: Path
) -> None:
    gold = Path(shutil.copytree(GOLD, tmp_path / "gold"))
    file = min(gold.glob("001*.jsonl"))
    lines = file.read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    lines[0] = json.dumps({**first, "metric": "other", "or": {}}, ensure_ascii=False)
    file.write_text("\n".join(lines), encoding="utf-8")

    scores = evaluate.score_warehouse(gold, seed_warehouse)
    assert evaluate.keep_first_look(scores) == len(scores.verdicts) > 100
    kept = list(evaluate.first_looks())
    wrong = [sighting for sighting in kept if not all(sighting.right.values())]
    assert [(sighting.document, sighting.right["metric"]) for sighting in wrong] == [(file.stem, False)]
    assert all(sighting.rules[name] for sighting in kept for name in sighting.right)

    assert evaluate.keep_first_look(scores) == 0, "its documents are known now"
    assert list(evaluate.first_looks()) == kept


def test_the_confidence_table_is_what_the_record_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = evaluate.REFERENCE / evaluate.confidence.TABLE
    shutil.copy(table, tmp_path / table.name)
    monkeypatch.setattr(evaluate, "REFERENCE", tmp_path)
    evaluate.calibrate()
    assert (tmp_path / table.name).read_text(encoding="utf-8") == table.read_text(encoding="utf-8")
