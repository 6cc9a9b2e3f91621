// Builds what the portal serves: Tabler purged to our templates, an icon sheet, and htmx.
// Run by `make css`; only the results in static/zhitong are committed.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const pages = join(here, "../../src/zhitong/portal/pages");
const out = join(pages, "static/zhitong");
const packages = join(here, "node_modules");

// Chinese can be set vertically and Mongolian is: sides are named by the flow of the text.
const SIDES = [
  [/\bleft:/g, "inset-inline-start:"],
  [/\bright:/g, "inset-inline-end:"],
  [/(margin|padding|border)-left\b/g, "$1-inline-start"],
  [/(margin|padding|border)-right\b/g, "$1-inline-end"],
  [/text-align:left\b/g, "text-align:start"],
  [/text-align:right\b/g, "text-align:end"],
  [/float:left\b/g, "float:inline-start"],
  [/float:right\b/g, "float:inline-end"],
];

function logical(css) {
  return css.replace(/(?<=[{;])(?:left|right|margin-|padding-|border-|text-align|float)[^;{}]*/g, (declaration) =>
    SIDES.reduce((text, [physical, flow]) => text.replace(physical, flow), declaration),
  );
}

// `auto` follows the device: the dark rules once more, inside a media query, for that attribute.
function darkByDevice(css) {
  const dark = [...css.matchAll(/([^{}]*\[data-bs-theme=dark\][^{}]*)\{([^{}]*)\}/g)]
    .map(([, selector, body]) => `${selector.replaceAll("[data-bs-theme=dark]", "[data-bs-theme=auto]")}{${body}}`)
    .join("");
  return `${css}@media screen and (prefers-color-scheme:dark){${dark}}`;
}

async function stylesheet() {
  const [{ css }] = await new PurgeCSS().purge({
    content: [join(pages, "templates/**/*.html"), join(pages, "**/*.py"), join(pages, "static/zhitong/zhitong.js")],
    css: [join(packages, "@tabler/core/dist/css/tabler.min.css")],
    safelist: { standard: ["html", "body", ":root", "active", "disabled", "is-invalid", "show"], greedy: [/data-bs-theme/] },
    variables: true,
    keyframes: true,
    fontFace: true,
    defaultExtractor: (content) => content.match(/[\w-/:]+(?<!:)/g) ?? [],
  });
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@charset[^;]*;/g, "");
  const { code } = transform({ filename: "tabler.css", code: Buffer.from(darkByDevice(logical(plain))), minify: true });
  const licence = "/*! Tabler 1.6.1 (MIT), Bootstrap 5 (MIT), purged to our templates by tools/css */\n";
  writeFileSync(join(out, "tabler.css"), licence + code);
  return code;
}

function icons() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").filter(Boolean);
  const symbols = names.map((name) => {
    const svg = readFileSync(join(packages, `@tabler/icons/icons/outline/${name}.svg`), "utf8");
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
    const paths = inner.replace(/<path stroke="none"[^>]*\/>/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${paths}</symbol>`;
  });
  writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
}

mkdirSync(out, { recursive: true });
const css = await stylesheet();
icons();
copyFileSync(join(packages, "htmx.org/dist/htmx.min.js"), join(out, "htmx.min.js"));
console.log(`tabler.css ${css.length} bytes, ${gzipSync(css).length} gzipped`);
