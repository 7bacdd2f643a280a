// Draws charts over the plain tables of the overviews; each mark leads to the list its number leads to.
(() => {
  "use strict";
  if (!window.echarts) return;
  const style = getComputedStyle(document.documentElement);
  const tone = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const colours = { "k-ok": "#2f7d4f", "k-ok2": "#8fbf9f", "k-bad": "#b3261e", "k-un": "#c4c9d0" };

  const columns = (card) => {
    const rows = [...card.querySelectorAll("tbody tr")].map((row) => ({
      label: row.cells[0].textContent.replace(/^\d+年/, ""),
      links: [...row.querySelectorAll("a")],
    }));
    if (!rows.length) return null;
    const names = [...card.querySelectorAll("thead th")].slice(1).map((head) => head.textContent);
    const series = names.map((name, place) => ({
      name, type: "bar", barMaxWidth: 22, label: { show: true, position: "top", color: "#4a5462" },
      itemStyle: { color: [tone("--pri", "#1d5fae"), tone("--ok", "#2f7d4f")][place], borderRadius: 2 },
      data: rows.map((row) => ({ value: Number(row.links[place].textContent), href: row.links[place].href })),
    }));
    return {
      grid: { left: 36, right: 8, top: 24, bottom: 26 }, series,
      xAxis: { type: "category", data: rows.map((row) => row.label), axisTick: { show: false } },
      yAxis: { type: "value", minInterval: 1 },
    };
  };

  const ring = (card) => {
    const data = [...card.querySelectorAll(".dl2 > div")].map((row) => ({
      unrated: row.querySelector("i").className === "k-un", // stands beside, in no share
      name: row.querySelector("a").textContent, href: row.querySelector("a").href,
      value: Number(row.querySelector("b").textContent),
      itemStyle: { color: colours[row.querySelector("i").className] },
    })).filter((part) => part.value && !part.unrated);
    if (!data.length) return null;
    return { series: [{ type: "pie", radius: ["55%", "88%"], data, label: { show: false } }] };
  };

  const makers = { columns, ring };
  for (const card of document.querySelectorAll("[data-chart]")) {
    const option = makers[card.dataset.chart](card);
    const plain = [...card.querySelectorAll(".chart, .donut")].find((svg) => svg.getClientRects().length);
    if (!option || !plain) continue;
    const box = document.createElement("div");
    box.className = `drawn ${card.dataset.chart}`;
    box.setAttribute("aria-hidden", "true"); // the table below says the same
    (card.dataset.chart === "ring" ? plain : plain.closest(".card-b").firstElementChild).before(box);
    card.classList.add("is-drawn");
    const chart = echarts.init(box);
    chart.setOption({ animation: false, textStyle: { fontFamily: "inherit", fontSize: 13 }, ...option });
    chart.on("click", (event) => { location.href = event.data.href; });
    addEventListener("resize", () => chart.resize());
    addEventListener("beforeprint", () => chart.resize());
  }
})();
