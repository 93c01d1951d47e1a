"""The command that builds and serves the evidence site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from flows import ROOT
from flows.site import main
from tests.builders import empty_warehouse


def test_it_builds_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--warehouse", str(empty_warehouse(tmp_path)), "--out", str(tmp_path / "pages")]) == 0
    assert str(tmp_path / "pages" / "index.html") in capsys.readouterr().out
    assert (tmp_path / "pages" / "index.html").is_file()


def test_it_says_what_is_missing_or_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--warehouse", str(tmp_path / "none.duckdb"), "--out", str(tmp_path / "pages")]) == 1
    assert "none.duckdb" in capsys.readouterr().err
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "text.txt").write_text("years of work")
    assert main(["--warehouse", str(empty_warehouse(tmp_path)), "--out", str(tmp_path / "thesis")]) == 2
    assert "no site" in capsys.readouterr().err


def test_it_serves_on_this_machine_alone(tmp_path: Path) -> None:
    warehouse, out = empty_warehouse(tmp_path), tmp_path / "pages"
    command = [sys.executable, "-m", "flows.site", "--warehouse", warehouse, "--out", out, "--serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = next(line for line in process.stdout if line.startswith("http")).split()[0]
            assert address.startswith("http://127.0.0.1:")
            with urlopen(address, timeout=30) as answer:  # noqa: S310 - the address that our own command printed
                assert "台账" in answer.read().decode()
        finally:
            process.terminate()
