// The weight of the first view, against its budget: what has to arrive before
// the form and the tabs can be used. Everything else (the map, other panels,
// other languages, fonts of wide screens) is loaded after.
//
//	npm run build && npm run budget

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = { js: 60, css: 12, html: 1, all: 70 }; // kB, gzip

const dist = new URL('dist/', import.meta.url);
const read = (path) => readFileSync(new URL(path, dist));
const html = read('index.html');

const needed = new Set([...html.toString().matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((m) => m[1]));
for (const path of needed) {
  if (!path.endsWith('.js')) continue;
  // Static imports only: `import{a}from"./b.js"` and `import"./b.js"`.
  for (const m of read(path).toString().matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) needed.add('assets/' + m[1]);
}

const kB = (bytes) => bytes / 1000;
const sum = { html: kB(gzipSync(html, { level: 9 }).length), js: 0, css: 0, all: 0 };
for (const path of [...needed].sort()) {
  const size = kB(gzipSync(read(path), { level: 9 }).length);
  sum[path.endsWith('.css') ? 'css' : 'js'] += size;
  console.log(size.toFixed(1).padStart(7), 'kB', path);
}
sum.all = sum.html + sum.js + sum.css;
let over = 0;
for (const [kind, most] of Object.entries(budget)) {
  const ok = sum[kind] <= most;
  if (!ok) over++;
  console.log(`${ok ? 'ok  ' : 'OVER'} ${kind.padEnd(4)} ${sum[kind].toFixed(1)} of ${most} kB`);
}
console.log(`${Object.keys(budget).length - over} passed, ${over} failed`);
process.exit(over ? 1 : 0);
