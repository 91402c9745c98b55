// Builds the stylesheet and the scripts into $OUT/chuishao. The default is var/assets of the repository, whether this
// runs in the repository itself or in a copy at var/frontend.
// Run as `npm run build` after `npm ci --ignore-scripts`. Prints each file with its size, plain and gzipped.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

function buildStyles() {
  const { css } = sass.compile(join(here, "scss", "app.scss"), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true,
  });
  writeFileSync(join(out, "app.css"), css);
}

async function buildScripts() {
  await build({
    entryPoints: [join(here, "js", "app.js")],
    outfile: join(out, "app.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2017"],
    legalComments: "none",
    logLevel: "warning",
  });
  // A worker is a file of its own, and no module: older browsers know only the plain kind.
  await build({
    entryPoints: [join(here, "js", "worker.js")],
    outfile: join(out, "worker.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2017"],
    legalComments: "none",
    logLevel: "warning",
  });
  copyFileSync(join(modules, "htmx.org", "dist", "htmx.min.js"), join(out, "htmx.min.js"));
}

function report() {
  for (const name of ["app.css", "app.js", "worker.js", "htmx.min.js"]) {
    const bytes = readFileSync(join(out, name));
    const kilobytes = (n) => `${(n / 1024).toFixed(1)} KB`;
    console.log(`${name}  ${kilobytes(bytes.length)}  ${kilobytes(gzipSync(bytes, { level: 9 }).length)} gzipped`);
  }
  console.log(`written to ${relative(process.cwd(), out)}`);
}

buildStyles();
await buildScripts();
report();
