"""Templates to pages: autoescape always on, both languages in every page, nothing of the page from outside the site.

`'key'|t` is a word of the site, `code(list, code)` the label of a code, `both(zh, en)` a text given in both languages:
each is Chinese on the page with the English beside it in an attribute, which the language switch puts in its place.

A site of 10,000 documents has 20,000 pages and millions of cells. So words are filters, which Jinja works out once when
it compiles the template, and what stands in cell after cell (a unit, a number, a code) is remembered as it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from tasks.site import cells, rows, wording
from tasks.site.frames import reasons
from tasks.site.words import label

HERE = Path(__file__).resolve().parent
TEMPLATES, ASSETS = HERE / "templates", HERE / "assets"

NAVIGATION = (
    ("overview", "index.html"),
    ("figures", "figures.html"),
    ("documents", "documents.html"),
    ("actors", "actors.html"),
    ("regions", "regions.html"),
    ("timeline", "timeline.html"),
    ("quality", "quality.html"),
    ("dictionary", "dictionary.html"),
    ("runs", "runs.html"),
)
"""The pages of the masthead, in order."""


_CELLS = ("amount", "both", "code", "cut", "label_of", "left_out", "quoted", "reach", "selection", "table_label", "web")
_ROWS = ("article_blocks", "drawing", "fact_rows", "figure_rows", "stated_rows", "total_rows")


def render(template: str, /, **context: Any) -> str:
    """The page that `template` makes of `context`; a name that is missing in it raises."""
    return environment().get_template(template).render(**context)


class _Calls(Context):
    """Calls a function as it is; Jinja's own looks first whether it wants the context, which none here does."""

    def call(self, function: Callable[..., Any], /, *args: Any, **values: Any) -> Any:
        """What `function` returns; the variables of a loop or block come with every call, for the context alone."""
        values.pop("_block_vars", None)
        values.pop("_loop_vars", None)
        return function(*args, **values)


class _Rows(Environment):
    """Takes a name behind a dot for the column of a row first, and only then for a method of the dict."""

    context_class = _Calls

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.quote`."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """The environment of all templates."""
    made = _Rows(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.globals.update({name: getattr(cells, name) for name in _CELLS} | {name: getattr(rows, name) for name in _ROWS})
    made.globals.update(label=label, reasons=reasons, masthead=masthead)
    made.globals.update(number=wording.number, bounds=wording.bounds, period=wording.period, place=wording.place)
    made.filters.update(t=cells.t, attribute=cells.attribute, plain=lambda text: wording.plain(text or ""))
    return made


@cache
def masthead(root: str, page: str) -> Markup:
    """What stands above every page: the name, the ways to the other pages, the language."""
    return Markup(render("masthead.html", root=root, page=page, navigation=NAVIGATION))  # noqa: S704 - a template's
