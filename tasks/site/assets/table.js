"use strict";
/* The page of a table: reads its state from the address, shows facets, rows and pages, writes the state back.
   #q=…&metric=calls&metric=cases&from=2022-01-01&sort=-value&page=2&size=50; an empty value asks for "not stated". */

document.addEventListener("DOMContentLoaded", async () => {
  const { make, both, say, word, words, load, json } = taizhang;
  const { Columns, select, sorted } = taizhang.search;
  const { show, highlighted, source, csv } = taizhang.cells;
  const specification = json("specification");
  const at = (id) => document.getElementById(id);
  const SHOWN = 8;
  const WIDE = { numeric: ["number", "value", "confidence"] };
  const RESERVED = ["q", "from", "to", "sort", "page", "size"];
  const open = new Map(specification.facets.map((name, index) => [name, index < 3]));
  const whole = new Set();
  const wanted = new Map();
  let columns = null, state = read(), result = { found: [], counts: {} }, ordered = [];

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const facets = {};
    for (const name of specification.facets) if (given.has(name)) facets[name] = new Set(given.getAll(name));
    const sort = given.get("sort") ?? "";
    return {
      search: given.get("q") ?? "", from: given.get("from") ?? "", to: given.get("to") ?? "", facets,
      sort: sort.replace(/^-/, ""), descending: sort.startsWith("-"),
      page: Math.max(1, Number(given.get("page")) || 1), size: [25, 50, 100, 200].includes(Number(given.get("size"))) ? Number(given.get("size")) : 50,
    };
  }

  function address() {
    const said = new URLSearchParams();
    if (state.search) said.set("q", state.search);
    for (const name of specification.facets) for (const value of state.facets[name] ?? []) said.append(name, value);
    for (const name of ["from", "to"]) if (state[name]) said.set(name, state[name]);
    if (state.sort) said.set("sort", (state.descending ? "-" : "") + state.sort);
    if (state.page > 1) said.set("page", state.page);
    if (state.size !== 50) said.set("size", state.size);
    return `#${said}`;
  }

  /** Change the state, show it, and keep it in the address; typing does not fill the history. */
  function change(changes, { keepPage = false, replace = false } = {}) {
    state = { ...state, page: keepPage ? state.page : 1, ...changes };
    history[replace ? "replaceState" : "pushState"](null, "", address());
    update();
  }

  function update() {
    result = select(columns, specification, state);
    order();
    showFacets();
    showChosen();
  }

  function order() {
    ordered = sorted(columns, result.found, state.sort, state.descending);
    showRows();
  }

  const labelOf = (name) => both(specification.labels[name] ?? [name, name]);

  function valueLabel(name, number) {
    const label = columns.label(name, number);
    if (number === 0) return say("not_stated");
    return label && label[0] !== label[1] ? both(label) : words(label ? label[0] : columns.head.columns[name].values[number]);
  }

  function plainLabel(name, number) {
    const label = columns.label(name, number);
    if (number === 0) return word("not_stated");
    return label ? label[taizhang.language() === "en" ? 1 : 0] : columns.head.columns[name].values[number];
  }

  function showFacets() {
    const focused = document.activeElement?.id;
    at("facet-list").replaceChildren(...specification.facets.map(facet).filter(Boolean));
    if (focused) at(focused)?.focus();
  }

  function facet(name) {
    const counts = result.counts[name], chosen = state.facets[name] ?? new Set();
    let numbers = [...counts.keys()].filter((number) => counts[number] || chosen.has(columns.head.columns[name].values[number] ?? ""));
    const fixed = columns.head.columns[name].labels && name !== "document" && name !== "metric";
    if (!fixed) numbers.sort((one, other) => counts[other] - counts[one] || one - other);
    if (name.endsWith("_year")) numbers.sort((one, other) => other - one);
    if (!numbers.length || (numbers.length === 1 && !chosen.size && !numbers[0])) return null;
    const sought = taizhang.search.fold(wanted.get(name) ?? "");
    const many = numbers.length > SHOWN;
    if (sought) numbers = numbers.filter((number) => taizhang.search.fold(plainLabel(name, number)).includes(sought));
    const all = whole.has(name) || numbers.length <= SHOWN + 1;
    const shown = all ? numbers.slice(0, 300) : numbers.slice(0, SHOWN);
    const details = make("details", { class: "facet", "data-facet": name }, make("summary", {}, labelOf(name), chosen.size ? make("span", { class: "badge" }, String(chosen.size)) : null),
      many ? finder(name) : null,
      make("ul", {}, shown.map((number) => option(name, number, counts[number], chosen))),
      shown.length < numbers.length || whole.has(name) ? more(name, numbers.length - shown.length) : null);
    details.open = open.get(name) || chosen.size > 0;
    details.addEventListener("toggle", () => open.set(name, details.open));
    return details;
  }

  function finder(name) {
    const input = make("input", { type: "search", id: `find-${name}`, class: "find", "aria-label": `${word("table.find")}: ${specification.labels[name]?.[0] ?? name}`, placeholder: word("table.find") });
    input.value = wanted.get(name) ?? "";
    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      wanted.set(name, input.value);
      showFacets();
    });
    return input;
  }

  function option(name, number, count, chosen) {
    const value = columns.head.columns[name].values[number] ?? "";
    const box = make("input", { type: "checkbox", id: `${name}-${number}` });
    box.checked = chosen.has(value);
    box.addEventListener("change", () => {
      const values = new Set(chosen);
      if (box.checked) values.add(value);
      else values.delete(value);
      change({ facets: { ...state.facets, [name]: values } });
    });
    return make("li", {}, make("label", { for: box.id }, box, valueLabel(name, number)), make("span", { class: "amount" }, taizhang.number(count)));
  }

  function more(name, count) {
    const key = whole.has(name) ? "table.fewer" : "table.more";
    return make("button", { type: "button", class: "plain", id: `more-${name}`, onclick: () => { whole.has(name) ? whole.delete(name) : whole.add(name); showFacets(); } }, say(key, { count }));
  }

  function showChosen() {
    const chips = [];
    for (const name of specification.facets) {
      for (const value of state.facets[name] ?? []) {
        const number = columns.numberOf(name, value);
        const drop = () => change({ facets: { ...state.facets, [name]: new Set([...state.facets[name]].filter((kept) => kept !== value)) } });
        chips.push(make("button", { type: "button", class: "chip", onclick: drop }, labelOf(name), ": ", number >= 0 ? valueLabel(name, number) : words(value), make("span", { class: "hidden" }, say("table.remove")), make("span", { "aria-hidden": "true" }, " ×")));
      }
    }
    if (chips.length > 1 || state.search || state.from || state.to) chips.push(make("button", { type: "button", class: "plain", onclick: clear }, say("table.clear")));
    at("chosen").replaceChildren(...chips);
  }

  function clear() {
    change({ search: "", from: "", to: "", facets: {} });
    fill();
  }

  function heading({ show: kind, name }) {
    const column = kind === "place" ? "place" : kind === "period" || kind === "days" ? "period" : name;
    const current = state.sort === name;
    const sort = () => change({ sort: current && state.descending !== first(kind, name) ? "" : name, descending: current ? !state.descending : first(kind, name) });
    return make("th", { scope: "col", class: WIDE.numeric.includes(kind) ? "number" : null, "aria-sort": current ? (state.descending ? "descending" : "ascending") : null },
      make("button", { type: "button", class: "sort", id: `sort-${name}`, onclick: sort }, taizhang.say(`column:${column}`), make("span", { "aria-hidden": "true", class: "arrow" }, current ? (state.descending ? "▼" : "▲") : "")));
  }

  /** Numbers and days are first sorted from the greatest, words from the first. */
  const first = (kind, name) => ["number", "value", "confidence", "period", "days"].includes(kind) || name === "published_on";

  function showRows() {
    const pages = Math.max(1, Math.ceil(ordered.length / state.size));
    state.page = Math.min(state.page, pages);
    const start = (state.page - 1) * state.size, shown = ordered.slice(start, start + state.size);
    const values = { first: shown.length ? start + 1 : 0, last: start + shown.length, count: taizhang.number(ordered.length), all: taizhang.number(columns.total) };
    at("found").replaceChildren(say(!ordered.length ? "table.nothing" : ordered.length < columns.total ? "table.found_part" : "table.found", values));
    at("found").dataset.count = ordered.length;
    const focused = document.activeElement?.id;
    const table = make("table", { class: `ledger records ${specification.name}`, id: "records" },
      make("thead", {}, make("tr", {}, specification.columns.map(heading))), shown.map(record));
    at("rows").replaceChildren(...(shown.length ? [table] : []));
    if (focused?.startsWith("sort-")) at(focused)?.focus();
    at("pager").hidden = ordered.length <= 25;
    at("previous").disabled = state.page <= 1;
    at("next").disabled = state.page >= pages;
    at("page-number").replaceChildren(say("table.page", { page: state.page, pages }));
    at("size").value = String(state.size);
  }

  function record(row) {
    const cells = specification.columns.map(({ show: kind, name }, index) => {
      const tag = index ? "td" : "th";
      const column = kind === "place" ? "place" : kind === "period" || kind === "days" ? "period" : name;
      return make(tag, { scope: index ? null : "row", class: WIDE.numeric.includes(kind) ? `number ${kind}` : kind, "data-label": word(`column:${column}`), "data-column": name }, show[kind](columns, name, row, state.search));
    });
    const body = make("tbody", {}, make("tr", {}, cells));
    if (specification.sentence) {
      const sentence = columns.value("sentence", row);
      body.append(make("tr", { class: "sentence" }, make("td", { colspan: String(cells.length) }, highlighted(sentence, state.search, columns.value("quote", row), columns.value("quote_at", row)), " ", source(columns, row, state.search))));
      body.dataset.figure = columns.value("figure_id", row);
    }
    return body;
  }

  /** Put the state into the fields of the form. */
  function fill() {
    at("search").value = state.search;
    for (const name of ["from", "to"]) if (at(name)) at(name).value = state[name];
  }

  let typing = null;
  function typed(event) {
    if (event.isComposing) return;
    clearTimeout(typing);
    typing = setTimeout(() => change({ search: at("search").value.trim() }, { replace: true }), 120);
  }

  function download() {
    const heading = (name) => (specification.labels[name] ?? [name, name])[taizhang.language() === "en" ? 1 : 0];
    const url = URL.createObjectURL(new Blob([csv(columns, ordered, heading)], { type: "text/csv;charset=utf-8" }));
    make("a", { href: url, download: `taizhang-${specification.name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  function turn(by) {
    change({ page: state.page + by }, { keepPage: true });
    at("found").scrollIntoView({ block: "nearest" });
  }

  if (matchMedia("(max-width: 60rem)").matches) at("facets").open = false;
  fill();
  at("search-form").addEventListener("submit", (event) => event.preventDefault());
  at("search").addEventListener("input", typed);
  at("search").addEventListener("compositionend", typed);
  for (const name of ["from", "to"]) at(name)?.addEventListener("change", () => change({ [name]: at(name).value }));
  at("download").addEventListener("click", download);
  at("previous").addEventListener("click", () => turn(-1));
  at("next").addEventListener("click", () => turn(1));
  at("size").addEventListener("change", () => change({ size: Number(at("size").value) }));
  addEventListener("popstate", () => { state = read(); fill(); if (columns) update(); });
  taizhang.onLanguage(() => columns && update());

  const head = await load(specification.name);
  columns = new Columns(head);
  for (let number = 0; number < head.chunks; number++) {
    columns.add(await load(`${specification.name}-${number}`));
    if (number === 0 && head.chunks > 1) showProgress();
  }
  update();
  document.body.dataset.ready = "yes";

  /** Before all chunks are there: the first rows, so that reading can begin. */
  function showProgress() {
    if (location.hash.length < 2) update();
    at("found").replaceChildren(say("table.loading"));
  }
});
