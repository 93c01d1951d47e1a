"""One page per document: the article with every numeral marked, and what is known of each.

`document_pages` takes the frames of a batch of documents and gives (path, text) pages. A figure is marked with its id,
a numeral that is none with `n-` and its number; the details travel as JSON inside the page and are shown by
`assets/document.js` when a mark is followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from tasks.site.frames import Answers, Row, grouped
from tasks.site.marks import Block, Segment, Span, marked_blocks
from tasks.site.render import render
from tasks.site.wording import bounds, number, period, pieces, place, plain

BATCH = 250
"""Documents whose pages are made together."""

_CODED = ("metric", "dimension", "qualifier", "aggregation", "per")
_WITH_EVIDENCE = ("metric", "object", "actor", "place", "period", "per")


def document_batches(answers: Answers) -> Iterator[dict[str, pl.DataFrame]]:
    """The frames of each batch of documents, as `document_pages` takes them."""
    documents, mentions = answers["documents"], _mentions(answers["figures"])
    for first in range(0, documents.height, BATCH):
        part = documents.slice(first, BATCH)
        keys, facts = (
            part.select("document_id"),
            answers["figures"].join(part.select("document_id"), on="document_id", how="semi", maintain_order="left"),
        )
        own = {
            name: answers[name].join(keys, on="document_id", how="semi", maintain_order="left")
            for name in ("rejected", "removed")
        }
        yield {
            "documents": part,
            "figures": facts,
            **own,
            "snapshots": answers["snapshots"].join(
                part.select("snapshot_id", "source_id"), on=("snapshot_id", "source_id"), how="semi"
            ),
            "mentions": mentions.join(facts.select("fact_id"), on="fact_id", how="semi", maintain_order="left"),
            "conflicts": _conflicts_of(answers["conflicts"], facts),
            "peers": _peers(documents, part),
            "reviews": answers["reviews"].join(
                facts.select("figure_id"), on="figure_id", how="semi", maintain_order="left"
            ),
        }


def _mentions(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures of every fact that is said more than once."""
    shown = ("fact_id", "figure_id", "document_id", "title", "source_id", "published_on", "quote")
    return figures.filter(pl.col("mention_count") > 1).select(shown)


