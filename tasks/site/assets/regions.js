"use strict";
/* The grid of provinces for one metric: how many facts each has; none is said as "no report", never as 0. */

document.addEventListener("DOMContentLoaded", () => {
  const { json, say, number } = taizhang;
  const byMetric = json("by-metric"), choice = document.getElementById("metric");

  function show() {
    const chosen = choice.value;
    const tiles = [...document.querySelectorAll("#tiles li")];
    const counts = tiles.map((tile) => {
      const counted = byMetric[tile.dataset.name] ?? {};
      return chosen ? counted[chosen] ?? 0 : Object.values(counted).reduce((sum, count) => sum + count, 0);
    });
    const most = Math.max(...counts);
    tiles.forEach((tile, index) => {
      const count = counts[index];
      tile.className = tile.className.replace(/heat-\d/, `heat-${count ? 1 + Math.floor((4 * count) / most) : 0}`);
      tile.querySelector(".tile-count").replaceChildren(count ? number(count) : say("regions.none"));
    });
    history.replaceState(null, "", chosen ? `#metric=${encodeURIComponent(chosen)}` : "#");
  }

  const given = new URLSearchParams(location.hash.slice(1)).get("metric");
  if (given && [...choice.options].some((option) => option.value === given)) {
    choice.value = given;
    show();
  }
  choice.addEventListener("change", show);
});
