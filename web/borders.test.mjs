import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { borders } from './borders.mjs';
import { away, between, inner } from './lines.mjs';

describe('a line', () => {
  const line = [[0, 0], [1, 0], [2, 0], [3, 0]];
  it('is so far from a point', () => {
    expect(away([1.5, 1], [line])).toBeCloseTo(111.2);
    expect(away([4, 0], [line])).toBeCloseTo(111.2);
    expect(away([41, 60], [[[40, 50], [40, 70]]])).toBeCloseTo(55.6, 0);
  });
  it('is cut at the vertices nearest to points, and loses none', () => {
    expect(between(line, [[2.1, 0.4], [0.9, 0.2]])).toEqual([[[0, 0], [1, 0]], [[1, 0], [2, 0]], [[2, 0], [3, 0]]]);
    expect(() => between(line, [])).toThrow(/none was given/);
  });
  it('within another is what lies on it nowhere but at its ends', () => {
    const ring = [[0, 1], [1, 1], [2, 1], [3, 0], [2, 0], [1, 0], [0, 0], [0, 1]];
    expect(inner(ring, [line], 1)).toEqual([[[0, 0], [0, 1], [1, 1], [2, 1], [3, 0]]]);
    expect(inner(ring, [], 1)).toEqual([ring]);
    expect(inner(line, [line], 1)).toEqual([]);
  });
});

describe('the lines of the map', () => {
  const all = Object.fromEntries(borders().features.map((f) => [f.properties.areas, f.geometry.coordinates]));

  it('are one for each border of the record', () => {
    expect(Object.keys(all).sort()).toEqual([
      'ARM,AZE', 'ARM,GEO', 'ARM,IRN', 'ARM,TUR', 'AZE,GEO', 'AZE,IRN', 'AZE,RUS', 'AZE,TUR', 'GEO,RUS', 'GEO,TUR', 'GEO,abkhazia', 'IRN,TUR', 'RUS,abkhazia', 'RUS,south-ossetia',
    ]);
  });

  // Longitude and latitude of crossings, as the record has them.
  it.each([
    ['RUS,abkhazia', 'psou', 40.01, 43.4], ['GEO,abkhazia', 'enguri', 41.83, 42.55], ['RUS,south-ossetia', 'roki', 44.12, 42.6],
    ['GEO,RUS', 'kazbegi-verkhny-lars', 44.63, 42.76], ['AZE,IRN', 'astara', 48.88, 38.44], ['AZE,IRN', 'julfa-jolfa', 45.63, 38.96],
  ])('%s: %s lies on it', (pair, _, ...at) => {
    expect(away(at, all[pair])).toBeLessThan(4);
    for (const [other, lines] of Object.entries(all)) if (other !== pair) expect(away(at, lines), other).toBeGreaterThan(4);
  });

  it('leave out nothing of the line between Georgia and Russia', () => {
    const joined = [...all['RUS,abkhazia'], ...all['GEO,RUS'], ...all['RUS,south-ossetia']];
    for (const lines of joined) for (const end of [lines[0], lines[lines.length - 1]]) expect(joined.filter((l) => l.some((p) => String(p) === String(end))).length, String(end)).toBe(/^(39|46)/.test(end[0]) ? 1 : 2);
  });

  // Natural Earth's own disputed lines and areas are no package; where they lie beside the project, ours are held to them.
  const folder = fileURLToPath(new URL('../../shared/data/boundaries/', import.meta.url));
  const natural = (name) => JSON.parse(gunzipSync(readFileSync(folder + name + '.geojson.gz'))).features;
  it.skipIf(!existsSync(folder))(`agree with ${folder}`, () => {
    const line = natural('ne_10m_admin_0_boundary_lines_disputed_areas').find((f) => f.properties.brk_name_l === 'Abkhazia').geometry.coordinates;
    for (const p of all['GEO,abkhazia'][0]) expect(away(p, [line])).toBeLessThan(0.15);
    for (const p of line) expect(away(p, all['GEO,abkhazia'])).toBeLessThan(0.15);
    const [south] = natural('ne_10m_admin_0_disputed_areas').find((f) => f.properties.BRK_NAME === 'South Ossetia').geometry.coordinates;
    for (const p of all['RUS,south-ossetia'][0]) expect(away(p, [south])).toBeLessThan(0.25);
    for (const p of south) if (away(p, all['GEO,RUS']) < 0.05) expect(away(p, all['RUS,south-ossetia'])).toBeLessThan(0.25);
  });
});