def _conflicts_of(conflicts: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Conflicts from the side of each fact: who contradicts it."""
    shown = {
        "fact_id": "fact_id",
        "other_fact_id": "other_id",
        "other_document_id": "other_document",
        "other_quote": "other_quote",
    }
    swapped = {
        "other_fact_id": "fact_id",
        "fact_id": "other_id",
        "document_id": "other_document",
        "quote": "other_quote",
    }
    sides = [conflicts.select(pl.col(old).alias(new) for old, new in names.items()) for names in (shown, swapped)]
    columns = ["fact_id", "other_id", "other_document", "other_quote"]
    return (
        pl.concat([side.select(columns) for side in sides])
        .join(figures.select("fact_id"), on="fact_id", how="semi")
        .sort(columns)
    )


def _peers(documents: pl.DataFrame, part: pl.DataFrame) -> pl.DataFrame:
    """The documents that share an article with one of `part`."""
    shown = documents.select("document_id", "content_group", "title", "source_id", "publisher", "published_on")
    groups = part.select("content_group").drop_nulls()
    return shown.join(groups, on="content_group", how="semi", maintain_order="left")


def document_pages(frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, str]]:
    """(path, text) of the page of each document of a batch."""
    by_document = {name: grouped(frames[name], "document_id") for name in ("figures", "rejected", "removed")}
    snapshots = {(row["source_id"], row["snapshot_id"]): row for row in frames["snapshots"].iter_rows(named=True)}
    more = {name: grouped(frames[name], "fact_id") for name in ("mentions", "conflicts")}
    more["reviews"] = grouped(frames["reviews"], "figure_id")
    peers = grouped(frames["peers"], "content_group")
    for row in frames["documents"].iter_rows(named=True):
        key = row["document_id"]
        own = {name: rows.get(key, []) for name, rows in by_document.items()}
        reposts = [peer for peer in peers.get(row["content_group"], []) if peer["document_id"] != key]
        page = render(
            "document.html",
            root="../",
            page="documents",
            document=row,
            snapshot=snapshots.get((row["source_id"], row["snapshot_id"])),
            peers=reposts if row["content_group"] else [],
            blocks=article(row["text"], row["blocks"], own["figures"], own["rejected"]),
            figures=own["figures"],
            rejected=own["rejected"],
            removed=own["removed"],
            details=details(own["figures"], own["rejected"], more),
        )
        yield f"documents/{key}.html", page


def article(text: str, declared: Sequence[Row], figures: Sequence[Row], rejected: Sequence[Row]) -> list[Row]:
    """The blocks of the article with their marks: kind, level, start and segments (parts, keys, kind, first).

    A segment in no span has no keys. Of spans that overlap, the segment leads to the shortest, and names all.
    """
    spans = [Span(row["char_start"], row["char_end"], row["figure_id"]) for row in figures]
    others = [row for row in rejected if row["char_start"] is not None]
    spans += [Span(row["char_start"], row["char_end"], numeral_key(row)) for row in others]
    reasons = {numeral_key(row): row["disposition"] for row in others}
    seen: set[str] = set()
    return [_block(text, block, cut, reasons, seen) for block, cut in marked_blocks(text, declared, spans)]


def numeral_key(row: Mapping[str, Any]) -> str:
    """The name of a numeral that is no figure, within its page."""
    return f"n-{row['ordinal']}"


def _block(text: str, block: Block, cut: Sequence[Segment], reasons: Mapping[str, str], seen: set[str]) -> Row:
    segments = []
    for segment in cut:
        keys = [span.key for span in segment.spans]
        figures = [key for key in keys if key not in reasons]
        leading = (figures or keys or [""])[0]
        segments.append(
            {
                "parts": list(pieces(text[segment.start : segment.end])),
                "keys": keys,
                "leading": leading,
                "kind": "figure" if figures else "rejected",
                "anchor": leading if leading not in seen else "",
                "reason": reasons.get(leading),
            }
        )
        seen.update(keys)
    return {"kind": block.kind, "level": block.level, "start": block.start, "segments": segments}


def details(figures: Sequence[Row], rejected: Sequence[Row], more: Mapping[str, Mapping[str, Sequence[Row]]]) -> Row:
    """What the page's script shows when a mark is followed, by key."""
    said = {row["figure_id"]: _figure(row, more) for row in figures}
    return {
        "figures": said,
        "rejected": {numeral_key(row): _numeral(row) for row in rejected if row["char_start"] is not None},
    }


def _numeral(row: Row) -> Row:
    return {"quote": plain(row["quote"]), "reason": f"disposition:{row['disposition']}", "rule": row["rule"]}


def _figure(row: Row, more: Mapping[str, Mapping[str, Sequence[Row]]]) -> Row:
    mentions = [entry for entry in more["mentions"].get(row["fact_id"], []) if entry["figure_id"] != row["figure_id"]]
    return {
        "quote": plain(row["quote"]),
        "value": number(row["value"]),
        "bounds": bounds(row["value"], row["value_low"], row["value_high"]),
        "section": plain(row["section"] or ""),
        "sentence": plain(row["sentence"]),
        "start": row["char_start"],
        "attributes": list(_attributes(row)),
        "confidence": row["confidence"],
        "counting": f"exclusion:{row['counting']}",
        "warnings": row["warnings"] or [],
        "parent": row["parent_figure_id"],
        "mentions": [_mention(entry) for entry in mentions],
        "conflicts": [
            [f"{entry['other_document']}.html#{entry['other_id']}", plain(entry["other_quote"])]
            for entry in more["conflicts"].get(row["fact_id"], [])
        ],
        "reviews": [_review(entry) for entry in more["reviews"].get(row["figure_id"], [])],
    }


def _mention(row: Row) -> list[str]:
    where = " ".join(filter(None, (str(row["published_on"] or ""), plain(row["title"] or row["source_id"]))))
    return [f"{row['document_id']}.html#{row['figure_id']}", plain(row["quote"]), where]


def _review(row: Row) -> list[str]:
    changed = f"{row['field']} = {row['new_value'] or '∅'}" if row["field"] else ""
    said = (row["reviewer"], f"{row['reviewed_at']:%Y-%m-%d}", changed, row["reason"])
    return [f"decision:{row['decision']}", plain(" · ".join(part for part in said if part))]


def _attributes(row: Row) -> Iterator[list[Any]]:
    """[name, value, is a code, words, rule, start, end] of each attribute; None where the text does not say."""
    values = {
        **{
            name: row[name]
            for name in ("unit", "metric", "dimension", "object", "actor", "aggregation", "per", "qualifier")
        },
        "place": place(row["adm1"], row["adm2"], row["adm3"]) or None,
        "period": period(row["period_start"], row["period_end"]) or None,
    }
    for name in (
        "metric",
        "dimension",
        "unit",
        "qualifier",
        "object",
        "actor",
        "place",
        "period",
        "per",
        "aggregation",
    ):
        value = values[name]
        if name == "per" and value is None:
            continue
        shown = f"{name}:{value}" if name in _CODED and value else value and plain(str(value))
        evidence = (
            [row[f"{name}_{part}"] for part in ("text", "rule", "span_start", "span_end")]
            if name in _WITH_EVIDENCE
            else [None] * 4
        )
        yield [name, shown, name in _CODED, evidence[0] and plain(evidence[0]), *evidence[1:]]
