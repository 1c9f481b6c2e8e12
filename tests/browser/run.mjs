/*
 * run.mjs PAGE…: pages in Chromium, in TAP.  For each page: axe-core finds
 * nothing, in the light and in the dark; nothing scrolls sideways at 320 px but
 * what may (tables), no caption is cut there and no word is broken; it says the
 * same without JavaScript; it prints; it asks the network for nothing; a link
 * to a fact leads to one that can be seen.
 * Without Chromium or the packages it is skipped, with the reason.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const chromium_path = process.env.CHROMIUM ?? "/usr/bin/chromium";
let n = 0, failed = 0;

function ok(good, name, detail) {
	console.log(`${good ? "" : "not "}ok ${++n} - ${name}`);
	if (!good) {
		failed++;
		if (detail !== undefined)
			console.log(String(detail).replace(/^/gm, "# "));
	}
}

function skip_all(reason) {
	console.log(`1..0 # SKIP ${reason}`);
	process.exit(0);
}

async function load() {
	if (!existsSync(chromium_path))
		skip_all(`no ${chromium_path} (Debian: chromium)`);
	try {
		const { chromium } = await import("playwright-core");
		const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
		return { chromium, axe };
	} catch {
		skip_all("no node_modules (npm ci in tests/browser)");
	}
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function check_axe(page, axe, name) {
	await page.evaluate(axe);
	const result = await page.evaluate((values) =>
		globalThis.axe.run({ runOnly: { type: "tag", values } }), tags);
	ok(result.violations.length === 0, `${name}: axe finds nothing`,
	    result.violations.map((v) => `${v.id}: ${v.help}\n  ` +
	    v.nodes.slice(0, 3).map((x) => x.html.slice(0, 160)).join("\n  ")).join("\n"));
}

/* The elements that stick out, beside what is in a scrolling box. */
function overflow() {
	const root = document.documentElement;

	return { page: root.scrollWidth - root.clientWidth,
		out: [...document.querySelectorAll("body *")].filter((e) =>
		    !e.closest(".scroll, .vh, .skip") &&
		    e.getBoundingClientRect().right > root.clientWidth + 1)
		    .slice(0, 3).map((e) => e.outerHTML.slice(0, 120)) };
}

/* Captions that the edge of their box cuts. */
function cut_captions() {
	return [...document.querySelectorAll(".cap")].filter((e) => {
		const box = e.closest(".scroll").getBoundingClientRect();

		return e.getBoundingClientRect().right > box.right + 1;
	}).map((e) => e.textContent);
}

/* Words of labels and texts that go on at the next line without a hyphen. */
function broken_words() {
	const broken = [];

	document.documentElement.insertAdjacentHTML("beforeend", "<style>* { hyphens: manual !important; }</style>");
	for (const cell of document.querySelectorAll("tbody th, td.t")) {
		const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);

		while (walk.nextNode()) {
			if (walk.currentNode.parentElement.closest("code"))
				continue;
			for (const m of walk.currentNode.data.matchAll(/(?<![\p{L}\p{N}@.-])\p{L}+(?![\p{L}\p{N}@.-])/gu)) {
				const range = document.createRange();

				range.setStart(walk.currentNode, m.index);
				range.setEnd(walk.currentNode, m.index + m[0].length);
				if (range.getClientRects().length > 1)
					broken.push(m[0]);
			}
		}
	}
	return broken;
}

async function check_page(browser, axe, file) {
	const url = pathToFileURL(resolve(file)).href;
	const name = file.replace(/^.*\//, "");
	const asked = [];

	for (const scheme of ["light", "dark"]) {
		const context = await browser.newContext({ colorScheme: scheme });
		const page = await context.newPage();

		page.on("request", (r) => asked.push(r.url()));
		await page.goto(url);
		await check_axe(page, axe, `${name}, ${scheme}`);
		await context.close();
	}
	ok(asked.every((u) => u === url), `${name}: loads nothing else`, asked.join("\n"));

	const narrow = await browser.newContext({ viewport: { width: 320, height: 640 }, isMobile: true });
	const small = await narrow.newPage();
	await small.goto(url);
	const wide = await small.evaluate(overflow);
	ok(wide.page <= 0 && wide.out.length === 0, `${name}: fits 320 px`,
	    `${wide.page} px too wide\n${wide.out.join("\n")}`);
	const cut = await small.evaluate(cut_captions);
	ok(cut.length === 0, `${name}: no caption is cut at 320 px`, cut.join("\n"));
	ok(await small.evaluate(() => [...document.querySelectorAll("td.t a")].every((a) =>
	    a.getBoundingClientRect().width < document.documentElement.clientWidth)),
	    `${name}: no text is wider than the page`);
	const broken = await small.evaluate(broken_words);
	ok(broken.length === 0, `${name}: no word is broken without a hyphen`, broken.join("\n"));
	await narrow.close();

	const still = await browser.newContext({ javaScriptEnabled: false });
	const plain = await still.newPage();
	await plain.goto(url);
	ok(await plain.locator("h1").isVisible() && await plain.locator("table").count() > 0,
	    `${name}: reads without JavaScript`);
	const pdf = await plain.pdf({ format: "A4" });
	ok(pdf.length > 10000 && pdf.subarray(0, 5).toString() === "%PDF-", `${name}: prints`);
	await still.close();

	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(url);
	const figure = page.locator("main table td a[href^='#f']").first();
	const target = await figure.getAttribute("href");
	await figure.click();
	ok(await page.locator(`[id="${target.slice(1)}"]`).isVisible(), `${name}: a figure leads to its fact`);
	ok(await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")].every((a) =>
	    document.getElementById(a.getAttribute("href").slice(1)) !== null)),
	    `${name}: no link leads nowhere`);
	await context.close();
}

const { chromium, axe } = await load();
const home = mkdtempSync(join(tmpdir(), "rekenschap-browser-"));
const browser = await chromium.launch({ executablePath: chromium_path,
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
	env: { ...process.env, HOME: home } });
try {
	for (const file of process.argv.slice(2))
		await check_page(browser, axe, file);
} finally {
	await browser.close();
	rmSync(home, { recursive: true, force: true });
}
console.log(`1..${n}`);
process.exit(failed === 0 ? 0 : 1);
