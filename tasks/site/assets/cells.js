"use strict";
/* How a row is shown: one function for each kind of cell, for the page and for the downloaded CSV. */

(() => {
  const { make, both, words, none, number, bounds, period } = taizhang;
  const { fold, wordsOf } = taizhang.search;

  /** `text` with the words of the search marked, and the quote at `at` marked as the figure it is. */
  function highlighted(text, search, quote = null, at = -1) {
    const element = words("", "bdi"), kinds = new Uint8Array(text.length), folded = fold(text);
    for (const word of wordsOf(search)) {
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) kinds.fill(1, from, from + word.length);
    }
    if (quote && text.startsWith(quote, at)) for (let i = at; i < at + quote.length; i++) kinds[i] |= 2;
    for (let start = 0, end; start < text.length; start = end) {
      for (end = start + 1; end < text.length && kinds[end] === kinds[start]; end++);
      const part = text.slice(start, end);
      const kind = ["", "hit", "figure", "figure hit"][kinds[start]];
      element.append(kind ? make("mark", { class: kind }, part) : part);
    }
    return element;
  }

  function coded(columns, name, row, search) {
    const value = columns.value(name, row), label = columns.label(name, columns.data[name]?.[row]);
    if (value === null) return none();
    return label ? both(label) : highlighted(value, search);
  }

  /** A span of days that may break at its dash and nowhere else. */
  const dated = (said) => make("span", { class: "date" }, said.replace(/-/g, "\u2011"));
  const place = (columns, row) => ["adm1", "adm2", "adm3"].map((name) => columns.value(name, row)).filter(Boolean).join(" ");
  const days = (columns, row) => period(columns.value("period_start", row), columns.value("period_end", row));
  const target = (columns, row) => `documents/${columns.value("document", row)}.html#${columns.value("figure_id", row)}`;

  const show = {
    code: (columns, name, row, search) => coded(columns, name, row, search),
    number: (columns, name, row) => make("span", { class: "amount" }, number(columns.value(name, row))),
    quote: (columns, name, row, search) => make("a", { href: target(columns, row) }, highlighted(columns.value(name, row), search)),
    value(columns, name, row) {
      const said = ["value", "value_low", "value_high"].map((part) => columns.value(part, row));
      const more = bounds(...said), unit = columns.value("unit", row);
      return make("span", {}, make("span", { class: "amount" }, number(said[0])), unit ? words(` ${unit}`) : null, more ? make("span", { class: "bounds" }, ` ${more}`) : null);
    },
    actor(columns, name, row, search) {
      const value = columns.value(name, row);
      return value === null ? none() : highlighted(value, search);
    },
    place(columns, name, row, search) {
      const said = place(columns, row);
      return said ? highlighted(said, search) : none();
    },
    period(columns, name, row) {
      const said = days(columns, row);
      return said ? dated(said) : none();
    },
    days(columns, name, row) {
      const said = period(columns.value("first_day", row), columns.value("last_day", row));
      return said ? dated(said) : none();
    },
    confidence(columns, name, row) {
      const value = columns.value(name, row);
      return make("span", { class: `confidence ${columns.value("confidence_band", row)}` }, value.toFixed(2));
    },
    title(columns, name, row, search) {
      const id = columns.value("document_id", row), text = highlighted(columns.value(name, row), search);
      return id ? make("a", { href: `documents/${id}.html` }, text) : text;
    },
    status: (columns, name, row, search) => make("span", {}, make("span", { class: `dot ${columns.value(name, row)}`, "aria-hidden": "true" }), coded(columns, name, row, search)),
    profile(columns, name, row, search) {
      const page = columns.value("page", row), value = columns.value(name, row);
      const href = page ? `actors/${page}.html` : `figures.html#${new URLSearchParams({ actor: value })}`;
      return make("a", { href }, highlighted(value, search));
    },
  };

  /** Where a figure stands: the title of its document. */
  function source(columns, row, search) {
    const title = columns.label("document", columns.data.document[row])[0];
    return make("a", { href: target(columns, row).split("#")[0], class: "source" }, highlighted(title, search));
  }

  /* What a spreadsheet would take for a formula, a number or a day; the same as warehouse/cells.py. */
  const TAKEN = /^'*(?:[ \t\r\n\u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]|(?:\d+[eE][+-]?\d+|0\d+|\d{12,}|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?)$)/;
  const DAYS = ["published_on", "period_start", "period_end", "first_day", "last_day"];

  /** A cell of the CSV: text that would be taken for something else has an apostrophe before it. */
  function safe(name, value) {
    if (typeof value === "number") return String(value);
    const text = value ?? "";
    const harmless = TAKEN.test(text) && !DAYS.includes(name) ? `'${text}` : text;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
  }

  /** The rows as CSV with headings in the language of the page; a mark at the start tells spreadsheets it is UTF-8. */
  function csv(columns, rows, heading) {
    const names = Object.keys(columns.head.columns).filter((name) => !["quote_at", "page"].includes(name));
    const english = taizhang.language() === "en";
    const cell = (name, row) => {
      const label = columns.kind(name) === "code" ? columns.label(name, columns.data[name][row]) : null;
      const value = columns.value(name, row);
      return safe(name, value !== null && label ? label[english ? 1 : 0] : value);
    };
    const lines = rows.map((row) => names.map((name) => cell(name, row)).join(","));
    return `\ufeff${[names.map((name) => safe(name, heading(name))).join(","), ...lines].join("\r\n")}\r\n`;
  }

  taizhang.cells = { show, highlighted, source, csv };
})();
