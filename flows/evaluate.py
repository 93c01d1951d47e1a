"""Scores extraction against gold figures, lists every miss with its sentence, and guards the pinned floors.

    python -m flows.evaluate                                    the repository's own gold sets, against their floors
    python -m flows.evaluate GOLD_DIR --warehouse FILE --misses any gold folder against any warehouse

The gold format and the meaning of the scores: docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import duckdb

from checks import baseline, calibration
from checks.scoring import (
    ATTRIBUTES,
    LEVELS,
    STRICT,
    Miss,
    Record,
    Scores,
    Verdict,
    read_gold,
    score_document,
    total,
)
from flows import ROOT
from flows.command import speak_to_a_person
from flows.ingest import ingest
from seeds.tables import REFERENCE
from tasks.errors import InputError
from tasks.extract import confidence

BASELINE = ROOT / "tests" / "gold" / "baseline.json"
FIRST_LOOKS = ROOT / "tests" / "gold" / "first_looks.csv"
_YES, _NO = "yes", "no"
_SOURCES_TOGETHER = 2_000

_TEXTS = "SELECT source_id, text FROM documents WHERE source_id IN (SELECT unnest($sources))"
_FIGURES = """WITH wanted AS (
    SELECT document_id FROM documents WHERE source_id IN (SELECT unnest($sources))
), meant AS (
    SELECT figure_id, rule AS value_rule FROM numerals WHERE document_id IN (FROM wanted)
) SELECT figures.*, value_rule FROM figures JOIN meant USING (figure_id)
WHERE document_id IN (FROM wanted) ORDER BY document_id, char_start"""
OWN_SETS = {
    "seeds": (ROOT / "seeds" / "documents", ROOT / "tests" / "gold" / "seeds"),
    "dev": (ROOT / "tests" / "gold" / "dev" / "docs", ROOT / "tests" / "gold" / "dev" / "gold"),
    "own": (ROOT / "tests" / "gold" / "own" / "docs", ROOT / "tests" / "gold" / "own" / "gold"),
}


def score_warehouse(gold_folder: Path, warehouse: Path) -> Scores:
    """Score the figures of `warehouse` against every gold file of `gold_folder`. Raises InputError."""
    return total(score_sources(gold_folder, warehouse))


def score_sources(gold_folder: Path, warehouse: Path) -> Iterator[Scores]:
    """The scores of every gold file by itself; in memory are two thousand at a time. Raises InputError."""
    gold = read_gold(gold_folder)
    together = list(islice(gold, _SOURCES_TOGETHER))
    if not together:
        raise InputError(f"{gold_folder}: no gold in it. Give a folder of <source_id>.jsonl files.")
    if not warehouse.is_file():
        raise InputError(f"--warehouse {warehouse}: there is no such file. Run `make ingest` first.")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        while together:
            documents = _documents(connection, [source for source, _ in together])
            for source, records in together:
                yield score_document(source, records, *documents.get(source, ("", ())))
            together = list(islice(gold, _SOURCES_TOGETHER))


def _documents(connection: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> dict[str, tuple[str, list[Record]]]:
    """The text of each source's current document, and its figures."""
    asked = connection.execute(_TEXTS, {"sources": sources})
    found: dict[str, tuple[str, list[Record]]] = {source: (text, []) for source, text in asked.fetchall()}
    cursor = connection.execute(_FIGURES, {"sources": sources})
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        figure = dict(zip(names, row, strict=True))
        found[figure["source_id"]][1].append(figure)
    return found


def score_own_sets() -> dict[str, Scores]:
    """Read the repository's gold sets into warehouses of their own and score them."""
    speak_to_a_person()
    scores = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (documents, gold) in OWN_SETS.items():
            warehouse = Path(folder) / f"{name}.duckdb"
            ingest(documents=str(documents), warehouse=str(warehouse))
            scores[name] = score_warehouse(gold, warehouse)
    return scores


def compare_own_sets(scores: dict[str, Scores], list_misses: bool) -> bool:
    """Print scores and what changed since the saved baseline; True when every floor holds."""
    saved, held = baseline.read(BASELINE), True
    for name, of_set in scores.items():
        comparison = baseline.compare(name, of_set, saved.get(name))
        _print_scores(name, of_set)
        _print_comparison(comparison, list_misses)
        held = held and not comparison.undercut
    return held


def save_baseline(scores: dict[str, Scores], allow_regression: bool) -> None:
    """Save these scores as the baseline; floors only move up unless `allow_regression`."""
    saved = baseline.read(BASELINE)
    for name, of_set in scores.items():
        digest = baseline.digest(OWN_SETS[name][1])
        saved[name] = baseline.raised(of_set, digest, saved.get(name), allow_regression)
    baseline.write(BASELINE, saved)


