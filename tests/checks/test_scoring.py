"""The repository's own scorer: what counts as found, missed, invented, right."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from checks.scoring import attribute_is_right, read_gold, score_document, squeeze, total

TEXT = "截至3月底，全市有 75 家社会组织、\n２，８００余名志愿者；后来又有75家社会组织。"
GOLD_SEEDS = Path(__file__).parents[1] / "gold" / "seeds"
OTHER_SCORER = Path(__file__).parents[3] / "shared" / "gold" / "score.py"


def gold(quote: str, left: str, value: float, **more: object) -> dict[str, Any]:
    return {
        "quote": quote,
        "left": left,
        "value": value,
        "qualifier": "exact",
        "metric": "social_organizations",
        **more,
    }


def mine(quote: str, occurrence: int = 0, **more: object) -> dict[str, Any]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(quote, start + 1)
    record = {"quote": quote, "char_start": start, "char_end": start + len(quote), "qualifier": "exact"}
    return {**record, "metric": "social_organizations", **more}


FIRST = gold("75家", "截至3月底，全市有", 75)
SECOND = gold("75家", "名志愿者；后来又有", 75)
VOLUNTEERS = gold("２，８００余名", "家社会组织、", 2800)


def test_white_space_and_widths_do_not_matter() -> None:
    assert squeeze("７５ 家\n，")[0] == "75家,"
    scores = score_document("d", [FIRST, VOLUNTEERS], TEXT, [mine("75 家", value=75), mine("８００余名", value=2800)])
    assert (scores.counts["span"], scores.counts["figure"], scores.counts["strict"]) == (2, 2, 2)


def test_the_same_quote_twice_is_told_apart_by_its_context() -> None:
    scores = score_document("d", [FIRST, SECOND], TEXT, [mine("75家", value=75)])
    assert [miss.kind for miss in scores.misses] == ["missed"]
    assert "全市有[75家]社会组织" in scores.misses[0].sentence


def test_a_wrong_value_is_no_found_figure() -> None:
    scores = score_document("d", [VOLUNTEERS], TEXT, [mine("８００余名", value=800)])
    assert (scores.counts["span"], scores.counts["figure"]) == (1, 0)
    assert scores.misses[0].kind == "wrong value"


def test_a_range_needs_both_ends() -> None:
    record = gold("75家", FIRST["left"], 75, qualifier="range", value_high=80)
    for high, found in ((80, 1), (None, 0)):
        scores = score_document("d", [record], TEXT, [mine("75 家", value=75, value_high=high)])
        assert scores.counts["figure"] == found


def test_an_optional_figure_counts_neither_way() -> None:
    optional = VOLUNTEERS | {"optional": True}
    for extracted in ([], [mine("８００余名", value=2800)]):
        scores = score_document("d", [optional], TEXT, extracted)
        assert (scores.counts["gold"], scores.counts["mine"], scores.misses) == (0, 0, [])


def test_what_the_gold_does_not_have_is_invented() -> None:
    scores = score_document("d", [], TEXT, [mine("3月", value=3)])
    assert [(miss.kind, miss.quote) for miss in scores.misses] == [("invented", "3月")]
    assert scores.precision_recall_f1("figure") == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("name", "expected", "got", "right"),
    [
        ("object", "社会组织和专业社工机构", "社工机构", True),
        ("object", None, "社工", False),
        ("object", None, None, True),
        ("metric", "calls", "cases", False),
        ("period_end", "2022-03-31", "2022-03-31 00:00:00", True),
        ("adm2", None, "", True),
    ],
)
def test_when_an_attribute_is_right(name: str, expected: object, got: object, right: bool) -> None:
    assert attribute_is_right(name, {name: expected}, {name: got}) is right
    assert attribute_is_right(name, {name: "anything else", "or": {name: [expected]}}, {name: got}) is right


def test_documents_add_up() -> None:
    parts = [score_document("d", [FIRST], TEXT, [mine("75 家", value=75)]), score_document("e", [FIRST], TEXT, [])]
    assert total(parts).precision_recall_f1("figure") == (1.0, 0.5, pytest.approx(2 / 3))


@pytest.fixture(scope="module")
def other() -> ModuleType:
    if not OTHER_SCORER.is_file():
        pytest.skip("the annotators' own scorer is not beside this checkout (../shared/gold/score.py)")
    spec = importlib.util.spec_from_file_location("other_scorer", OTHER_SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_agrees_with_the_annotators_scorer_on_damaged_copies_of_the_gold(other: ModuleType, tmp_path: Path) -> None:
    dice = random.Random(20220408)  # noqa: S311 - damage for a test, no secret
    for document, records in read_gold(GOLD_SEEDS):
        text = "。".join(record["left"] + record["quote"] for record in records)
        extracted = list(damaged(dice, records, text))
        (tmp_path / f"{document}.jsonl").write_text("\n".join(map(json.dumps, extracted)), encoding="utf-8")
        ours = score_document(document, records, text, extracted)
        assert (ours.counts["span"], ours.counts["figure"], dict(+ours.right)) == theirs(
            other, records, text, extracted
        )


def damaged(dice: random.Random, records: list[dict[str, Any]], text: str) -> Any:
    position = 0
    for record in records:
        position = text.index(record["quote"], position + len(record["left"]))
        copy = record | {"char_start": position, "char_end": position + len(record["quote"])}
        position += len(record["quote"])
        for name in ("metric", "object", "qualifier", "period_end"):
            copy[name] = None if dice.random() < 0.2 else copy[name]
        if dice.random() < 0.1:
            copy["value"] = 7
        if dice.random() < 0.9:
            yield copy


def theirs(other: ModuleType, records: list[dict[str, Any]], text: str, extracted: list[dict[str, Any]]) -> Any:
    squeezed, offsets = squeeze(text)
    taken: set[int] = set()
    golden = [record | {"span": other.locate(record, squeezed, taken)} for record in records]
    figures = [r | {"span": (offsets[r["char_start"]], offsets[r["char_end"]])} for r in extracted]
    pairs, _, _ = other.pair(golden, figures)
    found = [pair for pair in pairs if other.same_value(*pair)]
    right = {name: sum(other.right_attribute(name, g, m) for g, m in found) for name in other.ATTRIBUTES}
    return len(pairs), len(found), {name: count for name, count in right.items() if count}
