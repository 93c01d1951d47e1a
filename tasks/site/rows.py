"""The rows of the tables that a large site has millions of, the marks of articles, the dots of charts.

    figure_rows(rows)     <tr data-figure="…"><th scope="row"><a href="#…">165名</a></th><td class="number">165</td>…

They are written here and not in a template because that takes a fifth of the time. Whatever comes from a report goes
through `tasks.site.cells`, which escapes it, or through `escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from tasks.site.cells import amount, attribute, code, left_out, parts, quoted, reach, selection, t, total
from tasks.site.charts import Dot, Timeline
from tasks.site.frames import Row, reasons
from tasks.site.wording import number, period, place, plain
from tasks.site.words import label

_TAGS = {"heading": "h2", "table": "div"}


def _lines(lines: Iterable[str]) -> Markup:
    return Markup("\n".join(lines))  # noqa: S704 - every line is escaped where it is made


def total_rows(rows: Iterable[Row], filters: Mapping[str, str | None], root: str) -> Markup:
    """Sums by metric, unit and way of counting; each leads to its figures among those that `filters` choose."""
    return _lines(
        _total(row, selection(root, metric=row["metric"], dimension=row["dimension"], **filters)) for row in rows
    )


def _total(row: Row, href: str) -> str:
    about = f' <span class="quiet">{t("total.approximate", count=row["approximate_facts"])}</span>'
    return f"""<tr>
