"""What kind of quantity a figure is: people, sites, items, calls and so on.

    2000余个志愿服务组织    个 says nothing, the noun does     organizations
    120个村                                                  sites
    流调电话34649个                                          calls
    账3本                  本 alone says items, kept as a record   records

Most units settle it by themselves (`seeds/reference/units.csv`, handed on as `mention.dimension`); the rest take the
class of the noun that decided the metric, and the metric itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.extract.layout import Layout
from tasks.extract.metric_codes import cue_pattern, cues
from tasks.extract.model import Bound, Mention
from tasks.extract.noun_classes import lexicon

DIMENSIONS = (
    "people",
    "person_times",
    "organizations",
    "teams",
    "households",
    "sites",
    "items",
    "money",
    "calls",
    "records",
    "events",
    "hours",
    "days",
    "months",
    "lines",
    "cases",
    "percent",
    "other",
)

_BY_METRIC = {
    "social_workers": "people",
    "volunteers": "people",
    "counsellors": "people",
    "other_personnel": "people",
    "people_reached": "people",
    "social_work_agencies": "organizations",
    "social_organizations": "organizations",
    "other_organizations": "organizations",
    "volunteer_groups": "teams",
    "social_work_stations": "sites",
    "facilities": "sites",
    "service_contacts": "person_times",
    "households_reached": "households",
    "testing_assisted": "person_times",
    "vaccination_assisted": "person_times",
    "screening_checks": "events",
    "records_processed": "records",
    "calls": "calls",
    "counselling_contacts": "calls",
    "home_visits": "events",
    "sessions": "events",
    "publicity_materials": "items",
    "service_hours": "hours",
    "cases": "cases",
    "supplies": "items",
    "money": "money",
    "other": "other",
}
_BY_CLASS = {
    "volunteer_org": "organizations",
    "line": "lines",
    "equipment": "items",
    "other": "items",
    "goods": "items",
    "place": "sites",
    "household_member": "households",
}
_BY_RULE = {"thing:land": "sites", "thing:batches": "events", "thing:given_to": "sites"}
_NO_PERSONS = ("households", "money", "items")
_TEAM_UNITS = frozenset(["支", "队", "组", "小组", "班", "拨", "伙"])
_LINE_UNITS = frozenset(["条", "部", "线", "路"])
_TELEPHONE = re.compile(f"(?<!卫星)(?:{cue_pattern('telephone').pattern})$")
_CALLED_BY = re.compile("(?:手机|座机|电话)[^。;]{0,8}$")
_ITEM_UNITS = frozenset(["件", "只", "张", "根", "卷", "片", "块", "份", "套", "头", "种", "针", "剂", "支"])
_SITE_UNITS = frozenset(["处", "座", "间", "栋"])
_RADIOS = cues("radio")
_BUILT = frozenset(["座", "间", "栋", "幢", "所"])
_BODIES = frozenset({"social_work_agencies", "social_organizations", "other_organizations", "volunteer_groups"})


def bind_dimensions(
    layout: Layout, mentions: Sequence[Mention], objects: Sequence[Bound], metrics: Sequence[Bound]
) -> list[Bound]:
    """The dimension of each of `mentions`, with the word that decided it (the one that decided the metric)."""
    return [
        _dimension(layout, mention, named, metric)
        for mention, named, metric in zip(mentions, objects, metrics, strict=True)
    ]


def _dimension(layout: Layout, mention: Mention, named: Bound, metric: Bound) -> Bound:
    noun = _noun(layout, named, metric)
    if metric.value == "facilities" and (sort := _by_name(layout, mention, named.value or "")):
        return Bound(sort, metric.start, metric.end, "noun")
    value = mention.dimension and _corrected(mention, metric, noun)
    rule = "unit" if value else "noun"
    return Bound(value or _told(layout, mention, metric, noun), metric.start, metric.end, rule)


def _by_name(layout: Layout, mention: Mention, name: str) -> str | None:
    """What telephones and beds in place are, whatever word put them there: 两部值班手机, 每人巡200张床."""
    if mention.unit in _LINE_UNITS and name.endswith(_RADIOS):
        return "items"
    if mention.unit in _LINE_UNITS and _TELEPHONE.search(name):
        return "lines"
    if mention.unit == "部" and not name and _CALLED_BY.search(layout.side, max(0, mention.start - 14), mention.start):
        return "lines"
    return "sites" if mention.unit == "张" and name == "床" else None


def _noun(layout: Layout, named: Bound, metric: Bound) -> str:
    """The class of the word that decided the metric, else of the object's head."""
    nouns = lexicon().nouns
    if metric.start >= 0 and (noun := nouns.get(layout.side[metric.start : metric.end])):
        return noun
    return lexicon().head(named.value)[0] if named.value else ""


def _corrected(mention: Mention, bound: Bound, noun: str) -> str | None:
    """What the unit says, but for the few units whose usual sense the noun can overrule."""
    unit, dimension, metric = mention.unit, mention.dimension, bound.value or ""
    if bound.rule == "cell" and dimension == "people" and _BY_METRIC.get(metric) in _NO_PERSONS:
        return None
    if dimension == "items" and metric == "records_processed":
        return "records"
    if unit == "次" and (metric == "calls" or noun == "call"):
        return "calls"
    if unit == "所" and metric in ("facilities", "social_work_stations"):
        return "sites"
    if metric in ("sessions", "home_visits") and (dimension == "items" or bound.rule == "unit:nights"):
        return "events"
    if dimension == "events" and metric == "publicity_materials" and unit == "期":
        return "items"
    if unit == "节" and metric in ("supplies", "facilities", "other"):
        return "items"
    if unit == "口" and metric in ("supplies", "facilities", "other"):
        return "sites" if noun == "place" else "items"
    return dimension


def _told(layout: Layout, mention: Mention, bound: Bound, noun: str) -> str:
    """The dimension of a figure whose unit alone does not say."""
    unit, metric = mention.unit or "", bound.value or ""
    start, end = mention.column_label or (max(0, mention.start - 24), mention.start)
    if not unit and "人次" in layout.side[start:end]:
        return "person_times"
    if bound.rule.startswith("people:") and metric != "calls":
        return "people"
    if bound.rule in _BY_RULE:
        return _BY_RULE[bound.rule]
    if metric in _BODIES:
        named = metric == "volunteer_groups" and noun != "volunteer_org" and unit != "家"
        return "teams" if named or unit in _TEAM_UNITS else "organizations"
    if metric in ("facilities", "other") and noun not in ("post", "project") and unit != "项":
        return _of_thing(metric, unit, noun)
    if metric == "counselling_contacts" and unit in ("件", "例"):
        return "cases"
    if metric == "screening_checks" and (unit in _SITE_UNITS or (noun == "place" and unit == "个")):
        return "sites"
    if metric == "cases" and noun == "goods" and unit != "单":
        return "items"
    return _BY_METRIC.get(metric, "other")


def _of_thing(metric: str, unit: str, noun: str) -> str:
    """Places, lines and equipment in place, and what no metric counts."""
    if metric == "facilities" and unit in _LINE_UNITS and noun != "place" and (noun, unit) != ("equipment", "条"):
        return "lines"
    if metric == "facilities" and unit in _BUILT:
        return "sites"
    if noun in _BY_CLASS:
        return _BY_CLASS[noun]
    return "items" if unit in _ITEM_UNITS and (metric, unit) != ("facilities", "片") else _BY_METRIC[metric]
