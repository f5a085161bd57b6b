// Makes public/basemap from world-atlas (Natural Earth): land and coast for the
// whole world at 1:50 million, and the lines between the areas of the record at
// 1:10 million, each by itself, so that the page can draw one by what the record
// says of it. No other boundary is written: the map draws none as settled.
//
//	node basemap.mjs        (npm run build runs it)

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mesh } from 'topojson-client';

const require = createRequire(import.meta.url);
const atlas = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}.json`), 'utf8'));

// ISO 3166-1 numbers of the areas whose borders the record that ships tells of.
const areas = { '051': 'ARM', '031': 'AZE', 268: 'GEO', 364: 'IRN', 643: 'RUS', 792: 'TUR' };
const digits = 3; // of degrees: about 100 m

const round = (v) => Math.round(v * 10 ** digits) / 10 ** digits;

// Of the line between Georgia and Russia, as the atlas has it, two stretches lie between Russia and an area that
// Georgia claims and does not control. Where they begin and end is known to the page to some kilometres: degrees east.
const contested = [
  { of: 'GEO,RUS', from: 0, to: 42.15, pair: 'RUS,abkhazia' },
  { of: 'GEO,RUS', from: 43.75, to: 44.45, pair: 'RUS,south-ossetia' },
];

/** Cuts a line of the pair into stretches, each under the pair of areas that meet there. */
function stretches(pair, line) {
  const out = [];
  for (const point of line) {
    const at = contested.find((c) => c.of === pair && point[0] >= c.from && point[0] < c.to)?.pair ?? pair;
    const last = out[out.length - 1];
    if (last?.pair === at) last.line.push(point);
    else {
      last?.line.push(point);
      out.push({ pair: at, line: [point] });
    }
  }
  return out.filter((s) => s.line.length > 1);
}

function borders() {
  const world = atlas('countries-10m');
  const shapes = world.objects.countries.geometries.filter((g) => areas[g.id]);
  const out = [];
  for (const a of shapes) {
    for (const b of shapes) {
      if (areas[a.id] >= areas[b.id]) continue;
      const pair = { type: 'GeometryCollection', geometries: [a, b] };
      const { coordinates } = mesh(world, pair, (p, q) => p !== q);
      const groups = new Map();
      for (const whole of coordinates) {
        for (const { pair: key, line } of stretches(`${areas[a.id]},${areas[b.id]}`, whole)) {
          groups.set(key, [...(groups.get(key) ?? []), line.map(([x, y]) => [round(x), round(y)])]);
        }
      }
      for (const [key, lines] of groups) {
        out.push({ type: 'Feature', properties: { areas: key }, geometry: { type: 'MultiLineString', coordinates: lines } });
      }
    }
  }
  return { type: 'FeatureCollection', features: out };
}

const folder = new URL('public/basemap/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('borders.json', folder), JSON.stringify(borders()));
writeFileSync(new URL('land.json', folder), JSON.stringify(atlas('land-50m'))); // TopoJSON: a quarter lighter than GeoJSON