<th scope="row"><a href="{escape(href)}">{code("metric", row["metric"])}</a> {_dimension(row)}</th>
{_sum(row)}
<td class="number">{number(row["included_facts"])}{about if row["approximate_facts"] else ""}</td>
<td>{left_out(reasons(row))}</td>
</tr>"""


def _dimension(row: Row) -> str:
    return f'<span class="quiet">{code("dimension", row["dimension"])}</span>'


def _sum(row: Row) -> str:
    value = "" if row["total"] is None else f' data-value="{row["total"]}"'
    return (
        f"<td>{quoted(row['unit'])}</td><td>{code('aggregation', row['aggregation'])}</td>"
        f'<td class="number"{value}>{total(row)}</td><td>{reach(row)}</td>'
    )


def stated_rows(rows: Iterable[Row]) -> Markup:
    """Sums of one region by month, as the view `region_totals` has them."""
    return _lines(
        f'<tr><td class="date">{row["period_month"].strftime("%Y-%m") if row["period_month"] else t("not_stated")}</td>'
        f'<th scope="row">{code("metric", row["metric"])} {_dimension(row)}</th>{_sum(row)}'
        f'<td class="number">{number(row["included_facts"])}</td>'
        f"<td>{left_out(reasons(row))}</td></tr>"
        for row in rows
    )


def figure_rows(rows: Iterable[Row]) -> Markup:
    """The figures of a document."""
    return _lines(
        f'<tr data-figure="{row["figure_id"]}">{_quote(row, "#", row["figure_id"])}'
        f'<td class="number">{amount(row)}</td><td>{quoted(row["unit"])}</td><td>{code("metric", row["metric"])}</td>'
        f"<td>{quoted(row['object'])}</td><td>{quoted(row['actor'])}</td><td>{_place(row)}</td>"
        f'<td class="date">{_period(row)}</td><td>{code("aggregation", row["aggregation"])}</td></tr>'
        for row in rows
    )


def fact_rows(rows: Iterable[Row]) -> Markup:
    """The facts of an organisation."""
    return _lines(
        f"<tr>{_quote(row, '../documents/' + row['document_id'] + '.html#', row['fact_id'])}"
        f"<td>{code('metric', row['metric'])}</td><td>{quoted(row['object'])}</td><td>{_place(row)}</td>"
        f'<td class="date">{_period(row)}</td><td class="number">{amount(row)}</td>'
        f"<td>{code('exclusion', row['reason'] or 'counted')}</td></tr>"
        for row in rows
    )


def _quote(row: Row, page: str, key: str) -> str:
    return f'<th scope="row"><a href="{page}{key}">{quoted(row["quote"])}</a></th>'


def _place(row: Row) -> Markup:
    return quoted(place(row["adm1"], row["adm2"], row["adm3"]))


def _period(row: Row) -> str:
    return period(row["period_start"], row["period_end"]) or t("not_stated")


def article_blocks(blocks: Iterable[Row]) -> Markup:
    """The article with its marks, block by block, as `tasks.site.documents.article` gives it."""
    return _lines(map(_block, blocks))


def _block(block: Row) -> str:
    tag, words = _TAGS.get(block["kind"], "p"), "".join(map(_segment, block["segments"]))
    kind = f"{escape(block['kind'])} level-{block['level']}"
    return f'<{tag} class="block {kind}" data-start="{block["start"]}">{words}</{tag}>'


def _segment(segment: Row) -> str:
    words = parts(segment["parts"])
    if not segment["keys"]:
        return words
    anchor = f' id="{segment["anchor"]}"' if segment["anchor"] else ""
    reason = f' title="{escape(label("disposition", segment["reason"]).zh)}"' if segment["reason"] else ""
    keys = " ".join(segment["keys"])
    return (
        f'<mark class="{segment["kind"]}" data-keys="{keys}"{anchor}>'
        f'<a href="#{segment["leading"]}"{reason}>{words}</a></mark>'
    )


def drawing(chart: Timeline, name: str) -> Markup:
    """A time line as SVG; `name` is the key of what it is called."""
    box = f'viewBox="0 0 {chart.width} {chart.height}" role="img" {attribute(name, "aria-label")}'
    return _lines(
        [
            f'<svg class="timeline" {box}>',
            *(
                f'<line class="grid" x1="{chart.left}" x2="{chart.right}" y1="{tick.at}" y2="{tick.at}"/>'
                f'<text class="tick" x="{chart.left - 8}" y="{tick.at + 4}" text-anchor="end">{tick.label}</text>'
                for tick in chart.values
            ),
            *(
                f'<text class="tick" x="{tick.at}" y="{chart.height - 8}" text-anchor="{anchor}">{tick.label}</text>'
                for tick, anchor in zip(chart.days, _anchors(len(chart.days)), strict=True)
            ),
            *map(_dot, chart.dots),
            "</svg>",
        ]
    )


def _anchors(count: int) -> Sequence[str]:
    """Where the labels of days hang, so that none is cut off at an edge."""
    return ["middle"] if count == 1 else ["start", *["middle"] * (count - 2), "end"]


def _dot(dot: Dot) -> str:
    said = f" · {escape(plain(dot.point.label))}" if dot.point.label else ""
    kind = "exact" if dot.exact else "approximate"
    title = f"{dot.point.day} · {number(dot.point.value)}{said}"
    whisker = "" if dot.exact else _whisker(dot)
    return f'{whisker}<circle class="{kind}" cx="{dot.x}" cy="{dot.y}" r="4"><title>{title}</title></circle>'


def _whisker(dot: Dot) -> str:
    """A line from the lower to the upper bound; an open end has an arrow instead of a bar."""
    left, right = dot.x - 4, dot.x + 4
    upper = f'<line class="whisker" x1="{left}" x2="{right}" y1="{dot.top}" y2="{dot.top}"/>'
    if dot.open_top:
        edge = dot.top + 6
        upper = f'<path class="whisker" d="M{left} {edge}L{dot.x} {dot.top}L{right} {edge}"/>'
    lower = f'<line class="whisker" x1="{left}" x2="{right}" y1="{dot.bottom}" y2="{dot.bottom}"/>'
    line = f'<line class="whisker" x1="{dot.x}" x2="{dot.x}" y1="{dot.bottom}" y2="{dot.top}"/>'
    return f"{line}{upper}{'' if dot.open_bottom else lower}"
