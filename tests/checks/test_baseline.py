"""Floors only move up, and an evaluation says what is new and what is mended."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from checks import baseline
from checks.scoring import Miss, Scores

OLD = Miss("d01", "missed", "75家", "全市[75家]社会组织")
NEW = Miss("d01", "invented", "3月", "截至[3月]底")


def scores(figure: int, *misses: Miss) -> Scores:
    return Scores(Counter(gold=100, mine=100, span=100, figure=figure, strict=figure), Counter(), list(misses))


def test_a_score_below_its_floor_is_named() -> None:
    saved = baseline.raised(scores(95), "digest", None, allow_regression=False)
    assert baseline.compare("dev", scores(95), saved).undercut == ()
    undercut = baseline.compare("dev", scores(90), saved).undercut
    assert "dev: figure is 0.9000, its floor 0.9480" in undercut


def test_floors_move_up_only() -> None:
    saved = baseline.raised(scores(95), "digest", None, allow_regression=False)
    assert baseline.raised(scores(90), "digest", saved, allow_regression=False)["floors"]["figure"] == 0.948
    assert baseline.raised(scores(90), "digest", saved, allow_regression=True)["floors"]["figure"] == 0.898
    assert baseline.raised(scores(99), "digest", saved, allow_regression=False)["floors"]["figure"] == 0.988


def test_new_gold_starts_new_floors() -> None:
    saved = baseline.raised(scores(95), "digest", None, allow_regression=False)
    assert baseline.raised(scores(90), "other", saved, allow_regression=False)["floors"]["figure"] == 0.898


def test_what_is_new_and_what_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    baseline.write(file, {"dev": baseline.raised(scores(95, OLD), "digest", None, allow_regression=False)})
    comparison = baseline.compare("dev", scores(95, NEW), baseline.read(file)["dev"])
    assert comparison.new_misses == (NEW,)
    assert comparison.mended == (baseline.key(OLD),)
    assert baseline.read(tmp_path / "absent.json") == {}
