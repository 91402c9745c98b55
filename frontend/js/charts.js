// Draws the tables of figures. A page without scripts shows the tables; with them each stands behind its picture, folded
// away. Everything is drawn on a canvas: the content security policy forbids styles in markup.
import * as echarts from "echarts/core";
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([BarChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const COLOURS = ["#0f5257", "#a9c6c4", "#b5331f", "#e3b7ad"];
const INK = "#17262b";
const SOFT = "#4d5b5c";
const LINE = "#d9d4c7";
const BAR = 34; // pixels for a line of bars
const AROUND = 56; // for axis and legend

function read(table) {
  const heads = [...table.querySelectorAll("thead th[data-drawn]")].map((cell) => cell.textContent.trim());
  const rows = [...table.querySelectorAll("tbody tr")].map((row) => ({
    label: row.querySelector("th").dataset.short || row.querySelector("th").textContent.trim(),
    values: [...row.querySelectorAll("td[data-drawn]")].map((cell) => (cell.dataset.value === "" ? null : Number(cell.dataset.value))),
  }));
  return { heads, rows };
}

function options({ heads, rows }, isLying, font, isNarrow) {
  const labels = rows.map((row) => row.label);
  const names = {
    type: "category",
    data: labels,
    inverse: isLying,
    axisLine: { lineStyle: { color: LINE } },
    axisTick: { show: false },
    axisLabel: { color: INK, fontSize: 13, width: isNarrow ? 104 : 190, overflow: "break", interval: 0 },
  };
  const values = {
    type: "value",
    minInterval: 1,
    splitLine: { lineStyle: { color: LINE } },
    axisLabel: { color: SOFT, fontSize: 12 },
  };
  return {
    color: COLOURS,
    textStyle: { fontFamily: font },
    animation: false,
    aria: { enabled: false },
    grid: { left: 4, right: 44, top: heads.length < 2 ? 8 : isNarrow && heads.length > 2 ? 60 : 36, bottom: 4, containLabel: true },
    legend: { show: heads.length > 1, top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: INK, fontSize: 13 } },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, renderMode: "richText", confine: true },
    xAxis: isLying ? values : names,
    yAxis: isLying ? names : values,
    series: heads.map((name, at) => ({
      name,
      type: "bar",
      barMaxWidth: 18,
      data: rows.map((row) => row.values[at]),
      label: { show: isLying, position: "right", color: INK, fontSize: 12 },
    })),
  };
}

function draw(figure) {
  const table = figure.querySelector("table");
  if (!table) return;
  const details = figure.querySelector("details");
  // Definitions stand in the table: then it stays open beside its picture.
  details.open = figure.querySelector(".cs-chart__definition") !== null;
  if (figure.dataset.picture === "tiles") return;
  const told = read(table);
  if (!told.rows.some((row) => row.values.some((value) => value !== null))) return;
  const isLying = figure.dataset.picture === "bars";
  const picture = document.createElement("div");
  picture.className = "cs-chart__picture";
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", figure.dataset.label);
  const lines = told.rows.length * (told.heads.length > 1 ? 1.6 : 1);
  picture.style.height = `${isLying ? Math.round(lines * BAR) + AROUND : 260}px`;
  details.before(picture);
  const font = getComputedStyle(document.body).fontFamily;
  const chart = echarts.init(picture, null, { renderer: "canvas" });
  const show = () => chart.setOption(options(told, isLying, font, picture.clientWidth < 480), true);
  show();
  new ResizeObserver(() => {
    chart.resize();
    show();
  }).observe(picture);
}

for (const figure of document.querySelectorAll(".cs-chart[data-picture]")) draw(figure);
