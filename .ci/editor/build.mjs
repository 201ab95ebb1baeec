// Bundles the libraries of the editor into static/vendor, each with the licences of what is in it.
//   npm ci --ignore-scripts && node build.mjs           writes them
//   npm ci --ignore-scripts && node build.mjs --check   fails where they are not what it would write
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { env, exit, argv } from "node:process";
import { createRequire } from "node:module";

const here = import.meta.dirname;
// Packages may lie elsewhere, so that nothing is installed into the source tree.
const modules = env.QUINTAL_EDITOR_MODULES ?? join(here, "node_modules");
const { build } = createRequire(join(modules, "x.js"))("esbuild");
const check = argv.includes("--check");

async function bundle(name) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here,
    entryPoints: [`${name}.js`],
    outfile: `${name}.js`,
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const used = Object.entries(Object.values(metafile.outputs)[0].inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean);
  return { code: outputFiles[0].text, licences: [...new Set(used)].sort().map(licence).join("\n\n") + "\n" };
}

function licence(name) {
  const folder = dirname(join(modules, name, "package.json"));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence`);
  const title = `${name} ${version}`;
  return `${title}\n${"=".repeat(title.length)}\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
}

let stale = false;
for (const name of ["codemirror", "turndown"]) {
  const { code, licences } = await bundle(name);
  for (const [file, text] of [[`${name}.js`, code], ["LICENSE.txt", licences]]) {
    const path = join(here, "../../static/vendor", name, file);
    if (!check) writeFileSync(path, text);
    else if (readFileSync(path, "utf8") !== text) {
      stale = true;
      console.error(`${path} is not what the sources make`);
    }
  }
}
exit(stale ? 1 : 0);
