/**
 * What makes the public face light: a newcomer's first page on a phone has 60 kB in all.
 *
 * Its fonts hold the letters of the portal's languages and no more; its sheet holds the rules
 * for the classes that its templates name and the custom properties that those rules use.
 */

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

const WEIGHTS = [["Regular", 400], ["SemiBold", 600]];
const FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "init", "medi", "fina", "isol", "rlig", "calt"];

/** Letters by family: the one for Cyrillic has its own Latin, so that a page needs one file a weight. */
const LATIN = [[0x20, 0x7e], [0xa0, 0xff], [0x11e, 0x11f], [0x130, 0x131], [0x15e, 0x15f], [0x152, 0x153],
  [0x178, 0x178], [0x2010, 0x2015], [0x2018, 0x201e], [0x2022, 0x2022], [0x2026, 0x2026], [0x2039, 0x203a], [0x20ac, 0x20ac]];
const CYRILLIC = [[0x20, 0x7e], [0xa0, 0xa0], [0xa7, 0xa7], [0xab, 0xab], [0xbb, 0xbb], [0xc4, 0xc4], [0xd6, 0xd6], [0xdc, 0xdc],
  [0xdf, 0xdf], [0xe4, 0xe4], [0xf6, 0xf6], [0xfc, 0xfc], [0x400, 0x45f], [0x490, 0x491], [0x2011, 0x2014], [0x2019, 0x2019], [0x201c, 0x201e], [0x2026, 0x2026], [0x2116, 0x2116]];
/** German words among Arabic ones: one file for both weights, so that a first page stays below 60 kB. */
const BESIDE = [[0x20, 0x7e], [0xa0, 0xa0], [0xa7, 0xa7], [0xab, 0xab], [0xb7, 0xb7], [0xbb, 0xbb], [0xc4, 0xc4], [0xd6, 0xd7], [0xdc, 0xdc], [0xdf, 0xdf],
  [0xe4, 0xe4], [0xe9, 0xe9], [0xf6, 0xf6], [0xfc, 0xfc], [0x2011, 0x2014], [0x2018, 0x201a], [0x201c, 0x201e], [0x2022, 0x2022], [0x2026, 0x2026], [0x20ac, 0x20ac]];
const ARABIC = [[0x600, 0x603], [0x60c, 0x60c], [0x61b, 0x61b], [0x61f, 0x61f], [0x621, 0x63a], [0x640, 0x655],
  [0x660, 0x66d], [0x670, 0x670], [0x67e, 0x67e], [0x686, 0x686], [0x698, 0x698], [0x6a9, 0x6a9], [0x6af, 0x6af],
  [0x6cc, 0x6cc], [0x6f0, 0x6f9], [0x200c, 0x200f]];

/**
 * @param {string} modules the folder node_modules
 * @param {string} out the folder of the fonts
 * @returns {Promise<string>} the rules that load them
 */
export async function fonts(modules, out) {
  const fira = (name) => join(modules, "@kern-ux", "native", "dist", "fonts", "fira-sans", `FiraSans-${name}.woff2`);
  const noto = (weight) => join(modules, "@fontsource", "noto-sans-arabic", "files", `noto-sans-arabic-arabic-${weight}-normal.woff2`);
  const faces = WEIGHTS.flatMap(([name, weight]) => [
    ["Fira Sans", "latin", weight, fira(name), LATIN],
    ["Fira Sans Cyrillic", "cyrillic", weight, fira(name), CYRILLIC],
    ["Noto Sans Arabic", "arabic", weight, noto(weight), ARABIC],
  ]);
  faces.push(["Fira Sans Beside", "beside", "400 600", fira("Regular"), BESIDE]);
  const rules = await Promise.all(faces.map(async ([family, script, weight, file, letters]) => {
    const name = `portal-${script}-${String(weight).slice(0, 3)}.woff2`;
    const options = { targetFormat: "woff2", keepFeatures: FEATURES, noHinting: true };
    writeFileSync(join(out, name), await subsetFont(readFileSync(file), text(letters), options));
    return `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;`
      + `src:url("fonts/${name}") format("woff2");unicode-range:${range(letters)}}`;
  }));
  return rules.join("\n");
}

/**
 * @param {import("postcss").Root} root a whole sheet, changed in place
 * @param {string[]} folders of the templates that use it, and files that name classes
 */
export function slim(root, folders) {
  const named = new Set(folders.flatMap(words));
  root.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name.endsWith("keyframes")) return;
    const kept = rule.selectors.filter((selector) => classes(selector).every((name) => named.has(name)));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  while (dropUnusedProperties(root));
  root.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove(); });
  root.walkAtRules(/^(media|supports|layer)$/, (rule) => { if (rule.nodes?.length === 0) rule.remove(); });
}

/** @returns {boolean} whether a custom property was dropped that no rule asks for */
function dropUnusedProperties(root) {
  const asked = new Set();
  root.walkDecls((declaration) => {
    for (const [, name] of declaration.value.matchAll(/var\(\s*(--[\w-]+)/g)) asked.add(name);
  });
  let dropped = false;
  root.walkDecls(/^--/, (declaration) => {
    if (asked.has(declaration.prop)) return;
    declaration.remove();
    dropped = true;
  });
  return dropped;
}

/** @returns {string[]} the classes a selector asks for; what it excludes or offers as a choice does not count */
function classes(selector) {
  const asked = selector.replace(/\[[^\]]*\]/g, "").replace(/:(not|is|where)\([^)]*\)/g, "");
  return [...asked.matchAll(/\.(-?[_a-zA-Z][\w-]*)/g)].map(([, name]) => name);
}

/** @returns {string[]} every word that could be a class: of the templates below `place`, or of that file */
function words(place) {
  if (!existsSync(place)) return [];
  const files = statSync(place).isFile() ? [place] : readdirSync(place, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => join(place, name));
  return files.flatMap((file) => readFileSync(file, "utf8").match(/[\w-]+/g) ?? []);
}

const text = (letters) => letters.flatMap(([from, to]) =>
  Array.from({ length: to - from + 1 }, (_, step) => String.fromCodePoint(from + step))).join("");

const range = (letters) => letters.map(([from, to]) =>
  `U+${from.toString(16)}${to > from ? `-${to.toString(16)}` : ""}`).join(",");
