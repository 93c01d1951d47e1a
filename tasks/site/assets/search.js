"use strict";
/* A table in columns: reading its chunks, finding the rows that a selection asks for, counting its facets, sorting.
   Knows nothing of the page. Rows are numbers from 0; a coded column holds numbers of its list of values. */

class Columns {
  constructor(head) {
    this.rows = 0;
    this.total = head.rows;
    this.head = head;
    this.data = {};
    this.folded = {};
    for (const [name, column] of Object.entries(head.columns)) {
      this.data[name] = column.kind === "code" ? new Int32Array(head.rows) : column.kind === "local" ? { at: new Int32Array(head.rows), values: [] } : [];
    }
  }

  /** Append a chunk of rows. */
  add(chunk) {
    let count = 0;
    for (const [name, column] of Object.entries(this.head.columns)) {
      const given = chunk[name];
      if (column.kind === "code") this.data[name].set(given, this.rows);
      else if (column.kind === "local") this.addLocal(this.data[name], given);
      else for (const value of given) this.data[name].push(value);
      count = column.kind === "local" ? given.at.length : given.length;
    }
    this.rows += count;
    this.folded = {};
  }

  addLocal(kept, given) {
    const offset = kept.values.length;
    kept.at.set(given.at.map((number) => (number === null ? -1 : number + offset)), this.rows);
    for (const value of given.values) kept.values.push(value);
  }

  kind(name) {
    return this.head.columns[name].kind;
  }

  /** The stored value of a row: a code, a number, a text or null. */
  value(name, row) {
    const { kind, values } = this.head.columns[name];
    if (kind === "code") return values[this.data[name][row]];
    if (kind === "local") return this.data[name].at[row] < 0 ? null : this.data[name].values[this.data[name].at[row]];
    return this.data[name][row];
  }

  /** What is shown of a value of a coded column, as a pair; null where the value says itself. */
  label(name, number) {
    return this.head.columns[name].labels?.[number] ?? null;
  }

  numberOf(name, value) {
    return this.head.columns[name].values.indexOf(value === "" ? null : value);
  }

  /** The texts that a search in a column looks at: of its list of values, or one for each row. */
  texts(name) {
    const { kind, labels, values } = this.head.columns[name];
    if (kind === "code") return labels ? labels.map((pair) => pair.join("\n")) : values;
    return kind === "local" ? this.data[name].values : this.data[name];
  }

  /** For each of its texts whether it holds the word. */
  holding(name, word) {
    this.folded[name] ??= this.texts(name).map((text) => fold(text ?? ""));
    return this.folded[name].map((text) => text.includes(word));
  }
}

/** Small letters and half-width signs, each in the place of the one it stands for, so that offsets stay. */
function fold(text) {
  const narrow = text.replace(/[\uff01-\uff5e\u3000]/g, (sign) => (sign === "\u3000" ? " " : String.fromCharCode(sign.charCodeAt(0) - 0xfee0)));
  const small = narrow.toLowerCase();
  return small.length === text.length ? small : narrow;
}

/** The words of a search, folded. */
function wordsOf(search) {
  return fold(search).split(/\s+/).filter(Boolean);
}

/** A function that says whether a row holds every word, each in any of the columns. */
function searcher(columns, names, words) {
  if (!words.length) return null;
  const tests = words.map((word) => names.map((name) => [columns.kind(name), columns.data[name], columns.holding(name, word)]));
  return (row) => tests.every((test) => test.some(([kind, data, held]) => {
    if (kind === "code") return held[data[row]];
    if (kind === "local") return data.at[row] >= 0 && held[data.at[row]];
    return held[row];
  }));
}

/** Rows that a selection asks for, and for each facet how many rows each value would leave. */
function select(columns, specification, selection) {
  const search = searcher(columns, specification.search, wordsOf(selection.search));
  const days = selection.from || selection.to ? dayTest(columns, selection) : null;
  const counts = {}, chosen = [];
  for (const name of specification.facets) {
    counts[name] = new Int32Array(columns.head.columns[name].values.length);
    const values = selection.facets[name];
    if (values?.size) {
      const wanted = new Uint8Array(counts[name].length);
      for (const value of values) {
        const number = columns.numberOf(name, value);
        if (number >= 0) wanted[number] = 1;
      }
      chosen.push([name, columns.data[name], wanted]);
    }
  }
  const all = specification.facets.map((name) => [columns.data[name], counts[name]]);
  const found = [];
  for (let row = 0; row < columns.rows; row++) {
    if ((search && !search(row)) || (days && !days(row))) continue;
    let missed = null, misses = 0;
    for (const [name, data, wanted] of chosen) {
      if (!wanted[data[row]]) {
        missed = name;
        if (++misses > 1) break;
      }
    }
    if (misses > 1) continue;
    if (misses === 1) {
      counts[missed][columns.data[missed][row]]++;
      continue;
    }
    found.push(row);
    for (const [data, count] of all) count[data[row]]++;
  }
  return { found, counts };
}

/** Whether the period of a row touches the days asked for; a row without a period does not. */
function dayTest(columns, { from, to }) {
  return (row) => {
    const start = columns.value("period_start", row), end = columns.value("period_end", row);
    if (!start && !end) return false;
    return (!from || !end || end >= from) && (!to || !start || start <= to);
  };
}

/** `found` in the order of a column; rows without a value come last either way. */
function sorted(columns, found, name, descending) {
  if (!name || !(name in columns.head.columns)) return found;
  const data = columns.data[name], kind = columns.kind(name);
  const key = kind === "code" ? (row) => data[row] || null : (row) => columns.value(name, row);
  const keys = new Array(columns.rows);
  for (const row of found) keys[row] = key(row);
  const compare = kind === "text" ? (one, other) => one.localeCompare(other, "zh-CN") : (one, other) => one - other;
  return [...found].sort((one, other) => {
    const a = keys[one], b = keys[other];
    if (a === null || b === null) return a === b ? one - other : a === null ? 1 : -1;
    return (descending ? compare(b, a) : compare(a, b)) || one - other;
  });
}

window.taizhang.search = { Columns, fold, wordsOf, select, sorted };
