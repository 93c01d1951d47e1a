"""What the rules need to know beside the row: the text, the gazetteer, the units, the other tables of the batch.

    figures + documents  ->  figures with _quote_stands, _sentence_stands, _published_on, _region_exists, …

Each function returns its frame with columns added whose names begin with `_`; null means that it cannot be said (the
document is missing, no unit is written), and the rule does not ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache

import polars as pl

from checks.across import STANDS_ALONE, TITLE_END, comparisons
from seeds import regions
from seeds.tables import read_reference
from warehouse.catalogue import codes

_UNIT_COLUMNS = ("unit", "dimension", "kind", "weak", "not_before")
_FIXED_KINDS = frozenset(
    ("person", "household", "turn", "money", "time", "area", "distance", "length", "share", "year")
)
"""Kinds of unit whose dimension no noun changes (家 is organisations, but 3家社工站 are sites)."""

_REGION = ("adm1", "adm2", "adm3", "region_code")
_REGIONS_REMEMBERED = 10_000

# The same for every batch, hence made once.
_SENTENCE_END = (pl.col("sentence_start") + pl.col("sentence").str.len_chars().cast(pl.Int32)).alias("sentence_end")
_IN_SENTENCE = ((pl.col("sentence_start") <= pl.col("char_start")) & (pl.col("char_end") <= _SENTENCE_END)).alias(
    "inside"
)


def documents(rows: pl.DataFrame, sources: pl.DataFrame, today: date) -> pl.DataFrame:
    """Documents with _source_known, _blocks_fit, _today."""
    return rows.with_columns(
        _source_known=pl.col("source_id").is_in(_any_of(sources["source_id"])),
        _blocks_fit=_blocks_fit(rows),
        _today=pl.lit(today),
    )


def removed_text(rows: pl.DataFrame, accepted: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Removed text with _document_known, _source_id; `accepted` are those of the documents that passed."""
    sources = dict(documents.select("document_id", "source_id").reverse().iter_rows())
    of_rows = [sources.get(document) for document in rows["document_id"]]
    return rows.with_columns(_document_known=_known(accepted), _source_id=pl.Series(of_rows, dtype=pl.String))


def numerals(rows: pl.DataFrame, accepted: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Numerals with _document_known, _quote_stands, _figure_known; `figures` are all of the batch."""
    known = pl.col("figure_id").is_null() | pl.col("figure_id").is_in(_any_of(figures["figure_id"]))
    return rows.with_columns(
        _document_known=_known(accepted), _quote_stands=_quotes_stand(rows, _texts(accepted)), _figure_known=known
    )


def figures(rows: pl.DataFrame, accepted: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Figures with all that `checks.rules` asks of them; `accepted` are the documents that passed."""
    texts = _texts(accepted)
    place = {document: number for number, document in enumerate(accepted["document_id"])}
    places = pl.Series([place.get(document) for document in rows["document_id"]], dtype=pl.UInt32)
    about = accepted.select(pl.col("published_on").gather(places), TITLE_END.gather(places))
    return rows.with_columns(
        _document_known=_known(accepted),
        _quote_stands=_quotes_stand(rows, texts),
        _sentence_stands=_sentences_stand(rows, texts),
        _region_exists=_regions_exist(rows),
        _unit_fits=_unit_fits(),
        _has_numeral=pl.col("figure_id").is_in(_any_of(numerals["figure_id"])),
        _published_on=about["published_on"],
        _stands_alone=STANDS_ALONE,
        **comparisons(rows, about["title_end"]),
    )


def _any_of(values: pl.Series) -> pl.Expr:
    """For `is_in`, as part of the question: to implode a series is a question of its own."""
    return pl.lit(values).implode()


def _known(accepted: pl.DataFrame) -> pl.Expr:
    return pl.col("document_id").is_in(_any_of(accepted["document_id"]))


def _texts(accepted: pl.DataFrame) -> dict[str, str]:
    return dict(zip(accepted["document_id"], accepted["text"], strict=True))


def _quotes_stand(rows: pl.DataFrame, texts: Mapping[str, str]) -> pl.Series:
    return _stand(texts, rows.select("document_id", "char_start", "char_end", word="quote"))


def _sentences_stand(rows: pl.DataFrame, texts: Mapping[str, str]) -> pl.Series:
    """Whether the sentence is in the text where it says, and the quote inside it."""
    spans = rows.select("document_id", "sentence_start", _SENTENCE_END, pl.col("sentence").alias("word"), _IN_SENTENCE)
    return _stand(texts, spans.drop("inside")) & spans["inside"]


def _stand(texts: Mapping[str, str], spans: pl.DataFrame) -> pl.Series:
    """Whether `texts[document][start:end]` are the words; spans are of document, start, end, word.

    Slices are taken by Python, which finds a code point in one step, polars by counting from the start of the text,
    which for the figures of one long document is quadratic.
    """
    documents, starts, ends, words = (column.to_list() for column in spans.get_columns())
    same = [
        None if text is None else text[start:end] == word
        for text, start, end, word in zip(map(texts.get, documents), starts, ends, words, strict=True)
    ]
    start, end, word = (pl.col(name) for name in spans.columns[1:])
    fits = (start >= 0) & (start < end) & (word.str.len_chars() == end - start)  # a slice reaches beyond no end
    stands = pl.lit(pl.Series(same, dtype=pl.Boolean))
    known = start.is_not_null() & end.is_not_null() & word.is_not_null() & stands.is_not_null()
    return spans.select(pl.when(known).then(fits & stands)).to_series()


def _regions_exist(rows: pl.DataFrame) -> pl.Series:
    regions_named = zip(*(rows[name].to_list() for name in _REGION), strict=True)
    return pl.Series([_region_exists(*region) for region in regions_named], dtype=pl.Boolean)


@lru_cache(maxsize=_REGIONS_REMEMBERED)
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


@cache
def _unit_fits() -> pl.Expr:
    """Whether the unit can measure the dimension; a rate's unit is the part before the stroke."""
    known = _fixed_units()
    unit = pl.col("unit")
    head = unit.str.split("/").list.first()
    expected = unit.replace_strict(known, default=None).fill_null(head.replace_strict(known, default=None))
    return pl.col("dimension") == expected


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
