"""Measures the whole pipeline on generated reports and writes docs/benchmarks.md and docs/benchmarks.json.

    $ .venv/bin/python -m benchmarks.pipeline                    # 1,000, 10,000 and 100,000 documents: most of an hour
    $ .venv/bin/python -m benchmarks.pipeline --documents 1000   # a minute

Each measurement is a process of its own (`benchmarks.measures`); what is repeated is given as its median. The reports
and warehouses are made in a temporary folder and removed. With several sizes the growth from size to size is given.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.generated import write_reports

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000)
BARE_LIMIT = 10_000
"""Up to so many documents the stages are also run without Prefect, and repeated."""
PASSES = 3
STAGES = ("fetch", "clean", "extract", "validate", "new warehouse", "load")

Measured = dict[str, Any]


def measure(name: str, reports: Path, warehouse: Path) -> Measured:
    """One measurement in a process of its own, into a warehouse that is not there yet."""
    command = [sys.executable, "-m", "benchmarks.measures", name, str(reports), str(warehouse)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr}")
    measured: Measured = json.loads(done.stdout.splitlines()[-1])
    return measured


def median(runs: Sequence[Measured]) -> Measured:
    """The median of every number of several runs."""
    numbers = [key for key, value in runs[0].items() if isinstance(value, (int, float))]
    return {key: statistics.median(run[key] for run in runs) for key in numbers}


def measure_size(documents: int, folder: Path, passes: int) -> Measured:
    """All measurements of one size."""
    reports = folder / f"reports-{documents}"
    _say(f"{documents:,} documents: writing them")
    write_reports(documents, reports)
    measured: Measured = {"documents": documents}
    repeated = passes if documents <= BARE_LIMIT else 1
    names = ("bare", "flow") if documents <= BARE_LIMIT else ("flow",)
    runs: dict[str, list[Measured]] = {name: [] for name in names}
    for number in range(repeated):
        for name in names:  # in turn, so that a busy spell of the machine meets both
            warehouse = folder / f"{name}-{documents}-{number}.duckdb"
            runs[name].append(measure(name, reports, warehouse))
            _say(f"{documents:,} documents: {name} {runs[name][-1]['total']:.1f} s")
    measured |= {name: median(of_name) for name, of_name in runs.items()}
    last = folder / f"flow-{documents}-0.duckdb"
    measured["quality"] = measure("quality", reports, last)
    measured["validation"] = measure("validation", reports, last)
    measured["inserts"] = measure("inserts", reports, last)
    return measured


def tables(results: Measured) -> Iterator[str]:
    """The lines of docs/benchmarks.md below its heading."""
    sizes: list[Measured] = results["sizes"]
    headings = "documents, figures, flow s, of it CPU s, ms a document, peak MB, times the size before, its time"
    headings += ", figure F1, strict F1, the checks of all figures in one go s, a million s"
    yield from _table(headings, [_flow_row(size, before) for before, size in zip([None, *sizes], sizes, strict=False)])
    repeated = [size for size in sizes if "bare" in size]
    for size in repeated:
        yield from _stages(size)
    headings = "documents, rows, load s, DuckDB's own insert s, ratio, into tables without keys s"
    headings += ", load: µs a row, executemany: µs a row"
    yield from _table(headings, [_load_row(size) for size in repeated])


def _table(headings: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    names = headings.split(", ")
    yield from ("", *(f"| {' | '.join(cells)} |" for cells in (names, ["---"] * len(names), *rows)), "")


def _flow_row(size: Measured, before: Measured | None) -> list[str]:
    run, quality = size["flow"], size["quality"]
    growth = ["", ""]
    if before:
        growth = [f"{size['documents'] / before['documents']:g}", f"{run['total'] / before['flow']['total']:.1f}"]
    cells = [f"{size['documents']:,}", f"{run['figures']:,.0f}", f"{run['total']:.1f}"]
    cells += [f"{run['cpu']:.1f}", f"{1000 * run['total'] / size['documents']:.1f}", f"{run['peak_mb']:.0f}", *growth]
    checks = size["validation"]["checks"]
    cells += [f"{quality['figure']:.3f}", f"{quality['strict']:.3f}", f"{checks:.2f}"]
    return [*cells, f"{1e6 * checks / size['validation']['figures']:.1f}"]


def _stages(size: Measured) -> Iterator[str]:
    run, documents, flow = size["bare"], size["documents"], size["flow"]["total"]
    yield f"{documents:,} documents ({run['characters']:,.0f} characters), stage by stage as bare functions:"
    seconds = [(stage, run[stage]) for stage in STAGES] + [("all of them", run["total"]), ("the flow", flow)]
    rows = [[name, f"{s:.2f}", f"{1000 * s / documents:.2f}", f"{documents / s:,.0f}"] for name, s in seconds]
    yield from _table("stage, s, ms a document, documents a second", rows)
    yield f"The flow takes {flow / run['total']:.2f} times the bare functions. Extraction reads"
    yield f"{run['characters'] / run['extract']:,.0f} characters a second. Validation reads and writes its partitions"
    yield f"too. Peak memory of the bare functions: {run['peak_mb']:.0f} MB."


def _load_row(size: Measured) -> list[str]:
    load, inserts = size["bare"]["load"], size["inserts"]
    one_by_one = inserts["executemany"] / inserts["executemany_rows"]
    cells = [f"{size['documents']:,}", f"{inserts['rows']:,}", f"{load:.2f}", f"{inserts['own_insert']:.2f}"]
    cells += [f"{load / inserts['own_insert']:.1f}", f"{inserts['plain_insert']:.2f}"]
    return [*cells, f"{1e6 * load / inserts['rows']:.0f}", f"{1e6 * one_by_one:,.0f}"]


def write_results(results: Measured, folder: Path) -> None:
    """Write the results as JSON and as tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmarks.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    heading = (
        "# Benchmarks\n\nWritten by `make benchmark` (`python -m benchmarks.pipeline`); the numbers are in "
        f"[benchmarks.json](benchmarks.json) too.\nMeasured {results['measured_on']} on {results['cores']} cores, "
        f"{results['python']}. Reports are generated (`benchmarks/generated.py`): about\n470 characters and 13 figures "
        "each, real reports are longer and sparser. Seconds are wall seconds; medians\n"
        f"where there are several passes (up to {BARE_LIMIT:,} documents: {results['passes']}).\n\n"
    )
    (folder / "benchmarks.md").write_text(heading + "\n".join(tables(results)) + "\n", encoding="utf-8")


def _say(text: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S}  {text}", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pipeline", description=__doc__.splitlines()[0])
    parser.add_argument("--documents", nargs="+", type=int, default=list(SIZES), metavar="N", help="sizes to measure")
    parser.add_argument("--passes", type=int, default=PASSES, help=f"runs to take the median of (default {PASSES})")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder of the results (default docs)")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="taizhang-benchmark-") as folder:
        sizes = [measure_size(documents, Path(folder), arguments.passes) for documents in arguments.documents]
    machine = {"cores": os.cpu_count(), "python": f"Python {platform.python_version()}", "passes": arguments.passes}
    write_results({"measured_on": f"{datetime.now(UTC):%Y-%m-%d}", **machine, "sizes": sizes}, arguments.out)
    print(*tables({"sizes": sizes}), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
