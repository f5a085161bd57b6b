// The lines between the areas of the record, at 1:10 million, as Natural Earth
// has them: world-atlas carries its countries; abkhazia.json is its outline of that
// part of one, which no package of moderate size carries.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mesh } from 'topojson-client';
import { away, between, inner } from './lines.mjs';

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(require.resolve(path), 'utf8'));
const world = read('world-atlas/countries-10m.json');

// ISO 3166-1 numbers of the areas whose borders the record that ships tells of.
const areas = { '051': 'ARM', '031': 'AZE', 268: 'GEO', 364: 'IRN', 643: 'RUS', 792: 'TUR' };
const shape = (id) => world.objects.countries.geometries.find((g) => areas[g.id] === id);

/** Kilometres within which a point of one outline is taken to lie on another: they differ by less than 0.1. */
const near = 0.5;

const digits = 3; // of degrees: about 100 m
const round = (v) => Math.round(v * 10 ** digits) / 10 ** digits;
const line = (pair, lines) => ({
  type: 'Feature', properties: { areas: pair }, geometry: { type: 'MultiLineString', coordinates: lines.map((l) => l.map((p) => p.map(round))) },
});

// Where South Ossetia's part of the line between Georgia and Russia begins and ends: the corners of the area among Natural
// Earth's disputed areas at 1:10 million (version 4). No package that the page may use has the line's other side.
const ossetia = [[43.782, 42.754], [44.21, 42.639]];

/** Each border of the record by itself, as a GeoJSON feature with the property `areas`. */
export function borders() {
  const out = [];
  for (const a of Object.values(areas)) {
    for (const b of Object.values(areas)) {
      if (a >= b) continue;
      const { coordinates } = mesh(world, { type: 'GeometryCollection', geometries: [shape(a), shape(b)] }, (p, q) => p !== q);
      if (coordinates.length > 0) out.push(...(a + b === 'GEORUS' ? contested(coordinates) : [line(`${a},${b}`, coordinates)]));
    }
  }
  return { type: 'FeatureCollection', features: out };
}

/** The line between Georgia and Russia in the stretches that lie along Abkhazia and South Ossetia, and the rest; and that within. */
function contested([whole, ...more]) {
  const { ring } = read('./abkhazia.json');
  const outline = mesh(world, shape('GEO')).coordinates;
  const [west, along, rest] = between(whole, ring.filter((p) => away(p, [whole]) < near));
  const [middle, north, east] = between(rest, ossetia);
  return [
    line('RUS,abkhazia', [[...west, ...along.slice(1)]]),
    line('RUS,south-ossetia', [north]),
    line('GEO,RUS', [middle, east, ...more]),
    line('GEO,abkhazia', inner(ring, outline, near)),
  ];
}
