// Puts results into benches/README.md as a table of ratios. `node table.mjs ROOT` does it again from
// the last run's numbers.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [BEGIN, END] = ["<!-- results -->", "<!-- end of results -->"];
const digits = value => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3));

export function table(root) {
  const { chromium, rounds, results } = JSON.parse(readFileSync(join(root, "target/bench/results.json"), "utf8"));
  const own = (what, size) => results.find(it => it.what === what && it.size === size && it.who.startsWith("Khipu"));
  const lines = results.map(({ what, who, size, median, p95, none }) => {
    if (none) return `| ${what} | ${size.toLocaleString("en")} | ${who} | no answer | | |`;
    const khipu = own(what, size)?.median;
    const ratio = who.startsWith("Khipu") || !khipu || !what.endsWith("ms") ? "" : `${digits(median / khipu)} ×`;
    return `| ${what} | ${size.toLocaleString("en")} | ${who} | ${digits(median)} | ${digits(p95)} | ${ratio} |`;
  });
  const day = new Date().toISOString().slice(0, 10);
  const text = [
    BEGIN,
    `Measured on ${day}: Chromium ${chromium}, ${cpus().length} cores, no GPU, up to ${rounds} rounds. The ratio is to Khipu's median; above 1, the peer takes longer.`,
    "",
    "| what | events | who | median | p95 | ratio |",
    "|---|---:|---|---:|---:|---:|",
    ...lines,
    END,
  ].join("\n");
  const file = join(root, "benches/README.md");
  const page = readFileSync(file, "utf8");
  const [before, after] = [page.split(BEGIN)[0], page.split(END)[1] ?? "\n"];
  writeFileSync(file, before + text + after);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) table(process.argv[2]);
