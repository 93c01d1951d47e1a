"""The site as a reader has it: opened from disk in Chromium, every number against its SQL, hostile text inert."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Page

from tasks.site.profiles import PROFILED
from tasks.site.wording import page_id
from tests.builders import ask
from tests.tasks.site.conftest import NAUGHTY
from warehouse import catalogue

READY = "body[data-ready=yes]"
TABLES = ("figures.html", "documents.html", "actors.html")
KINDS = (
    *("index.html", *TABLES, "regions.html", "timeline.html", "quality.html", "quarantine.html", "conflicts.html"),
    *("dictionary.html", "runs.html", "documents/*.html", "actors/*.html", "regions/*.html"),
)
Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Open]:
    """Opens a page of the site from disk; at the end nothing may have gone wrong or left the machine."""
    contexts, troubles, asked = [], [], []

    def visited(name: str, root: Path = site, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{root.as_uri()}/{name}")
        if name.split("#")[0].endswith(TABLES) or "documents/" in name:
            page.wait_for_selector(READY)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert troubles == []
    assert [url for url in asked if not url.startswith(("file://", "blob:"))] == []


def first(root: Path, pattern: str) -> str:
    """The first page of a kind."""
    return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))[0]


def one(warehouse: Path, query: str) -> Any:
    return ask(warehouse, query)[0][0]


def found(page: Page) -> int:
    return int(page.get_attribute("#found", "data-count") or -1)


def test_the_counts_of_the_overview_are_those_of_sql(visit: Open, seeds: Path) -> None:
    page = visit("index.html")
    said = page.eval_on_selector_all(
        "[data-count]", "all => Object.fromEntries(all.map(e => [e.dataset.count, e.textContent]))"
    )
    tables = {"figures": "reviewed_figures", "quarantined": "quarantine"}
    expected = {name: one(seeds, f"SELECT count(*) FROM {tables.get(name, name)}") for name in said}  # noqa: S608
    assert {name: int(text.replace(",", "")) for name, text in said.items()} == expected
    assert expected["figures"] > 100


def test_the_totals_of_the_overview_are_those_of_the_view(visit: Open, seeds: Path) -> None:
    page = visit("index.html")
    rows = page.eval_on_selector_all(
        ".totals tbody tr",
        """rows => rows.map(row => [
            row.querySelector('[data-value]')?.dataset.value ?? '', row.cells[1].innerText, row.cells[5].innerText
        ])""",
    )
    shown = [
        (float(value) if value else None, unit.strip(), int(count.split()[0].replace(",", "")))
        for value, unit, count in rows
    ]
    assert sorted(map(str, shown)) == sorted(
        map(str, ask(seeds, "SELECT total, unit, included_facts FROM metric_totals"))
    )


def test_a_metric_nobody_reports_is_no_report_and_not_zero(visit: Open, seeds: Path) -> None:
    page = visit("index.html")
    reported = {metric for (metric,) in ask(seeds, "SELECT DISTINCT metric FROM metric_totals")}
    missing = [code.label_zh for code in catalogue.codes("metric") if code.code not in reported]
    assert page.locator(".unreported .chip").all_inner_texts() == missing


def test_facets_count_what_sql_counts(visit: Open, seeds: Path) -> None:
    page = visit("figures.html")
    page.evaluate("document.querySelectorAll('[data-facet]').forEach(facet => facet.open = true)")
    labels = {code.code: code.label_zh for code in catalogue.codes("metric")}
    expected = {
        labels[code]: count for code, count in ask(seeds, "SELECT metric, count(*) FROM reviewed_figures GROUP BY 1")
    }
    if page.locator("#more-metric").count():
        page.click("#more-metric")
    assert facet(page, "metric") == expected
    places = dict(ask(seeds, "SELECT coalesce(adm1, '未述'), count(*) FROM reviewed_figures GROUP BY 1"))
    assert facet(page, "adm1") == places
    reasons = ask(seeds, "SELECT coalesce(reason, 'counted'), count(*) FROM counted_facts GROUP BY 1")
    words = {code.code: code.label_zh for code in catalogue.codes("exclusion")} | {"counted": "计入"}
    counting = facet(page, "counting")
    assert {name: count for name, count in counting.items() if name != "重复提及"} == {
        words[code]: n for code, n in reasons
    }


def facet(page: Page, name: str) -> dict[str, int]:
    rows = page.eval_on_selector_all(
        f"[data-facet={name}] li",
        "all => all.map(li => [...li.querySelectorAll('label, .amount')].map(part => part.innerText))",
    )
    return {label.strip(): int(count.replace(",", "")) for label, count in rows}


def test_a_facet_narrows_the_others_and_the_address_restores_it(visit: Open, seeds: Path) -> None:
    page = visit("figures.html")
    page.locator("[data-facet=metric] label", has_text="志愿者人数").click()
    count = one(seeds, "SELECT count(*) FROM reviewed_figures WHERE metric = 'volunteers'")
    assert found(page) == count
    restored = visit(f"figures.html{page.evaluate('location.hash')}")
    assert found(restored) == count
    assert restored.locator("[data-facet=metric] input:checked").count() == 1
    page.go_back()
    everything = one(seeds, "SELECT count(*) FROM reviewed_figures")
    page.wait_for_selector(f"#found[data-count='{everything}']")


def test_a_deep_link_restores_search_sort_days_and_page(visit: Open, seeds: Path) -> None:
    page = visit("figures.html#q=%E6%9C%8D%E5%8A%A1&from=2020-01-01&to=2021-12-31&sort=-value&size=25")
    expected = ask(
        seeds,
        """SELECT value FROM evidence WHERE contains(concat_ws('|', sentence, object, actor, section,
        title, publisher, adm1, adm2, adm3), '服务') AND (period_start IS NOT NULL OR period_end IS NOT NULL)
        AND coalesce(period_end >= DATE '2020-01-01', true) AND coalesce(period_start <= DATE '2021-12-31', true)
        ORDER BY value DESC""",
    )
    assert found(page) == len(expected) > 5
    shown = page.locator("td[data-column=value] .amount").all_inner_texts()
    assert [float(text.replace(",", "")) for text in shown] == [value for (value,) in expected[:25]]
    assert (page.input_value("#search"), page.input_value("#from"), page.input_value("#to")) == (
        "服务",
        "2020-01-01",
        "2021-12-31",
    )
    assert page.locator("[aria-sort=descending]").inner_text().startswith("数值")
    assert set(page.locator("mark.hit").all_inner_texts()) == {"服务"}


def test_search_finds_full_width_and_capital_letters_and_says_when_nothing_is_found(visit: Open, seeds: Path) -> None:
    page = visit("figures.html")
    page.fill("#search", "１６５")
    count = one(seeds, "SELECT count(*) FROM evidence WHERE contains(sentence, '165')")
    page.wait_for_selector(f"#found[data-count='{count}']")
    page.fill("#search", "不会有的词")
    page.wait_for_selector("#found[data-count='0']")
    assert "不表示数值为 0" in page.inner_text("#found")


def test_every_row_of_the_table_is_a_figure_as_sql_has_it(visit: Open, seeds: Path) -> None:
    page = visit("figures.html#size=200")
    shown = page.eval_on_selector_all(
        "#records tbody",
        """all => all.map(body => [body.dataset.figure, ...['th', '.value .amount', '.sentence bdi', 'mark.figure'].map(
            part => body.querySelector(part).innerText)])""",
    )
    expected = ask(seeds, "SELECT figure_id, quote, value, sentence FROM evidence")
    assert sorted(
        (key, said, float(value.replace(",", "")), sentence.strip()) for key, said, value, sentence, _ in shown
    ) == sorted((key, said, value, sentence.strip()) for key, said, value, sentence in expected)
    assert [row[1] for row in shown] == [row[4] for row in shown]


def downloaded(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as waiting:
        page.click("#download")
    download: Download = waiting.value
    return list(csv.DictReader(io.StringIO(Path(download.path()).read_text("utf-8-sig"), newline="")))


def test_the_downloaded_selection_holds_what_sql_selects(visit: Open, seeds: Path) -> None:
    rows = downloaded(visit("figures.html#metric=volunteers"))
    labels = {column.name: column.label_zh for column in catalogue.table("figures").columns}
    expected = ask(seeds, "SELECT figure_id, quote, value, sentence FROM evidence WHERE metric = 'volunteers'")
    said = [
        (row[labels["figure_id"]], row[labels["quote"]], float(row[labels["value"]]), row[labels["sentence"]])
        for row in rows
    ]
    assert sorted(said) == sorted(expected)
    assert {row[labels["metric"]] for row in rows} == {"志愿者人数"}


def test_no_cell_of_a_download_is_a_formula(visit: Open, hostile_site: Path) -> None:
    rows = downloaded(visit("figures.html", hostile_site))
    cells = {cell for row in rows for cell in row.values()}
    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if re.match(r"[=+@\t\r]", cell)] == []


def test_the_marks_of_every_document_are_the_quotes_of_its_figures(visit: Open, seeds: Path) -> None:
    for (document,) in ask(seeds, "SELECT document_id FROM documents"):
        page = visit(f"documents/{document}.html")
        assert marks(page) == quotes(seeds, document)


def marks(page: Page) -> dict[str, str]:
    """What is marked in the article under each key, its pieces joined."""
    marked: dict[str, str] = {}
    pieces = page.eval_on_selector_all("#article mark", "all => all.map(mark => [mark.dataset.keys, mark.textContent])")
    for keys, text in pieces:
        for key in keys.split(" "):
            marked[key] = marked.get(key, "") + text
    return marked


def quotes(warehouse: Path, document: str) -> dict[str, str]:
    """What stands in the warehouse under each key: figures, and numerals of the text that are none."""
    figures = ask(warehouse, f"SELECT figure_id, quote FROM reviewed_figures WHERE document_id = '{document}'")  # noqa: S608
    others = ask(
        warehouse,
        f"""SELECT 'n-' || ordinal, quote FROM numerals
        WHERE document_id = '{document}' AND disposition <> 'figure' AND char_start IS NOT NULL""",  # noqa: S608
    )
    return dict([*figures, *others])


def test_following_a_mark_shows_how_it_was_read_and_why(visit: Open, seeds: Path) -> None:
    [row] = ask(
        seeds,
        "SELECT document_id, figure_id, quote, value, actor, metric_text FROM evidence "
        "WHERE actor IS NOT NULL AND metric_text IS NOT NULL AND parent_figure_id IS NULL ORDER BY figure_id LIMIT 1",
    )
    page = visit(f"documents/{row[0]}.html#{row[1]}")
    panel = page.inner_text("#panel")
    assert all(said in panel for said in (row[2], f"{row[3]:,.0f}", row[4], row[5]))
    assert page.locator("mark.current").inner_text() == row[2]
    assert page.locator("mark.current").first.is_visible()
    covered = page.evaluate("[...CSS.highlights.get('evidence')].map(range => range.toString())")
    assert row[5] in covered


def test_a_rejected_numeral_says_why(visit: Open, seeds: Path) -> None:
    [(document, ordinal)] = ask(
        seeds,
        "SELECT document_id, ordinal FROM numerals WHERE disposition = 'date' AND part = 'text' ORDER BY ALL LIMIT 1",
    )
    page = visit(f"documents/{document}.html")
    page.click(f"#n-{ordinal} a")
    assert "日期" in page.inner_text("#panel")
    colours = page.eval_on_selector_all(
        "mark.figure, mark.rejected",
        "all => all.map(mark => [mark.classList[0], getComputedStyle(mark).backgroundColor])",
    )
    by_kind = {name: {colour for kind, colour in colours if kind == name} for name in ("figure", "rejected")}
    assert not by_kind["figure"] & by_kind["rejected"]


def test_the_article_is_whole(visit: Open, seeds: Path) -> None:
    for document, text in ask(seeds, "SELECT document_id, text FROM documents"):
        shown = visit(f"documents/{document}.html").eval_on_selector_all(
            "#article .block", "all => all.map(block => block.textContent).join('')"
        )
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


def test_region_pages_say_what_the_view_says(visit: Open, seeds: Path, site: Path) -> None:
    province = one(
        seeds,
        "SELECT min(adm1) FROM region_totals WHERE adm2 IS NULL AND adm3 IS NULL AND total IS NOT NULL",
    )
    page = visit("regions.html")
    assert page.locator("#tiles li").count() == 34
    assert page.locator("#tiles .heat-0").count() == 34 - one(seeds, "SELECT count(DISTINCT adm1) FROM facts")
    assert page.locator("#tiles .heat-0 .tile-count").first.inner_text() == "无报告"
    page.locator("#provinces a", has_text=province).click()
    shown = page.eval_on_selector_all("#stated [data-value]", "all => all.map(cell => Number(cell.dataset.value))")
    stated = ask(
        seeds,
        "SELECT total, adm1 FROM region_totals WHERE adm2 IS NULL AND adm3 IS NULL AND total IS NOT NULL",
    )
    assert sorted(shown) == sorted(value for value, name in stated if name == province)


def test_every_region_has_a_page_whose_counts_are_those_of_sql(visit: Open, seeds: Path, site: Path) -> None:
    page = visit("regions.html")
    said = page.eval_on_selector_all(
        "#provinces tr:has([data-value])", "all => all.map(row => [...row.cells].map(cell => cell.innerText))"
    )
    expected = ask(
        seeds, "SELECT adm1, count(*), count(DISTINCT document_id) FROM facts WHERE adm1 IS NOT NULL GROUP BY 1"
    )
    assert sorted(map(tuple, said)) == sorted((name, str(facts), str(documents)) for name, facts, documents in expected)
    for name in (("adm1",), ("adm1", "adm2"), ("adm1", "adm2", "adm3")):
        columns = ", ".join(name)
        query = f"SELECT {columns}, count(*), sum(included::INTEGER) FROM counted_facts WHERE {name[-1]} IS NOT NULL"  # noqa: S608
        for *names, facts, included in ask(seeds, f"{query} GROUP BY {columns}"):
            assert profile(site / f"regions/{page_id(*names)}.html") == (facts, included)


def profile(page: Path) -> tuple[int, int]:
    """How many facts a profile says there are, and how many its sums add up."""
    text = page.read_text("utf-8")
    facts = re.search(r'<p class="byline"><span><span data-en="([\d,]+) facts', text)
    totals = text.split('class="ledger totals"')[1].split("</table>")[0]
    counted = re.findall(r'<td class="number">([\d,]+)', totals)
    assert facts
    return int(facts[1]), sum(map(int, counted))


def test_organisations_are_counted_as_sql_counts(visit: Open, seeds: Path, site: Path) -> None:
    query = "SELECT actor, count(*), count(DISTINCT document_id), sum(included::INTEGER) FROM counted_facts"
    expected = {row[0]: row[1:] for row in ask(seeds, f"{query} WHERE actor IS NOT NULL GROUP BY actor")}
    shown = visit("actors.html#size=200").eval_on_selector_all(
        "#records tbody tr", "all => all.map(row => [...row.cells].slice(0, 3).map(cell => cell.innerText))"
    )
    assert {name: (int(facts), int(documents)) for name, facts, documents in shown} == {
        name: counts[:2] for name, counts in expected.items()
    }
    for name, (facts, _, included) in expected.items():
        if facts >= PROFILED:
            assert profile(site / f"actors/{page_id(name)}.html") == (facts, included)


def test_the_quality_page_says_what_sql_says(visit: Open, seeds: Path) -> None:
    page = visit("quality.html")
    shown = page.eval_on_selector_all(
        "#checks tbody tr",
        "all => all.map(row => [row.querySelector('code').innerText, row.cells[2].innerText, row.cells[3].innerText])",
    )
    expected = ask(seeds, "SELECT name, rows_checked, rows_failed FROM check_results WHERE run_id = 'run-1'")
    assert sorted((name, int(rows.replace(",", "")), int(failed)) for name, rows, failed in shown) == sorted(expected)
    counts = {name: int(page.inner_text(f"[data-count={name}]")) for name in ("quarantined", "conflicts")}
    assert counts == {
        "quarantined": one(seeds, "SELECT count(*) FROM quarantine"),
        "conflicts": one(seeds, "SELECT count(*) FROM conflicts"),
    }


def test_coverage_and_what_is_left_out_are_those_of_sql(visit: Open, seeds: Path) -> None:
    page = visit("index.html")
    shown = page.eval_on_selector_all("#coverage [data-value]", "all => all.map(cell => Number(cell.dataset.value))")
    counts = dict(ask(seeds, "SELECT status, count(*) FROM coverage GROUP BY 1"))
    assert shown == [counts.get(code.code, 0) for code in catalogue.codes("coverage_status")]
    chips = page.locator("#totals-title + p .chip").all_inner_texts()
    reasons = ask(seeds, "SELECT reason, count(*) FROM counted_facts WHERE NOT included GROUP BY 1")
    words = {code.code: code.label_zh for code in catalogue.codes("exclusion")}
    assert sorted(chips) == sorted(f"{words[reason]} {count}" for reason, count in reasons)


def test_the_dictionary_has_every_column(visit: Open) -> None:
    said = visit("dictionary.html").inner_text("main")
    assert [c.name for table in catalogue.catalogue().values() for c in table.columns if c.name not in said] == []


def test_english_is_chosen_once_and_stays_while_the_words_of_reports_stay_chinese(visit: Open) -> None:
    page = visit("figures.html")
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("h1") == "Figures"
    assert page.locator("[data-facet=metric] summary").inner_text().startswith("metric")
    assert page.locator(".sentence bdi").first.get_attribute("lang") == "zh-CN"
    page.goto(page.url.replace("figures.html", "index.html"))
    assert page.inner_text("h1") == "Overview"


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_stay_words(visit: Open, hostile_site: Path, kind: str) -> None:
    inert(visit(first(hostile_site, kind), hostile_site))


def inert(page: Page) -> None:
    """Nothing of a report runs, loads, or makes the page wider than the window."""
    assert page.evaluate("window.hacked") is None
    alive = "main script:not([type='application/json']), main img, [onerror], [onload], [href^='javascript:']"
    assert page.locator(alive).count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_hostile_words_are_shown_as_they_are(visit: Open, hostile: Path, hostile_site: Path) -> None:
    for document, text in ask(hostile, "SELECT document_id, text FROM documents ORDER BY source_id"):
        page = visit(f"documents/{document}.html", hostile_site)
        inert(page)
        unseen = page.locator("#article .unseen").count()
        assert unseen == sum(text.count(sign) for sign in "\u202e\u202c\u2028\u2029")
        assert marks(page) == quotes(hostile, document)
    page = visit("quarantine.html", hostile_site)
    assert NAUGHTY[1] in page.inner_text("main")
    assert "</script><script>window.hacked=1</script>" in page.inner_text("main")


def test_a_hostile_address_is_only_a_search(visit: Open) -> None:
    page = visit(f"figures.html#q={quote(NAUGHTY[2])}&metric={quote(NAUGHTY[0])}&page=-5&size=7&sort=__proto__")
    assert page.evaluate("window.hacked") is None
    assert found(page) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_can_be_read_by_everybody(visit: Open, site: Path, kind: str) -> None:
    """By axe's rules in light and dark, and on a telephone."""
    page = visit(first(site, kind))
    if kind.startswith("documents/"):
        page.locator("mark.figure a").first.click()
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious(page, "color-contrast", "link-in-text-block") == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def serious(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """What axe finds that is serious or critical, with the first elements; of some rules, or of all."""
    options: dict[str, Any] = {"preload": False}  # it would fetch the style sheet, which no page may
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    violations = Axe().run(page, options=options).response["violations"]
    found = [entry for entry in violations if entry["impact"] in ("serious", "critical")]
    return [(entry["id"], [node["html"][:120] for node in entry["nodes"]][:3]) for entry in found]


def test_the_keyboard_reaches_search_facets_rows_and_evidence(visit: Open) -> None:
    page = visit("figures.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    reach(page, "document.activeElement.matches('[data-facet=metric] input[type=checkbox]')")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")
    reach(page, "document.activeElement.matches('#records th a')")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.current")
    assert page.evaluate("document.getElementById('panel').innerText.length") > 20


def reach(page: Page, condition: str, steps: int = 120) -> None:
    """Press Tab until the condition holds of what has the focus, and see that the focus shows."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    pytest.fail(f"not reached in {steps} steps: {condition}")


def test_paper_shows_the_article_and_no_controls(visit: Open, site: Path) -> None:
    page = visit(first(site, "documents/*.html"))
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert not page.locator("#panel").is_visible()
    assert page.locator("#article").is_visible()
    assert page.locator("#figures").is_visible()


def test_a_page_may_load_nothing_from_elsewhere(visit: Open, site: Path) -> None:
    for path in [site / "index.html", site / first(site, "documents/*.html")]:
        [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8"))
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';")
        assert "unsafe" not in policy
    assert not [
        path
        for path in site.rglob("*.html")
        if re.search(r'<(?:script|link|img)[^>]+"https?:', path.read_text("utf-8"))
    ]
