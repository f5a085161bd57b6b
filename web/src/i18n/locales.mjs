// Writes locales/LANGUAGE.json for the languages whose dates, units and names of
// states some browsers lack (Chromium ships no Armenian and no Georgian, and half
// of Azerbaijani), from the Unicode CLDR data inside Node:
//
//	node src/i18n/locales.mjs
//
// Run it again when Node brings a newer CLDR; the test reads what stands here.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const regions = [...readFileSync(join(here, 'states.ts'), 'utf8').matchAll(/[A-Z]{3}([A-Z]{2})(?=[ '])/g)].map((m) => m[1]);
const units = { hour: 'short', minute: 'short', day: 'long', month: 'long', year: 'long', kilometer: 'short' };

// Where a language puts the parts of a date, a date of a month, and its list.
const patterns = {
  hy: { date: '{d} {month}, {y} թ.', monthDate: '{y} թ. {month}' },
  az: { date: '{d} {month} {y}', monthDate: '{month} {y}' },
  ka: { date: '{d} {month}, {y}', monthDate: '{month}, {y}' },
};

function parts(lang, type, ...values) {
  return new Intl.NumberFormat(lang, { useGrouping: 'always' }).formatToParts(...values).find((p) => p.type === type)?.value;
}

function unit(lang, name, unitDisplay) {
  return new Intl.NumberFormat(lang, { style: 'unit', unit: name, unitDisplay }).formatToParts(5).map((p) => (p.type === 'integer' ? '#' : p.value)).join('');
}

for (const [lang, pattern] of Object.entries(patterns)) {
  const names = new Intl.DisplayNames([lang], { type: 'region' });
  const months = (o) => Array.from({ length: 12 }, (_, m) => new Intl.DateTimeFormat(lang, { timeZone: 'UTC', calendar: 'gregory', ...o }).formatToParts(Date.UTC(2024, m, 15)).find((p) => p.type === 'month').value);
  const file = {
    decimal: parts(lang, 'decimal', 1.5),
    group: parts(lang, 'group', 12345),
    ...pattern,
    months: months({ dateStyle: 'long' }),
    monthsAlone: months({ year: 'numeric', month: 'long' }),
    and: new Intl.ListFormat(lang).formatToParts(['a', 'b'])[1].value,
    units: Object.fromEntries(Object.entries(units).map(([name, display]) => [name, unit(lang, name, display)])),
    regions: Object.fromEntries(regions.map((r) => [r, names.of(r)])),
  };
  writeFileSync(join(here, 'locales', `${lang}.json`), `${JSON.stringify(file, null, 1)}\n`);
}
