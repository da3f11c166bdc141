// ECharts in its large mode: a scatter of days and regions.
import { events, shown } from "./data.js";
const started = performance.now();
const chart = echarts.init(document.getElementById("at"));
chart.setOption({
  animation: false,
  xAxis: { type: "time" },
  yAxis: { type: "value" },
  dataZoom: [{ type: "inside", filterMode: "filter", throttle: 0 }],
  series: [{ type: "scatter", large: true, largeThreshold: 1000, symbolSize: 4, data: events.t.map((t, at) => [t, events.region[at]]) }],
});
shown({ window: (startValue, endValue) => chart.dispatchAction({ type: "dataZoom", startValue, endValue }) }, started);
