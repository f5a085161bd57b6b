import { describe, expect, it } from 'vitest';
import type { FeatureCollection } from 'geojson';
import type { Layer, Route } from '../answers';
import { bent, borderLines, boxOf, crossingPoints, namedBothWays, routeLines } from './features';

const area = (id: string, names: Record<string, string[]>, claimed_by?: string[]) => ({ id, kind: 'state', name: id, names, ...(claimed_by ? { claimed_by } : {}) });
const layer = {
  features: [
    { type: 'Feature', id: 'm', geometry: { type: 'Point', coordinates: [44, 40] }, properties: { name: 'M', verdict: 'refused', stale: true } },
  ],
  borders: [
    { areas: ['ARM', 'TUR'], verdict: 'refused', crossings: ['m'], contested: false },
    { areas: ['ARM', 'GEO'], verdict: 'formality', crossings: [], contested: false },
    { areas: ['RUS', 'abkhazia'], verdict: 'formality', crossings: [], contested: true },
    { areas: ['GEO', 'abkhazia'], verdict: 'unknown', crossings: [], contested: true },
  ],
  areas: [
    area('ARM', { hy: ['Հայաստան'], tr: ['Ermenistan'] }), area('TUR', { hy: ['Թուրքիա'], tr: ['Türkiye'] }), area('GEO', { ka: ['საქართველო'], ru: ['Грузия'] }),
    area('RUS', { ru: ['Россия'], ka: ['რუსეთი'] }), area('abkhazia', { ru: ['Абхазия'], ka: ['აფხაზეთი'] }, ['GEO']),
  ],
} as unknown as Layer;

describe('borders', () => {
  it('are named by both sides', () => {
    expect(namedBothWays(layer.borders[0]!, layer)).toBe('Հայաստան – Թուրքիա  |  Türkiye – Ermenistan');
  });
  it('that are contested are named by who controls and by who claims', () => {
    expect(namedBothWays(layer.borders[2]!, layer)).toBe('Абхазия – Россия  |  საქართველო – რუსეთი');
    expect(namedBothWays(layer.borders[3]!, layer)).toBe('Абхазия – Грузия  |  აფხაზეთი, საქართველო');
  });
  it('are drawn by what the record says, and not drawn where it says nothing', () => {
    const line = (areas: string) => ({ type: 'Feature' as const, properties: { areas }, geometry: { type: 'MultiLineString' as const, coordinates: [[[0, 0], [1, 1]]] } });
    const lines: FeatureCollection = { type: 'FeatureCollection', features: ['ARM,TUR', 'ARM,GEO', 'RUS,abkhazia', 'IRN,TUR'].map(line) };
    const got = borderLines(lines, layer).features.map((f) => [f.properties?.areas, f.properties?.state, f.properties?.contested, f.properties?.label]);
    expect(got).toEqual([
      ['ARM,TUR', 'closed', false, undefined], ['ARM,TUR', undefined, undefined, 'Հայաստան – Թուրքիա\nTürkiye – Ermenistan'],
      ['ARM,GEO', 'open', false, undefined],
      ['RUS,abkhazia', 'open', true, undefined], ['RUS,abkhazia', undefined, undefined, 'Абхазия – Россия\nსაქართველო – რუსეთი'],
    ]);
    expect(borderLines(lines, null).features).toEqual([]);
  });
  it('of several stretches have in each the verdict of its own crossings', () => {
    const near = [[45, 39.6], [46, 38.9]];
    const far = [[46.6, 38.9], [48.9, 38.4]];
    const nowhere = [[10, 10], [11, 10]];
    const cross = (id: string, lon: number, verdict: string, served = true) => ({ id, geometry: { type: 'Point', coordinates: [lon, 38.9] }, properties: { verdict, served } });
    const told = (...features: unknown[]) => {
      const border = { areas: ['AZE', 'IRN'], verdict: 'formality', crossings: ['a', 'b', 'c', 'd'], contested: false };
      const line = { type: 'Feature' as const, properties: { areas: 'AZE,IRN' }, geometry: { type: 'MultiLineString' as const, coordinates: [near, far, nowhere] } };
      const got = borderLines({ type: 'FeatureCollection', features: [line] }, { ...layer, borders: [border], features } as unknown as Layer).features;
      return Object.fromEntries(got.map((f) => [f.properties?.state ?? 'named at', f.geometry.type === 'GeometryCollection' ? [] : f.geometry.coordinates]));
    };
    expect(told(cross('a', 45.6, 'refused'), cross('b', 48.8, 'formality'), cross('c', 48.4, 'unknown'))).toEqual({ open: [far, nowhere], closed: [near], 'named at': near[1] });
    expect(told(cross('a', 45.6, 'permitted', false), cross('b', 48.8, 'unknown')), 'what does not serve the mode opens nothing').toEqual({ closed: [near], unknown: [far], open: [nowhere], 'named at': near[1] });
    expect(told(cross('x', 45.6, 'refused')), 'another border’s crossing tells nothing here').toEqual({ open: [near, far, nowhere] });
  });
});

describe('crossings', () => {
  it('have a picture by verdict and age', () => {
    expect(crossingPoints(layer).features[0]?.properties).toMatchObject({ id: 'm', icon: 'refused-stale' });
    expect(crossingPoints(null).features).toEqual([]);
  });
});

const spot = (lon: number) => ({ id: 's' + lon, name: 's' + lon, area: 'ARM', lat: 40, lon });
const leg = (kind: string, a: number, b: number, crossing = '') => ({ kind, from: spot(a), to: spot(b), geometry: [[a, 40], [b, 40]], crossing });
const route = {
  question: { from: spot(44), to: spot(46) },
  itineraries: [{ legs: [leg('drive', 44, 45), leg('wait', 45, 45), leg('fly', 45, 46)] }, { legs: [leg('drive', 44, 46)] }],
  direct: { legs: [leg('drive', 44, 45), leg('border', 45, 46, 'm')], blocked_by: [{ crossing: 'm', crossing_name: 'M' }] },
} as unknown as Route;

describe('a way', () => {
  it('is drawn with the others, the direct one, its ends and what blocks it', () => {
    const roles = (n: number) => routeLines(route, n).features.map((f) => f.properties?.role as string);
    expect(roles(0)).toEqual(['other', 'direct', 'direct', 'chosen', 'chosen', 'end', 'end', 'block']);
    expect(roles(1)).toEqual(['other', 'other', 'direct', 'direct', 'chosen', 'end', 'end', 'block']);
    expect(routeLines(null, 0).features).toEqual([]);
  });
  it('has a box', () => {
    const [w, s, e, n] = boxOf(routeLines(route, 0))!;
    expect([w, s, e].map((x) => Math.round(x! * 1e6) / 1e6)).toEqual([44, 40, 46]);
    expect(n).toBeLessThan(40.1);
    expect(boxOf({ type: 'FeatureCollection', features: [] })).toBeNull();
  });
});

describe('a flight', () => {
  it('bends towards the pole and keeps its ends', () => {
    const line = bent([0, 50], [60, 50]);
    expect(line[0]![0]).toBeCloseTo(0);
    expect(line[32]![0]).toBeCloseTo(60);
    expect(line[16]![1]).toBeGreaterThan(52);
    expect(bent([1, 1], [1, 1])).toHaveLength(2);
  });
});
