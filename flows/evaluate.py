"""Scores extraction against gold figures, lists every miss with its sentence, and guards the pinned floors.

    python -m flows.evaluate                                    the repository's own gold sets, against their floors
    python -m flows.evaluate GOLD_DIR --warehouse FILE --misses any gold folder against any warehouse

The gold format and the meaning of the scores: docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from checks import baseline
from checks.scoring import ATTRIBUTES, LEVELS, Miss, Scores, read_gold, score_document, total
from flows import ROOT
from tasks.errors import InputError

BASELINE = ROOT / "tests" / "gold" / "baseline.json"
OWN_SETS = {
    "seeds": (ROOT / "seeds" / "documents", ROOT / "tests" / "gold" / "seeds"),
    "dev": (ROOT / "tests" / "gold" / "dev" / "docs", ROOT / "tests" / "gold" / "dev" / "gold"),
    "own": (ROOT / "tests" / "gold" / "own" / "docs", ROOT / "tests" / "gold" / "own" / "gold"),
}


def score_warehouse(gold_folder: Path, warehouse: Path) -> Scores:
    """Score the figures of `warehouse` against every gold file of `gold_folder`. Raises InputError."""
    gold = read_gold(gold_folder) if gold_folder.is_dir() else {}
    if not gold:
        raise InputError(f"{gold_folder}: no gold in it. Give a folder of <source_id>.jsonl files.")
    if not warehouse.is_file():
        raise InputError(f"--warehouse {warehouse}: there is no such file. Run `make ingest` first.")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return total(_score_source(connection, source, records) for source, records in gold.items())


def _score_source(connection: duckdb.DuckDBPyConnection, source: str, records: list[dict[str, object]]) -> Scores:
    """Score one source; its current document's text and figures are read from the warehouse."""
    found = connection.execute("SELECT document_id, text FROM documents WHERE source_id = ?", [source]).fetchone()
    document_id, text = found or ("", "")
    cursor = connection.execute("SELECT * FROM figures WHERE document_id = ? ORDER BY char_start", [document_id])
    names = [column[0] for column in cursor.description]
    figures = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return score_document(source, records, text, figures)


def evaluate_own_sets(save: bool, allow_regression: bool, list_misses: bool) -> bool:
    """Read and score the repository's gold sets; True when every floor holds."""
    from flows.ingest import ingest

    saved, held = baseline.read(BASELINE), True
    with tempfile.TemporaryDirectory() as folder:
        for name, (documents, gold) in OWN_SETS.items():
            warehouse = Path(folder) / f"{name}.duckdb"
            ingest(documents=str(documents), warehouse=str(warehouse))
            scores = score_warehouse(gold, warehouse)
            comparison = baseline.compare(name, scores, saved.get(name))
            _print_scores(name, scores)
            _print_comparison(comparison, list_misses)
            held = held and not comparison.undercut
            if save:
                saved[name] = baseline.raised(scores, baseline.digest(gold), saved.get(name), allow_regression)
    if save:
        baseline.write(BASELINE, saved)
    return held or (save and allow_regression)


def _print_scores(name: str, scores: Scores) -> None:
    print(f"\n{name}: gold {scores.counts['gold']}, extracted {scores.counts['mine']}")
    for level in LEVELS:
        precision, recall, f1 = scores.precision_recall_f1(level)
        print(f"  {level:8}precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print("  right   " + "  ".join(f"{attribute} {scores.share_right(attribute):.3f}" for attribute in ATTRIBUTES))


def _print_comparison(comparison: baseline.Comparison, list_misses: bool) -> None:
    print(f"  since the saved baseline: {len(comparison.new_misses)} new misses, {len(comparison.mended)} mended")
    if list_misses:
        _print_misses(comparison.new_misses)
    for sentence in comparison.undercut:
        print(f"  BELOW THE FLOOR  {sentence}")


def _print_misses(misses: Sequence[Miss]) -> None:
    for miss in misses:
        verdict = f"{miss.attribute}: gold {miss.gold}, got {miss.mine}" if miss.attribute else ""
        print(f"  {miss.document}  {miss.kind:11} {verdict}\n      {miss.sentence}")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m flows.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, help="a folder of <source_id>.jsonl gold files")
    parser.add_argument("--warehouse", type=Path, help="the DuckDB file to score (needed with a gold folder)")
    parser.add_argument("--misses", action="store_true", help="list every miss with its sentence")
    parser.add_argument("--json", action="store_true", help="print the scores as one JSON object")
    parser.add_argument("--save-baseline", action="store_true", help="save these scores as the new baseline")
    parser.add_argument("--allow-regression", action="store_true", help="let saving lower a floor")
    arguments = parser.parse_args(argv)
    if bool(arguments.gold) != bool(arguments.warehouse):
        parser.error("a gold folder and --warehouse go together")
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every floor holds."""
    arguments = _arguments(argv)
    try:
        if not arguments.gold:
            held = evaluate_own_sets(arguments.save_baseline, arguments.allow_regression, arguments.misses)
            return 0 if held else 1
        scores = score_warehouse(arguments.gold, arguments.warehouse)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(scores.summary()))
        return 0
    _print_scores(arguments.gold.name, scores)
    if arguments.misses:
        _print_misses(scores.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
