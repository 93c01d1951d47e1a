"use strict";
/* What every page needs: words in two languages, elements made without markup, data that comes as scripts.
   Nothing here reads markup from text: every word of a report reaches the page through textContent. */

const taizhang = (() => {
  const root = document.body.dataset.root;
  const received = new Map();
  const awaited = new Map();
  const listeners = [];
  let language = remembered("language") === "en" ? "en" : "zh";

  function remembered(name) {
    try {
      return localStorage.getItem(`taizhang.${name}`);
    } catch {
      return null; // a browser that keeps nothing for pages from disk
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(`taizhang.${name}`, value);
    } catch {
      /* then the choice holds for this page */
    }
  }

  /** Called by the scripts in data/. */
  function receive(name, content) {
    received.set(name, content);
    if (awaited.has(name)) awaited.get(name).resolve(content);
  }

  /** The content of data/<name>.js. */
  function load(name) {
    if (received.has(name)) return Promise.resolve(received.get(name));
    if (!awaited.has(name)) {
      const entry = {};
      entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
      awaited.set(name, entry);
      const script = document.createElement("script");
      script.src = `${root}data/${name}.js`;
      script.onerror = () => entry.reject(new Error(`data/${name}.js`));
      document.head.append(script);
    }
    return awaited.get(name).promise;
  }

  function pair(key) {
    const words = received.get("words") ?? {};
    return words[key] ?? [key.split(":").pop(), key.split(":").pop()];
  }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  /** A word of the site as text in the language of the page. */
  function word(key, values = {}) {
    return filled(pair(key)[language === "en" ? 1 : 0], values);
  }

  /** An element that says a pair of texts and changes with the language. */
  function both([zh, en], tag = "span") {
    const element = document.createElement(tag);
    element.dataset.zh = zh;
    element.dataset.en = en;
    element.textContent = language === "en" ? en : zh;
    return element;
  }

  function say(key, values = {}, tag = "span") {
    const [zh, en] = pair(key);
    return both([filled(zh, values), filled(en, values)], tag);
  }

  /** Words of a report: they keep their language and their direction. */
  function words(text, tag = "bdi") {
    const element = document.createElement(tag);
    element.lang = "zh-CN";
    element.textContent = text;
    return element;
  }

  /** An element with properties, attributes and children; children may be null. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === null || value === undefined) continue;
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  }

  function none() {
    return make("span", { class: "none" }, say("not_stated"));
  }

  function number(value) {
    return value === null ? "" : value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  }

  function bounds(value, low, high) {
    if ((low === value && high === value) || (low === null && high === null)) return "";
    if (high === null) return `≥ ${number(low)}`;
    if (low === null) return `≤ ${number(high)}`;
    return `${number(low)}–${number(high)}`;
  }

  /** A span of days as short as can be; the same as tasks/site/wording.py. */
  function period(start, end) {
    if (!start || !end) return start ? `${start} –` : end ? `– ${end}` : "";
    if (start === end) return start;
    const [year, month] = start.split("-");
    if (start === `${year}-01-01` && end === `${year}-12-31`) return year;
    const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    if (start.endsWith("-01") && end === `${year}-${month}-${last}`) return `${year}-${month}`;
    return `${start} – ${end}`;
  }

  const ATTRIBUTES = ["aria-label", "placeholder"];

  function translate(scope) {
    const chosen = language;
    for (const element of scope.querySelectorAll("[data-en]")) {
      element.dataset.zh ??= element.textContent;
      element.textContent = element.dataset[chosen];
    }
    for (const name of ATTRIBUTES) {
      for (const element of scope.querySelectorAll(`[data-en-${name}]`)) {
        if (!element.hasAttribute(`data-zh-${name}`)) element.setAttribute(`data-zh-${name}`, element.getAttribute(name));
        element.setAttribute(name, element.getAttribute(`data-${chosen}-${name}`));
      }
    }
  }

  function speak(chosen) {
    language = chosen;
    document.documentElement.lang = chosen === "en" ? "en" : "zh-CN";
    translate(document);
    const button = document.getElementById("language");
    button.textContent = button.getAttribute(`data-${chosen}-label`);
    button.lang = chosen === "en" ? "zh-CN" : "en";
    for (const listener of listeners) listener(chosen);
  }

  function json(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  document.getElementById("language").addEventListener("click", () => {
    const chosen = language === "en" ? "zh" : "en";
    remember("language", chosen);
    speak(chosen);
  });
  if (language === "en") document.addEventListener("DOMContentLoaded", () => speak("en"));

  return {
    root, receive, load, word, say, both, words, make, none, number, bounds, period, json, remember, remembered,
    language: () => language,
    onLanguage: (listener) => listeners.push(listener),
  };
})();
window.taizhang = taizhang;
