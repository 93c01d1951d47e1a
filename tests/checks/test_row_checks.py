"""What each check demands of a row, one broken row at a time."""

from datetime import date

import polars as pl
import pytest

from checks import lookups, registry, schemas
from checks.history import QUESTIONS
from checks.promises import PROMISES
from checks.rules import RULES
from tasks.maintain import stored_bytes
from tasks.quarantine import READABLE
from tests.builders import article, batch, figure
from warehouse.frames import frame

TODAY = date(2026, 11, 21)
TEXT = "截至3月底，宁波市海曙区投入专业社工165名，其中男性60名、女性105名。服务居民3000余人次。"
HAISHU = {"adm1": "浙江省", "adm2": "宁波市", "adm3": "海曙区", "region_code": "330203"}
GOOD = (
    figure("165名", 165, object="专业社工", period_end=date(2022, 3, 31), **HAISHU),
    figure("60名", 60, part_of=0, object="男性", **HAISHU),
    figure("105名", 105, part_of=0, object="女性", **HAISHU),
    figure(
        "3000余人次", 3000, value_high=None, qualifier="more_than", unit="人次", dimension="person_times",
        metric="service_contacts", aggregation="flow",
    ),
)  # fmt: skip


def given(**fields):
    return batch(article("a", TEXT, *GOOD, **fields))


def failed(name, rows):
    """The checks that fail, by row."""
    lines = schemas.failures(name, rows)
    return {index: set(group["check"]) for (index,), group in lines.group_by("index")}


def failed_figures(data, rows=None):
    with_warnings = (data.figures if rows is None else rows).with_columns(warnings=pl.lit([], dtype=pl.List(pl.String)))
    return failed("figures", lookups.figures(with_warnings, data.documents, data.numerals))


def changed(rows, row=0, **fields):
    """The frame with some fields of one row set."""
    here = pl.int_range(pl.len()) == row
    return rows.with_columns(
        pl.when(here).then(pl.lit(value, dtype=rows.schema[name])).otherwise(pl.col(name)).alias(name)
        for name, value in fields.items()
    )


def test_good_rows_fail_nothing():
    data = given()
    assert failed_figures(data) == {}
    assert failed("numerals", lookups.numerals(data.numerals, data.documents, data.figures)) == {}
    assert failed("documents", lookups.documents(data.documents, data.sources, TODAY)) == {}
    assert failed("sources", data.sources) == failed("snapshots", data.snapshots) == {}


@pytest.mark.parametrize(
    ("check", "fields"),
    [
        ("figures.required", {"metric": None}),
        ("figures.required", {"sentence": None}),
        ("figures.codes", {"metric": "social_wokers"}),
        ("figures.codes", {"per": "fortnight"}),
        ("figures.range", {"value": -1.0, "value_low": None}),
        ("figures.range", {"confidence": 1.5}),
        ("figures.range", {"value": float("inf"), "value_high": None}),
        ("figures.range", {"value": float("nan"), "value_low": None, "value_high": None}),
        ("figures.document", {"document_id": "elsewhere"}),
        ("figures.quote", {"quote": "166名"}),
        ("figures.quote", {"char_end": 10_000}),
        ("figures.sentence", {"sentence_start": 3}),
        ("figures.bounds", {"value_low": 200.0}),
        ("figures.bounds", {"value_high": 100.0}),
        ("figures.exact_bounds", {"value_high": None}),
        ("figures.exact_bounds", {"qualifier": "range"}),
        ("figures.unit_dimension", {"unit": "元"}),
        ("figures.unit_dimension", {"unit": "元/人", "dimension": "people"}),
        ("figures.region", {"region_code": "330204"}),
        ("figures.region", {"region_code": "999999"}),
        ("figures.region", {"adm2": "杭州市"}),
        ("figures.region", {"adm3": None}),
        ("figures.region_levels", {"region_code": None}),
        ("figures.region_levels", {"adm1": None}),
        ("figures.period_order", {"period_start": date(2022, 4, 1)}),
        ("figures.period_future", {"period_end": date(2022, 12, 31)}),
        ("figures.rate_per", {"per": "day"}),
        ("figures.rate_per", {"aggregation": "rate"}),
        ("figures.numeral", {"figure_id": "unheard-of"}),
        ("figures.parent", {"parent_figure_id": "unheard-of"}),
    ],
)
def test_a_figure_fails_the_check_that_its_fault_concerns(check, fields):
    data = given()
    assert check in failed_figures(data, changed(data.figures, **fields))[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": "家", "dimension": "sites", "metric": "social_work_stations"},
        {"unit": "份", "dimension": "records"},
        {"unit": "口", "dimension": "items", "metric": "supplies"},
        {"unit": None},
        {"unit": "元/人", "dimension": "money", "per": "person", "aggregation": "rate"},
        {"region_code": None, "adm1": None, "adm2": None, "adm3": None},
        {"adm3": None, "region_code": "330200"},
        {"period_start": date(2022, 3, 31)},
        {"period_end": None},
        {"value_low": None, "qualifier": "nearly"},
    ],
)
def test_what_the_guidelines_allow_fails_nothing(fields):
    data = given()
    assert 0 not in failed_figures(data, changed(data.figures, **fields))


