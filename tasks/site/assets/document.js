"use strict";
/* The page of a document: follows the address to a mark, shows what is known of it, points at the words it rests on. */

document.addEventListener("DOMContentLoaded", () => {
  const { make, say, words, none, json, load } = taizhang;
  const details = json("details"), panel = document.getElementById("panel"), article = document.getElementById("article");
  const order = [...new Set([...article.querySelectorAll("mark.figure")].flatMap((mark) => mark.dataset.keys.split(" ")).filter((key) => key in details.figures))];

  const marksOf = (key) => [...article.querySelectorAll("mark")].filter((mark) => mark.dataset.keys.split(" ").includes(key));
  const item = (label, ...content) => make("div", {}, make("dt", {}, label), make("dd", {}, content));

  function follow(focus) {
    const key = decodeURIComponent(location.hash.slice(1));
    for (const mark of article.querySelectorAll("mark.current")) mark.classList.remove("current");
    CSS.highlights?.delete("evidence");
    const marks = marksOf(key);
    if (key in details.figures) showFigure(key, details.figures[key]);
    else if (key in details.rejected) showRejected(details.rejected[key]);
    else return;
    for (const mark of marks) mark.classList.add("current");
    const { top, bottom } = marks[0].getBoundingClientRect();
    if (top < 0 || bottom > innerHeight * (matchMedia("(max-width: 60rem)").matches ? 0.4 : 1)) marks[0].scrollIntoView({ block: "center" });
    document.body.classList.add("panel-open");
    if (focus) panel.focus({ preventScroll: true });
  }

  function head(quote) {
    const close = () => {
      document.body.classList.remove("panel-open");
      marksOf(decodeURIComponent(location.hash.slice(1)))[0]?.querySelector("a").focus();
    };
    return make("div", { class: "panel-head" }, make("h2", {}, words(quote)), make("button", { type: "button", class: "plain close", onclick: close }, say("panel.close")));
  }

  function showFigure(key, figure) {
    const value = [make("span", { class: "amount" }, figure.value), figure.bounds ? make("span", { class: "bounds" }, ` ${figure.bounds}`) : null];
    panel.replaceChildren(
      head(figure.quote),
      make("dl", { class: "attributes" }, item(say("panel.value"), ...value), figure.attributes.map(attribute),
        item(say("panel.confidence"), make("meter", { min: "0", max: "1", value: String(figure.confidence), "aria-label": taizhang.word("panel.confidence") }), ` ${figure.confidence.toFixed(2)}`),
        item(say("panel.counting"), say(figure.counting)),
        figure.section ? item(say("panel.section"), words(figure.section)) : null,
        figure.parent ? item(say("panel.parent"), make("a", { href: `#${figure.parent}` }, words(details.figures[figure.parent]?.quote ?? figure.parent))) : null,
        listed("panel.mentions", figure.mentions.map(([href, quote, where]) => [make("a", { href }, words(quote)), " ", make("span", { class: "quiet" }, words(where))])),
        listed("panel.conflicts", figure.conflicts.map(([href, quote]) => [make("a", { href }, words(quote))])),
        listed("panel.reviews", figure.reviews.map(([decision, said]) => [say(decision), " ", words(said)])),
        listed("panel.warnings", figure.warnings.map((name) => [make("code", {}, name)]))),
      citation(key, figure), steps(key));
    point(figure.attributes);
  }

  function listed(key, entries) {
    return entries.length ? item(say(key), make("ul", {}, entries.map((entry) => make("li", {}, entry)))) : null;
  }

  /** One attribute: its value, the words it was read from, the rule that read them. */
  function attribute([name, value, coded, evidence, decided]) {
    const rule = decided === "none" ? null : decided;
    const said = value === null ? none() : coded ? say(value) : words(value);
    const basis = evidence || rule ? make("span", { class: "basis" }, evidence ? make("span", { class: "evidence" }, words(evidence)) : null, rule ? make("code", {}, rule) : null) : null;
    return item(say(`column:${name}`), said, basis);
  }

  function showRejected(numeral) {
    panel.replaceChildren(head(numeral.quote), make("dl", { class: "attributes" }, item(say("panel.reason"), say(numeral.reason)), item(say("panel.rule"), make("code", {}, numeral.rule))));
  }

  function citation(key, figure) {
    const title = document.querySelector("h1").textContent, byline = [...document.querySelectorAll(".byline span bdi")].map((part) => part.textContent).join("，");
    const hash = [...document.querySelectorAll("#source-title ~ dl code")].map((code) => code.textContent)[0] ?? "";
    const text = `“${figure.sentence}”\n${title}（${byline}）\n${figure.quote} = ${figure.value}${figure.bounds ? ` (${figure.bounds})` : ""}\nfigure_id ${key}\nsha256 ${hash}`;
    const area = make("textarea", { readonly: "", rows: "6", lang: "zh-CN", "aria-label": taizhang.word("panel.cite") });
    area.value = text;
    area.addEventListener("focus", () => area.select());
    return make("details", { class: "folded" }, make("summary", {}, say("panel.cite")), make("p", { class: "quiet" }, say("panel.cite_lead")), area);
  }

  function steps(key) {
    const index = order.indexOf(key);
    const link = (to, label) => (order[to] ? make("a", { class: "step", href: `#${order[to]}` }, say(label)) : make("span", { class: "step none" }, say(label)));
    return make("nav", { class: "steps", "aria-label": taizhang.word("document.panel") }, link(index - 1, "panel.previous"), make("span", { class: "quiet" }, `${index + 1} / ${order.length}`), link(index + 1, "panel.next"));
  }

  /** Underline the words that the attributes rest on; offsets count code points of the article's text. */
  function point(attributes) {
    if (!window.Highlight) return;
    const ranges = attributes.filter((entry) => entry[5] !== null).map((entry) => rangeOf(entry[5], entry[6])).filter(Boolean);
    if (ranges.length) CSS.highlights.set("evidence", new Highlight(...ranges));
  }

  function rangeOf(start, end) {
    const block = [...article.querySelectorAll(".block")].filter((candidate) => Number(candidate.dataset.start) <= start).pop();
    if (!block) return null;
    const one = placeOf(block, start), other = placeOf(block, end);
    if (!one || !other) return null;
    const range = document.createRange();
    range.setStart(...one);
    range.setEnd(...other);
    return range;
  }

  /** The text node and the offset in it where the character at `at` stands. */
  function placeOf(block, at) {
    let reached = Number(block.dataset.start);
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.classList.contains("unseen")) reached++;
        continue;
      }
      const signs = [...node.data];
      if (at <= reached + signs.length) return [node, signs.slice(0, at - reached).join("").length];
      reached += signs.length;
    }
    return null;
  }

  const toggle = document.getElementById("show-rejected");
  toggle.addEventListener("change", () => article.classList.toggle("figures-only", !toggle.checked));
  addEventListener("hashchange", () => follow(true));
  addEventListener("popstate", () => follow(false));
  article.addEventListener("click", (event) => {
    const link = event.target.closest("mark a");
    if (!link) return;
    event.preventDefault(); // the mark is in view already: no jump
    if (link.hash !== location.hash) history.pushState(null, "", link.hash);
    follow(true);
  });
  load("words").then(() => { follow(false); document.body.dataset.ready = "yes"; });
});
