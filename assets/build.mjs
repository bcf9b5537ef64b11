/**
 * Builds styles, scripts and fonts into build/assets/, from which Django serves them.
 *
 * office.css       the staff workspace: fonts, KERN without what we never use, the pieces both
 *                  faces share (assets/konfluenz.css) and its own (assets/office.css)
 * portal.css       the public face and the login, likewise, but slim (assets/portal.mjs)
 * *-rtl.css        the same, mirrored for languages written from right to left
 * *.js, fonts/     as they are
 *
 * Addresses inside the styles are relative, so that collectstatic can give every file its
 * fingerprint.
 */

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import postcss from "postcss";
import rtlcss from "rtlcss";
import { fonts, slim } from "./portal.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const OUT = join(ROOT, "build", "assets");
const MODULES = join(ROOT, "node_modules");
const FACES = ["office", "portal"];

/** The templates that use the portal's sheet, and the classes of its widgets. */
const PORTAL = ["portal/templates", "portal/forms.py", "office/templates/account", "office/templates/mfa", "office/templates/allauth"]
  .map((folder) => join(ROOT, "src", "konfluenz", folder));

/** Fonts by file of @fontsource; each lists its scripts by unicode-range. */
const FONTS = ["fira-sans/400.css", "fira-sans/600.css", "noto-sans-arabic/arabic-400.css", "noto-sans-arabic/arabic-600.css"];

/** @fontsource gives Arabic no range; without one its Latin letters would be loaded everywhere. */
const ARABIC = "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08FF,U+200C-200E,U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FEFC";

/** Parts of KERN that no template uses: its grid and the helpers of one declaration each. */
const UNUSED = /\.kern-(row|col|grid|flex|gap|justify|align|place|order|loader|kopfzeile|input-group|task-list|number|dropdown)(?![a-z])/;

/**
 * @param {postcss.Root} root
 * @returns {postcss.Root} `root` without the selectors that match UNUSED
 */
function prune(root) {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !UNUSED.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules("media", (media) => { if (media.nodes?.length === 0) media.remove(); });
  return root;
}

/**
 * @param {string} file below @fontsource
 * @returns {string} its rules with the woff2 files copied beside the styles
 */
function font(file) {
  const folder = join(MODULES, "@fontsource", dirname(file));
  const root = postcss.parse(readFileSync(join(MODULES, "@fontsource", file), "utf8"));
  root.walkDecls("src", (declaration) => {
    const name = basename(declaration.value.match(/url\(([^)]+\.woff2)\)/)[1]);
    copyFileSync(join(folder, "files", name), join(OUT, "fonts", name));
    declaration.value = `url("fonts/${name}") format("woff2")`;
  });
  root.walkAtRules("font-face", (face) => {
    if (!face.some((node) => node.type === "decl" && node.prop === "unicode-range")) {
      face.append({ prop: "unicode-range", value: ARABIC });
    }
  });
  root.walkComments((comment) => { comment.remove(); });
  return root.toString();
}

/** @returns {string} what the sheets of all faces have in common */
function shared() {
  const kern = readFileSync(join(MODULES, "@kern-ux", "native", "dist", "kern.css"), "utf8");
  const pruned = prune(postcss.parse(kern.replace(/^@charset[^;]+;/, "")));
  const own = readFileSync(join(HERE, "konfluenz.css"), "utf8");
  return [pruned.toString(), own].join("\n");
}

/**
 * @param {string} css
 * @param {string} face
 * @returns {string} `css` without comments and needless blanks; of the portal, without what it does not use
 */
function squeeze(css, face) {
  const root = postcss.parse(css);
  if (face === "portal") slim(root, PORTAL);
  root.walkComments((comment) => { comment.remove(); });
  root.walk((node) => {
    node.raws.before = node.type === "decl" ? "" : "\n";
    node.raws.after = "";
    node.raws.between = node.type === "decl" ? ":" : "";
    if (node.type === "rule") node.raws.selector = undefined;
  });
  return root.toString().trim() + "\n";
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(join(OUT, "fonts"), { recursive: true });
const base = shared();
const letters = { office: FONTS.map(font).join("\n"), portal: await fonts(MODULES, join(OUT, "fonts")) };
for (const face of FACES.filter((name) => existsSync(join(HERE, `${name}.css`)))) {
  const css = squeeze(['@charset "UTF-8";', letters[face], base, readFileSync(join(HERE, `${face}.css`), "utf8")].join("\n"), face);
  writeFileSync(join(OUT, `${face}.css`), css);
  writeFileSync(join(OUT, `${face}-rtl.css`), rtlcss.process(css));
}
for (const file of readdirSync(HERE)) {
  if (/\.(js|svg|png)$/.test(file)) copyFileSync(join(HERE, file), join(OUT, file));
}
