// Draws charts over the plain tables of the overviews; each mark leads to the list its number leads to.
(() => {
  "use strict";
  if (!window.echarts) return;
  const colour = (key) => getComputedStyle(key).color; // of the mark in the legend, so that both are the same

  const columns = (card) => {
    const rows = [...card.querySelectorAll("tbody tr")].map((row) => ({
      label: row.cells[0].textContent.replace(/^\d+年/, ""),
      links: [...row.querySelectorAll("a")],
    }));
    if (!rows.length) return null;
    const series = [...card.querySelectorAll(".leg > span")].map((part, place) => ({
      name: part.textContent, type: "bar", barMaxWidth: 22, label: { show: true, position: "top", color: "#4a5462" },
      itemStyle: { color: colour(part.querySelector("i")), borderRadius: 2 },
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
      itemStyle: { color: colour(row.querySelector("i")) },
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
