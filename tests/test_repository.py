"""What holds of the repository itself: it names no machine and no registry, and its tables are all explained."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from seeds.tables import REFERENCE, ReferenceTableError, read_reference

ROOT = Path(__file__).resolve().parents[1]
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.])/(?:work|root|farm|home)/")


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_tracked_file_carries_a_path_of_a_machine() -> None:
    texts = [path for path in tracked_files() if "documents" not in path.parts and path.is_file()]
    found = [path.name for path in texts if MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="replace"))]
    assert found == []


def test_the_lock_names_no_registry_and_pins_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    packages = re.findall(r"^([A-Za-z0-9_.\[\]-]+)==", lock, re.MULTILINE)
    assert len(packages) > 50
    assert lock.count("--hash=sha256:") > len(packages)


def test_every_table_opens_with_what_it_holds_and_stands_in_the_readme() -> None:
    readme = (REFERENCE / "README.md").read_text(encoding="utf-8")
    for path in sorted(REFERENCE.glob("*.csv")):
        assert path.read_text(encoding="utf-8").startswith("# "), f"{path.name} does not say what it holds"
        assert f"`{path.name}`" in readme, f"{path.name} is not in seeds/reference/README.md"


def test_every_package_asked_for_has_its_reason_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    built_on = readme.split("## Built on")[1].split("\n## ")[0]
    asked_for = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.in", "requirements-test.in")]
    for line in "\n".join(asked_for).splitlines():
        package = re.split(r"[=<>\[]", line)[0].strip()
        if package and not package.startswith(("#", "-")):
            assert package in built_on, f"{package} has no reason in the README"


def test_the_makefile_explains_every_command() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.*## \S", text, re.MULTILINE), f"make {target} has no explanation"


def test_pure_rooms_know_nothing_of_prefect_or_duckdb() -> None:
    for path in (ROOT / "tasks").rglob("*.py"):
        imported = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
        }
        if path.name != "task.py":
            assert "prefect" not in imported, path
        if path.parent.name not in ("load", "recall", "maintain") and path.name != "task.py":  # their work is SQL
            assert "duckdb" not in imported, path


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("word,kind\n", "the header is"),
        ("unit,dimension\n名,people,x\n", "line 2: 3 cells"),
        ("unit,dimension\n名,folk\n", "line 2, column dimension: 'folk' is none of"),
        ("unit,dimension\n,people\n", "line 2, column unit: must not be blank"),
        ("# note\nunit,dimension\n名,people\n名,people\n", "line 4: 名 is already in the table"),
    ],
)
def test_a_malformed_table_is_refused_by_line_and_column(tmp_path: Path, lines: str, problem: str) -> None:
    (tmp_path / "units.csv").write_text(lines, encoding="utf-8")
    with pytest.raises(ReferenceTableError, match=problem):
        read_reference("units.csv", ("unit", "dimension"), ("unit",), {"dimension": ("people",)}, folder=tmp_path)
