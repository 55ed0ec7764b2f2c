// Bundles the front-end: `node build.mjs OUT` the site's scripts and styles, `node build.mjs tests OUT` the unit tests.
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";

const shared = {
  bundle: true,
  charset: "utf8",
  legalComments: "linked",
  logLevel: "warning",
  target: ["es2022"],
};

// A typeface that comes late would move the text that somebody reads already. The pages ask for the two that every page uses
// at once (site/theme/main.html); where they come late all the same, that page is shown in the reader's own typeface.
const calmFonts = {
  name: "calm-fonts",
  /** @param {import("esbuild").PluginBuild} build */
  setup: (build) =>
    build.onLoad({ filter: /@fontsource-variable.*\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll("font-display: swap", "font-display: optional"),
      loader: "css",
    })),
};

/** @param {string} folder @param {string} suffix */
const files = (folder, suffix) =>
  readdirSync(folder).filter((name) => name.endsWith(suffix)).sort().map((name) => `${folder}/${name}`);

const [first, second] = process.argv.slice(2);
if (first === "tests") {
  await build({
    ...shared,
    entryPoints: files("tests", ".test.ts"),
    format: "esm",
    legalComments: "none",
    outdir: second ?? "out-tests",
    platform: "node",
    outExtension: { ".js": ".mjs" },
    packages: "external",
  });
} else if (first) {
  const site = { ...shared, minify: true, outdir: first };
  // Each script runs by itself and defines no global: pages load only what they need.
  await build({ ...site, entryPoints: ["src/begin.ts", "src/codev.ts", "src/table.ts", "src/graph.ts", "src/compare.ts", "src/entry.ts", "src/findings.ts"], format: "iife" });
  await build({ ...site, entryPoints: { matrix: "src/matrix-filter.ts" }, format: "iife" });
  // The page of the basket, and `codevBasket.saveBasket` for the bar of every page.
  await build({ ...site, entryPoints: ["src/basket.ts"], format: "iife", globalName: "codevBasket" });
  // For the explorer: one file that defines `codevGraph.mountGraph`.
  await build({ ...site, entryPoints: ["src/graph-view.ts"], format: "iife", globalName: "codevGraph" });
  // The site's typefaces are in `site.css`: their files lie beside it.
  const loader = { ".woff2": /** @type {const} */ ("file") };
  const styles = files("styles", ".css").filter((path) => !path.endsWith("/fonts.css"));
  await build({ ...site, entryPoints: styles, loader, assetNames: "[name]", plugins: [calmFonts] });
} else {
  console.error("say where to: node build.mjs OUT, or node build.mjs tests OUT");
  process.exit(2);
}
