"""What the rules need to know beside the row: the text, the gazetteer, the units, the other tables of the batch.

    figures + documents  ->  figures with _quote_stands, _sentence_stands, _published_on, _region_exists, …

Each function returns its frame with columns added whose names begin with `_`; null means that it cannot be said (the
document is missing, no unit is written), and the rule does not ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import polars as pl

from checks.across import with_comparisons
from seeds import regions
from seeds.tables import read_reference
from warehouse.catalogue import codes

_UNIT_COLUMNS = ("unit", "dimension", "kind", "weak", "not_before")
_FIXED_KINDS = frozenset(
    ("person", "household", "turn", "money", "time", "area", "distance", "length", "share", "year")
)
"""Kinds of unit whose dimension no noun changes (家 is organisations, but 3家社工站 are sites)."""

_REGION = ("adm1", "adm2", "adm3", "region_code")


def documents(rows: pl.DataFrame, sources: pl.DataFrame, today: date) -> pl.DataFrame:
    """Documents with _source_known, _blocks_fit, _today."""
    return rows.with_columns(
        _source_known=pl.col("source_id").is_in(sources["source_id"].implode()),
        _blocks_fit=_blocks_fit(rows),
        _today=pl.lit(today),
    )


def removed_text(rows: pl.DataFrame, accepted: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Removed text with _document_known, _source_id; `accepted` are those of the documents that passed."""
    sources = documents.select("document_id", _source_id="source_id").unique("document_id", keep="first")
    known = rows.with_columns(_document_known=_known(accepted))
    return known.join(sources, on="document_id", how="left", maintain_order="left")


def numerals(rows: pl.DataFrame, accepted: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Numerals with _document_known, _quote_stands, _figure_known; `figures` are all of the batch."""
    known = pl.col("figure_id").is_null() | pl.col("figure_id").is_in(figures["figure_id"].implode())
    return rows.with_columns(
        _document_known=_known(accepted), _quote_stands=_quotes_stand(rows, _texts(accepted)), _figure_known=known
    )


def figures(rows: pl.DataFrame, accepted: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Figures with all that `checks.rules` asks of them; `accepted` are the documents that passed."""
    texts = _texts(accepted)
    published = accepted.select("document_id", _published_on="published_on")
    found = rows.with_columns(
        _document_known=_known(accepted),
        _quote_stands=_quotes_stand(rows, texts),
        _sentence_stands=_sentences_stand(rows, texts),
        _region_exists=_regions_exist(rows),
        _unit_fits=_units_fit(rows),
        _has_numeral=pl.col("figure_id").is_in(numerals["figure_id"].implode()),
    ).join(published, on="document_id", how="left", maintain_order="left")
    return with_comparisons(found, accepted)


def _known(accepted: pl.DataFrame) -> pl.Expr:
    return pl.col("document_id").is_in(accepted["document_id"].implode())


def _texts(accepted: pl.DataFrame) -> dict[str, str]:
    return dict(zip(accepted["document_id"], accepted["text"], strict=True))


def _quotes_stand(rows: pl.DataFrame, texts: dict[str, str]) -> pl.Series:
    return _stand(texts, rows["document_id"], rows["char_start"], rows["char_end"], rows["quote"])


def _sentences_stand(rows: pl.DataFrame, texts: dict[str, str]) -> pl.Series:
    """Whether the sentence is in the text where it says, and the quote inside it."""
    ends = rows["sentence_start"] + rows["sentence"].str.len_chars().cast(pl.Int32)
    stands = _stand(texts, rows["document_id"], rows["sentence_start"], ends, rows["sentence"])
    holds = (rows["sentence_start"] <= rows["char_start"]) & (rows["char_end"] <= ends)
    return stands & holds


def _stand(
    texts: dict[str, str],
    documents: pl.Series,
    starts: pl.Series,
    ends: pl.Series,
    words: pl.Series,
) -> pl.Series:
    """Whether `texts[document][start:end]` are the words.

    A plain loop: Python finds a code point in one step, polars by counting from the start of the text, which for
    the figures of one long document is quadratic.
    """
    held: list[bool | None] = []
    for document, start, end, word in pl.DataFrame([documents, starts, ends.alias("end"), words]).iter_rows():
        text = texts.get(document) if document is not None else None
        if text is None or start is None or end is None or word is None:
            held.append(None)
        else:
            held.append(0 <= start < end <= len(text) and text[start:end] == word)
    return pl.Series(held, dtype=pl.Boolean)


def _regions_exist(rows: pl.DataFrame) -> pl.Series:
    """Whether the code is known and the names are its names; asked once for each region that occurs."""
    occurring = rows.select(_REGION).unique()
    answers = [_region_exists(*region) for region in occurring.iter_rows()]
    found = occurring.with_columns(answer=pl.Series(answers, dtype=pl.Boolean))
    return rows.select(_REGION).join(found, on=_REGION, how="left", nulls_equal=True, maintain_order="left")["answer"]


def _region_exists(adm1: str | None, adm2: str | None, adm3: str | None, code: str | None) -> bool | None:
    """Whether the names are, level by level, names that the code's division and those above it have or had."""
    if code is None:
        return None
    above = {}
    region = regions.region_of(code)
    while region is not None and region.level not in above:
        above[region.level] = region.code
        region = regions.region_of(region.parent)
    given = zip(regions.LEVELS, (adm1, adm2, adm3), strict=True)
    return bool(above) and all(name in _names(above.get(level)) for level, name in given)


def _names(code: str | None) -> frozenset[str | None]:
    """The names a division has or had; of no division, None alone."""
    return _names_by_code()[code] if code else frozenset([None])


@cache
def _names_by_code() -> dict[str, frozenset[str | None]]:
    names: dict[str, set[str | None]] = {}
    for region in regions.all_regions():
        names.setdefault(region.code, set()).add(region.name)
    return {code: frozenset(known) for code, known in names.items()}


def _units_fit(rows: pl.DataFrame) -> pl.Series:
    """Whether the unit can measure the dimension; a rate's unit is the part before the stroke."""
    known = _fixed_units()
    unit = pl.col("unit")
    head = unit.str.split("/").list.first()
    expected = unit.replace_strict(known, default=None).fill_null(head.replace_strict(known, default=None))
    return rows.select(pl.col("dimension") == expected).to_series()


@cache
def _fixed_units() -> dict[str, str]:
    rows = read_reference("units.csv", _UNIT_COLUMNS, key=("unit",))
    sure = (row for row in rows if row["kind"] in _FIXED_KINDS and row["weak"] != "yes")  # 口 counts pots too
    return {row["unit"]: row["dimension"] for row in sure if row["dimension"]}


def _blocks_fit(rows: pl.DataFrame) -> pl.Series:
    """Whether blocks are of known kinds, in order, apart and inside the text."""
    kinds = {code.code for code in codes("block_kind")}
    lengths = rows["text"].str.len_chars().to_list()
    fits = [
        _in_order(blocks or (), length or 0, kinds)
        for blocks, length in zip(rows["blocks"].to_list(), lengths, strict=True)
    ]
    return pl.Series(fits, dtype=pl.Boolean)


def _in_order(blocks: Iterable[dict[str, object]], length: int, kinds: set[str]) -> bool:
    reached = 0
    for block in blocks:
        start, end = block["char_start"], block["char_end"]
        if not (isinstance(start, int) and isinstance(end, int)):
            return False
        if block["kind"] not in kinds or not reached <= start <= end <= length:
            return False
        reached = end
    return True
