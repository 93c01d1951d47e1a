"""Writes as many reports as are asked for, with their gold figures: what scale is measured on, quality included.

    $ .venv/bin/python -m benchmarks.generated 1000 /tmp/reports
    /tmp/reports/docs/g000000.txt …  /tmp/reports/docs/sources.csv  /tmp/reports/gold/g000000.jsonl …

Every report is made of the frames of `sentences.csv` by a random generator seeded with its number, so that report 17
is the same report on every machine and in every size of set. Its county, organisation, dates and numbers are drawn;
numbers are written in the ways that real reports write them (1,650名, 近300名, 5.7万余元, 三百二十户).
"""

from __future__ import annotations

import argparse
import calendar
import csv
import json
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from seeds.regions import COUNTY, MUNICIPALITIES, all_regions, names_of
from seeds.tables import read_reference

HERE = Path(__file__).resolve().parent
SENTENCES = 9
"""Frames in one report: some 450 characters and 13 figures."""

_SLOT = re.compile(r"\[([^\]]*)\]")
_LEFT = 12
_DIGITS = "〇一二三四五六七八九"
_NAMES = ("春晖", "益民", "同心", "微光", "阳光里", "橄榄枝", "守望", "和风")
_KINDS = ("社会工作服务中心", "志愿服务协会", "慈善联合会", "公益服务中心")
_YEARS = (2021, 2025)


@dataclass(frozen=True, slots=True)
class Report:
    """One generated report: its text, what is known of it beforehand, and its gold figures."""

    name: str
    text: str
    published_on: date
    gold: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What holds for a whole sentence: who, where and when."""

    actor: str
    place: Sequence[str | None]
    start: date | None
    end: date


def report(number: int) -> Report:
    """The generated report of this number."""
    chance = random.Random(number)  # noqa: S311 - repeatable on purpose
    place = names_of(chance.choice(_counties()))
    home = "".join(filter(None, place))
    actor = f"{place[-1]}{chance.choice(_NAMES)}{chance.choice(_KINDS)}"
    published = date(chance.randint(*_YEARS), chance.randint(2, 12), chance.randint(2, 28))
    text = f"{home}社会服务工作简报\n发布时间：{published}　来源：{actor}\n\n{home}持续推进基层社会服务。\n"
    gold: list[dict[str, Any]] = []
    for frame in chance.sample(_frames(), SENTENCES):
        when, start, end = _period(chance, published)
        text = _write(frame.format(when=when, actor=actor), _Scene(actor, place, start, end), chance, text, gold)
        text += "\n" if chance.random() < 0.4 else ""
    return Report(f"g{number:06}", text + "\n", published, gold)


def write_reports(count: int, folder: Path) -> None:
    """Write the first `count` reports as `folder`/docs and `folder`/gold."""
    documents, gold = folder / "docs", folder / "gold"
    documents.mkdir(parents=True)
    gold.mkdir()
    with (documents / "sources.csv").open("w", encoding="utf-8", newline="") as registry:
        rows = csv.writer(registry)
        rows.writerow(["file", "source_id", "published_on"])
        for number in range(count):
            made = report(number)
            (documents / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
            records = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in made.gold)
            (gold / f"{made.name}.jsonl").write_text(records, encoding="utf-8")
            rows.writerow([f"{made.name}.txt", made.name, made.published_on])


@cache
def _frames() -> tuple[str, ...]:
    return tuple(row["frame"] for row in read_reference("sentences.csv", ("frame",), key=("frame",), folder=HERE))


@cache
def _counties() -> tuple[str, ...]:
    """Counties in force whose province and prefecture have a name of their own."""
    return tuple(
        region.code
        for region in all_regions()
        if region.level == COUNTY
        and all(region.in_force(year) for year in range(*_YEARS))
        and (names_of(region.code)[1] or f"{region.code[:2]}0000" in MUNICIPALITIES)
    )


def _period(chance: random.Random, published: date) -> tuple[str, date | None, date]:
    """A dated lead-in before the day of publication, and the days that it names."""
    month = chance.randint(1, published.month - 1)
    last = calendar.monthrange(published.year, month)[1]
    end = date(published.year, month, last)
    if chance.random() < 0.3:
        return f"截至{published.year}年{month}月{last}日", None, end
    return f"{published.year}年{month}月", end.replace(day=1), end


def _write(sentence: str, scene: _Scene, chance: random.Random, text: str, gold: list[dict[str, Any]]) -> str:
    """`text` with the sentence behind it, its slots filled; their figures join `gold`."""
    position = 0
    for slot in _SLOT.finditer(sentence):
        text += sentence[position : slot.start()]
        unit, dimension, metric, noun, least, greatest = slot.group(1).split("|")
        written, value, qualifier = _number(chance, int(least), int(greatest))
        left = re.sub(r"\s", "", text[-2 * _LEFT :])[-_LEFT:]
        place = dict(zip(("adm1", "adm2", "adm3"), scene.place, strict=True))
        dates = {"period_start": scene.start and scene.start.isoformat(), "period_end": scene.end.isoformat()}
        gold.append(
            {"quote": written + unit, "left": left, "value": value, "value_high": None, "qualifier": qualifier}
            | {
                "unit": unit,
                "dimension": dimension,
                "metric": metric,
                "object": noun.removeprefix("=") or None,
                "actor": scene.actor,
            }
            | place
            | dates
            | {"per": None}
        )
        text += written + unit + ("" if noun.startswith("=") else noun)
        position = slot.end()
    return text + sentence[position:]


def _number(chance: random.Random, least: int, greatest: int) -> tuple[str, float, str]:
    """A number between the two as a report writes it: the words, the value, the qualifier."""
    exact = chance.randint(least, greatest)
    rounded = max(10, exact // 10 * 10)
    ways: list[tuple[str, float, str]] = [(f"{exact}", exact, "exact"), (f"{exact:,}", exact, "exact")]
    if exact >= 10:
        ways += [(f"{rounded}余", rounded, "more_than"), (f"近{rounded}", rounded, "nearly")]
        ways += [(f"约{rounded}", rounded, "about"), (f"不少于{rounded}", rounded, "at_least")]
    if 100 <= rounded < 1000 and rounded % 100:
        ways.append((f"{_DIGITS[rounded // 100]}百{_DIGITS[rounded // 10 % 10]}十", rounded, "exact"))
    if exact >= 10_000:
        ways.append((f"{exact // 1000 / 10:g}万余", exact // 1000 * 1000, "more_than"))
    return chance.choice(ways)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generated", description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, help="how many reports")
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    arguments = parser.parse_args(argv)
    if arguments.folder.exists():
        parser.error(f"{arguments.folder} exists; name a new folder")
    write_reports(arguments.count, arguments.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
