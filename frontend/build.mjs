// Builds the stylesheet and the scripts into $OUT/chuishao. The default is var/assets of the repository, whether this
// runs in the repository itself or in a copy at var/frontend.
// Run as `npm run build` after `npm ci --ignore-scripts`. Prints each file with its size, plain and gzipped.
import { build, transform } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const modules = join(root, "node_modules");
const data = basename(dirname(root)) === "var" ? dirname(root) : join(root, "var");
const out = join(resolve(process.env.OUT ?? join(data, "assets")), "chuishao");
mkdirSync(out, { recursive: true });
// docs/accessibility.md names the browsers.
const OLDEST = ["chrome61", "edge16", "firefox60", "safari11"];

async function buildStyles() {
  const { css } = sass.compile(join(here, "scss", "app.scss"), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true,
  });
  // What the oldest browsers do not know is written as they know it, where there is a way.
  const { code } = await transform(css, { loader: "css", minify: true, target: OLDEST });
  writeFileSync(join(out, "app.css"), code);
}

// One file of scripts with all that it imports.
const bundled = (name, format, target) =>
  build({
    entryPoints: [join(here, "js", name)],
    outfile: join(out, name),
    bundle: true,
    minify: true,
    format,
    target: [target],
    legalComments: "none",
    logLevel: "warning",
  });

async function buildScripts() {
  await bundled("app.js", "esm", "es2017");
  // Loaded by the pages that need them alone: the work in the field, the frame for a signature, the pictures of figures.
  for (const name of ["field.js", "sign.js", "charts.js"]) await bundled(name, "esm", "es2018");
  // A worker is a file of its own, and no module: older browsers know only the plain kind.
  await bundled("worker.js", "iife", "es2017");
  // As it comes it speaks newer than the browsers of docs/accessibility.md; it is written anew for them.
  await build({
    entryPoints: [join(modules, "htmx.org", "dist", "htmx.js")],
    outfile: join(out, "htmx.min.js"),
    minify: true,
    target: ["es2017"],
    legalComments: "none",
    logLevel: "warning",
  });
}

function report() {
  for (const name of ["app.css", "app.js", "field.js", "charts.js", "sign.js", "worker.js", "htmx.min.js"]) {
    const bytes = readFileSync(join(out, name));
    const kilobytes = (n) => `${(n / 1024).toFixed(1)} KB`;
    console.log(`${name}  ${kilobytes(bytes.length)}  ${kilobytes(gzipSync(bytes, { level: 9 }).length)} gzipped`);
  }
  console.log(`written to ${relative(process.cwd(), out)}`);
}

await buildStyles();
await buildScripts();
report();
