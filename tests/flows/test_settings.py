"""Settings: where they come from, what is refused and how, and that nothing private is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

import flows
from flows import ROOT, settings
from flows.command import REFUSED, exit_code
from flows.settings import PAGE, PREFIX, Settings, effective, main, page, read_settings
from tasks.errors import InputError

WEBHOOK = "https://hooks.example.org/T0KEN"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the repository's, for `.env` and taizhang.toml."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


def refusal(**given: object) -> str:
    with pytest.raises(InputError) as refused:
        read_settings(**given)
    return str(refused.value)


def test_an_option_goes_before_the_environment_that_before_dotenv_that_before_toml_that_before_the_default(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_settings().lock_wait_seconds == 600
    (home / "taizhang.toml").write_text("lock_wait_seconds = 1\n", encoding="utf-8")
    assert read_settings().lock_wait_seconds == 1
    (home / ".env").write_text("TAIZHANG_LOCK_WAIT_SECONDS=2\nPREFECT_HOME=elsewhere\n", encoding="utf-8")
    assert read_settings().lock_wait_seconds == 2
    monkeypatch.setenv("TAIZHANG_LOCK_WAIT_SECONDS", "3")
    assert read_settings().lock_wait_seconds == 3
    assert read_settings(lock_wait_seconds="4").lock_wait_seconds == 4
    assert read_settings(lock_wait_seconds=None).lock_wait_seconds == 3


def test_relative_paths_of_a_file_start_where_it_lies_others_in_the_current_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "taizhang.toml").write_text('documents = "reports"\nstore = "s3://bucket/store"\n', encoding="utf-8")
    (home / ".env").write_text("TAIZHANG_WAREHOUSE=ledger.duckdb\n", encoding="utf-8")
    monkeypatch.setenv("TAIZHANG_SOURCES", "list.csv")
    found = read_settings()
    assert found.documents == home / "reports"
    assert found.warehouse == str(home / "ledger.duckdb")
    assert found.store == "s3://bucket/store"
    assert found.sources == Path("list.csv")


def test_an_empty_variable_is_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_WORKERS", "")
    assert read_settings().workers is None


def test_each_bad_setting_has_a_line_with_its_value_its_place_and_the_way_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "taizhang.toml").write_text('runner = "ray"\n', encoding="utf-8")
    monkeypatch.setenv("TAIZHANG_LOCK_WAIT_SECONDS", "-1")
    first, second, third = sorted(refusal(batch_size="many").splitlines())
    assert first.startswith("batch_size is 'many' (from --batch-size): Input should be a valid integer")
    assert "lock_wait_seconds is '-1' (from TAIZHANG_LOCK_WAIT_SECONDS): " in second
    assert "leave it out (then: `600`)" in second
    assert "runner is 'ray' (from runner in taizhang.toml): Input should be 'thread', 'process' or 'dask'" in third


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("taizhang.toml", 'warehuose = "x"', "warehuose in taizhang.toml: .* Did you mean warehouse?"),
        (".env", "TAIZHANG_BATCHSIZE=3", "TAIZHANG_BATCHSIZE in .env: .* Did you mean TAIZHANG_BATCH_SIZE?"),
        ("taizhang.toml", "warehouse = nowhere", "taizhang.toml: .* Write it as name = value"),
    ],
)
def test_a_file_that_says_what_no_setting_is_called_is_refused(home: Path, file: str, line: str, told: str) -> None:
    (home / file).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_settings()


def test_an_unknown_variable_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_XYZZY", "1")
    assert refusal().startswith("TAIZHANG_XYZZY in the environment: taizhang has no such setting. Remove it")


def test_a_secret_is_never_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAIZHANG_NOTIFY_WEBHOOK", WEBHOOK)
    monkeypatch.setenv("TAIZHANG_CONTACT", "it@example.org")
    found = read_settings()
    assert found.notify_webhook is not None
    assert found.notify_webhook.get_secret_value() == WEBHOOK
    assert main([]) == 0
    shown = capsys.readouterr().out + repr(found.notify_webhook) + str(found.recorded(*Settings.model_fields))
    assert "T0KEN" not in shown
    assert "it@example.org" not in shown
    monkeypatch.setenv("TAIZHANG_NOTIFY_WEBHOOK", "T0KEN")
    assert "T0KEN" not in refusal()
    assert "sesame" not in refusal(warehouse="ducklake:postgres:dbname=x password=sesame data_path=d")


def test_what_is_in_force_is_printed_with_where_it_comes_from(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "taizhang.toml").write_text("batch_size = 7\n", encoding="utf-8")
    monkeypatch.setenv("TAIZHANG_RUNNER", "process")
    assert main([]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["batch_size", "7", "taizhang.toml"] in lines
    assert ["runner", "process", "environment"] in lines
    assert ["notify_from", "partial", "default"] in lines
    monkeypatch.setenv("TAIZHANG_RUNNER", "ray")
    assert main([]) == 2
    assert "runner is 'ray'" in capsys.readouterr().err


def test_every_setting_is_shown_and_documented(home: Path) -> None:
    assert [placed.name for placed in effective(read_settings())] == list(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"`{PREFIX}{name.upper()}`" in page()


def test_the_page_is_what_is_declared() -> None:
    assert (ROOT / "docs" / "settings.md") == PAGE
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m flows.settings --document"


def test_a_home_folder_that_is_missing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Prefect's server waits in vain for a folder that nobody makes
    monkeypatch.delenv("PREFECT_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))
    flows._home_for_prefect()
    assert (tmp_path / "missing" / ".prefect").is_dir()


def test_a_home_that_cannot_be_made_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file" / "prefect"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    flows._home_for_prefect()
    assert exit_code(lambda: pytest.fail("the command ran")) == REFUSED
    assert "Set PREFECT_HOME" in capsys.readouterr().err