def calibrate() -> None:
    """Measure how often each rule was right at first look, and write it with the curve to the confidence table."""
    sightings = list(first_looks())
    counts = calibration.count(sightings, confidence.levels)
    steps = calibration.curve(calibration.observe(sightings, confidence.levels, confidence.raw_score))
    path = REFERENCE / confidence.TABLE
    notes = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = [f"{attribute},{rule},{right:g},{seen:g}" for (attribute, rule), (right, seen) in sorted(counts.items())]
    rows += [f"{confidence.CURVE},{step.start:.4f},{step.right},{step.seen}" for step in steps]
    path.write_text("\n".join([*notes, ",".join(confidence.COLUMNS), *rows]) + "\n", encoding="utf-8")


def first_looks() -> Iterator[calibration.Sighting]:
    """Figures as they were read when their report was met for the first time, with what of each was right."""
    with FIRST_LOOKS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            judged = {name: row[f"{name}_right"] for name in confidence.ATTRIBUTES}
            rules = {name: row[f"{name}_rule"] for name in confidence.ATTRIBUTES}
            right = {name: answer == _YES for name, answer in judged.items() if answer}
            yield calibration.Sighting(row["document"], rules, right)


def keep_first_look(scores: Scores) -> int:
    """Add the figures of reports met for the first time to the record; how many. Known documents are left out."""
    known = {sighting.document for sighting in first_looks()}
    new = [_sighting(verdict) for verdict in scores.verdicts if verdict.document not in known]
    with FIRST_LOOKS.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        for seen in new:
            answers = (
                (_YES if seen.right[name] else _NO) if name in seen.right else "" for name in confidence.ATTRIBUTES
            )
            rows.writerow([seen.document, *(seen.rules[name] for name in confidence.ATTRIBUTES), *answers])
    return len(new)


def _sighting(verdict: Verdict) -> calibration.Sighting:
    """A figure with its rules, and which attributes it has right; one that is none has nothing right."""
    parts = {"value": ("value", "qualifier"), "metric": ("metric", "dimension"), "place": ("adm1", "adm2", "adm3")}
    parts["period"] = ("period_start", "period_end")
    rules = {name: str(verdict.figure[f"{name}_rule"]) for name in confidence.ATTRIBUTES}
    if not verdict.right:  # the value is wrong or no figure at all: its other rules are not to blame
        return calibration.Sighting(verdict.document, rules, {"value": False})
    right = {name: all(verdict.right[part] for part in parts[name]) for name in confidence.ATTRIBUTES}
    return calibration.Sighting(verdict.document, rules, right)


def _print_reliability(scores: dict[str, Scores]) -> None:
    """The reliability curve: what the confidence says beside what came true."""
    pairs = [(float(v.figure["confidence"]), _is_right(v)) for of_set in scores.values() for v in of_set.verdicts]
    print("\nconfidence  right   figures")
    for mean, share, figures in calibration.reliability(pairs):
        print(f"  {mean:.3f}     {share:.3f}   {figures}")


def _is_right(verdict: Verdict) -> bool:
    return bool(verdict.right) and all(verdict.right[name] for name in STRICT)


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
    parser.add_argument("--first-look", action="store_true", help="keep the record of reports met for the first time")
    parser.add_argument("--calibrate", action="store_true", help="make confidence anew from the record of first looks")
    parser.add_argument("--save-baseline", action="store_true", help="save these scores as the new baseline")
    parser.add_argument("--allow-regression", action="store_true", help="let saving lower a floor")
    arguments = parser.parse_args(argv)
    if bool(arguments.gold) != bool(arguments.warehouse):
        parser.error("a gold folder and --warehouse go together")
    return arguments


def _evaluate_own_sets(arguments: argparse.Namespace) -> int:
    scores = score_own_sets()
    held = compare_own_sets(scores, arguments.misses)
    _print_reliability(scores)
    if arguments.calibrate:
        calibrate()
    if arguments.save_baseline:
        save_baseline(scores, arguments.allow_regression)
    return 0 if held or arguments.allow_regression else 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every floor holds."""
    arguments = _arguments(argv)
    try:
        if not arguments.gold:
            return _evaluate_own_sets(arguments)
        scores = score_warehouse(arguments.gold, arguments.warehouse)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.first_look:
        print(f"{keep_first_look(scores)} figures join {FIRST_LOOKS.relative_to(ROOT)}")
    if arguments.json:
        print(json.dumps(scores.summary()))
        return 0
    _print_scores(arguments.gold.name, scores)
    if arguments.misses:
        _print_misses(scores.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