def test_a_name_that_a_region_had_before_is_its_name():
    data = given()
    former = {"adm1": "四川省", "adm2": "成都市", "adm3": "新津县", "region_code": "510132"}
    assert 0 not in failed_figures(data, changed(data.figures, **former))


def test_a_key_that_comes_twice_fails_from_the_second_on():
    data = given()
    twice = pl.concat([data.figures, data.figures.head(1)])
    checks = failed_figures(data, twice)
    assert "figures.key" in checks[4]
    assert 0 not in checks or "figures.key" not in checks[0]


@pytest.mark.parametrize(
    ("check", "fields"),
    [
        ("documents.required", {"snapshot_id": None}),
        ("documents.source", {"source_id": "nobody"}),
        ("documents.text", {"text": " \n", "char_count": 2}),
        ("documents.char_count", {"char_count": 3}),
        ("documents.range", {"char_count": -1}),
        ("documents.published_on", {"published_on": date(2027, 1, 1)}),
        ("documents.published_on", {"published_on": date(222, 4, 8)}),
        ("documents.blocks", {"blocks": [{"kind": "poem", "level": 0, "char_start": 0, "char_end": 5}]}),
        ("documents.blocks", {"blocks": [{"kind": "title", "level": 0, "char_start": 0, "char_end": 5000}]}),
        ("documents.blocks", {"blocks": [{"kind": "title", "level": 0, "char_start": 5, "char_end": 2}]}),
        ("documents.blocks", {"blocks": [{"kind": "title", "level": 0, "char_start": None, "char_end": 2}]}),
    ],
)
def test_a_document_fails_the_check_that_its_fault_concerns(check, fields):
    data = given()
    rows = frame("documents", [{**data.documents.row(0, named=True), **fields}])
    assert check in failed("documents", lookups.documents(rows, data.sources, TODAY))[0]


def test_blocks_that_overlap_fail():
    one = {"kind": "paragraph", "level": 0, "char_start": 0, "char_end": 5}
    data = given(blocks=[one, {**one, "char_start": 4, "char_end": 9}])
    assert "documents.blocks" in failed("documents", lookups.documents(data.documents, data.sources, TODAY))[0]


def test_a_source_has_one_document():
    data = batch(article("a", "甲。"), article("a", "乙。"))
    assert failed("documents", lookups.documents(data.documents, data.sources, TODAY)) == {
        1: {"documents.one_per_source"}
    }


@pytest.mark.parametrize(
    ("check", "fields"),
    [
        ("numerals.codes", {"disposition": "nonsense"}),
        ("numerals.quote", {"quote": "9名"}),
        ("numerals.quote", {"char_start": None}),
        ("numerals.quote", {"part": "furniture"}),
        ("numerals.figure", {"disposition": "date"}),
        ("numerals.figure", {"figure_id": None}),
        ("numerals.figure", {"figure_id": "unheard-of"}),
        ("numerals.document", {"document_id": "elsewhere"}),
    ],
)
def test_a_numeral_fails_the_check_that_its_fault_concerns(check, fields):
    data = given()
    rows = changed(data.numerals, **fields)
    assert check in failed("numerals", lookups.numerals(rows, data.documents, data.figures))[0]


def test_a_numeral_of_furniture_has_no_offsets():
    data = given()
    furniture = {
        "part": "furniture",
        "char_start": None,
        "char_end": None,
        "disposition": "furniture",
        "figure_id": None,
    }
    rows = changed(data.numerals, **furniture)
    assert failed("numerals", lookups.numerals(rows, data.documents, data.figures)) == {}


@pytest.mark.parametrize("text", ["𠮷野家社工165名。", "👩‍👩‍👧社工１６５名。", "社工165名。\u200b"])
def test_offsets_count_code_points(text):
    quote = "１６５名" if "１" in text else "165名"
    assert failed_figures(batch(article("a", text, figure(quote, 165)))) == {}


def test_a_frame_that_is_none_is_refused():
    data = given()
    with pytest.raises(ValueError, match="figures: the frame has not the columns of the catalogue"):
        schemas.failures("figures", data.figures.drop("warnings").with_columns(value=pl.lit("165")))


def test_a_long_document_with_many_figures_is_checked_in_one_pass_over_its_figures():
    text = "社工5名。" * 20_000
    figures = given().figures
    many = pl.concat([figures.head(1)] * 20_000).with_columns(
        document_id=pl.lit("long"), char_start=pl.int_range(20_000, dtype=pl.Int32) * 5 + 2, quote=pl.lit("5名")
    )
    many = many.with_columns(char_end=pl.col("char_start") + 2)
    assert lookups._quotes_stand(many, {"long": text}).all()


def test_every_declared_check_of_rows_is_asked_and_every_asked_one_declared():
    asked = {check for name in RULES for check in schemas.asked(name)}
    of_stages = {*READABLE.values(), stored_bytes.CHECK}
    of_warehouse = {*QUESTIONS, *(promise.check for promise in PROMISES)}
    assert asked == {check.name for check in registry.checks()} - of_stages - of_warehouse
