// Answers as what the map draws: plain GeoJSON, tested without a map.

import type { Feature, FeatureCollection, Position } from 'geojson';
import type { BorderMark, Layer, Leg, Route, Verdict } from '../answers';

type Box = [number, number, number, number];

/** Crossings as points; the worse a verdict, the later it is hidden by a neighbour. */
export function crossingPoints(layer: Layer | null): FeatureCollection {
  const features = (layer?.features ?? []).map((f): Feature => ({
    type: 'Feature',
    geometry: f.geometry,
    properties: { id: f.id, name: f.properties.name, verdict: f.properties.verdict, icon: f.properties.verdict + (f.properties.stale ? '-stale' : '') },
  }));
  return { type: 'FeatureCollection', features };
}

/** The language in which an area's own authorities would write; the record has its names. */
const tongues: Record<string, string> = { ARM: 'hy', TUR: 'tr', GEO: 'ka', AZE: 'az', IRN: 'fa', RUS: 'ru', abkhazia: 'ru', 'south-ossetia': 'ru' };

/**
 * A border named by both its sides, each in its own language: Հայաստան – Թուրքիա | Türkiye – Ermenistan. Where an
 * area is claimed by another than controls it, the second name is the claimant's.
 */
export function namedBothWays(border: BorderMark, layer: Layer): string {
  const name = (id: string, by: string) => {
    const area = layer.areas.find((x) => x.id === id);
    return area?.names?.[tongues[by] ?? '']?.[0] ?? area?.name ?? id;
  };
  const claimed = border.areas.find((id) => layer.areas.find((x) => x.id === id)?.claimed_by?.length);
  const [a, b] = claimed === border.areas[1] ? [border.areas[1], border.areas[0]] : border.areas;
  const first = `${name(a, a)} – ${name(b, a)}`;
  const claimant = claimed && layer.areas.find((x) => x.id === claimed)?.claimed_by?.[0];
  if (!claimant) return `${first}  |  ${name(b, b)} – ${name(a, b)}`;
  return first + '  |  ' + (claimant === b ? `${name(a, b)}, ${name(b, b)}` : `${name(claimant, claimant)} – ${name(b, claimant)}`);
}

/** The middle vertex of the longest line: where a border's names stand. */
function middle(lines: readonly Position[][]): Position | null {
  const longest = lines.reduce<Position[]>((a, b) => (b.length > a.length ? b : a), []);
  return longest[Math.floor(longest.length / 2)] ?? null;
}

const worse: readonly Verdict[] = ['refused', 'unknown', 'formality', 'permitted'];

/** How far a point lies from the nearest vertex of a line: near enough to tell one stretch from another. */
function away(point: Position, line: readonly Position[]): number {
  const wide = Math.cos((point[1]! * Math.PI) / 180);
  return Math.min(...line.map((v) => Math.hypot((v[0]! - point[0]!) * wide, v[1]! - point[1]!)));
}

/**
 * The verdict of each stretch of a border that others lie between (Azerbaijan's border with Iran has two, of which one is
 * Nakhchivan's): the best of the crossings to which it is the nearest, as the border's is of all. A stretch without a
 * crossing has that of the border.
 */
function verdicts(border: BorderMark, stretches: readonly Position[][], layer: Layer): Verdict[] {
  if (stretches.length < 2) return stretches.map(() => border.verdict);
  const best: (Verdict | null)[] = stretches.map(() => null);
  for (const f of layer.features) {
    if (!border.crossings.includes(f.id)) continue;
    const d = stretches.map((s) => away(f.geometry.coordinates, s));
    const at = d.indexOf(Math.min(...d));
    const verdict = f.properties.served ? f.properties.verdict : 'refused';
    if (worse.indexOf(verdict) > worse.indexOf(best[at] ?? 'refused')) best[at] = verdict;
    else best[at] ??= verdict;
  }
  return best.map((v) => v ?? border.verdict);
}

/**
 * The drawn lines with what the record says of each stretch: open, closed, unknown, contested; unrecorded ones are left
 * out. Closed and contested ones get their names, at a point.
 */
export function borderLines(lines: FeatureCollection, layer: Layer | null): FeatureCollection {
  const features: Feature[] = [];
  for (const line of lines.features) {
    const key = String(line.properties?.areas);
    const border = layer?.borders.find((b) => b.areas.join() === key);
    if (!border || !layer || line.geometry.type !== 'MultiLineString') continue;
    const { contested } = border;
    const stretches = line.geometry.coordinates;
    const states = verdicts(border, stretches, layer).map((v) => (v === 'refused' ? 'closed' : v === 'unknown' ? 'unknown' : 'open'));
    for (const state of ['open', 'unknown', 'closed']) {
      const coordinates = stretches.filter((_, i) => states[i] === state);
      if (coordinates.length > 0) features.push({ type: 'Feature', properties: { areas: key, state, contested }, geometry: { type: 'MultiLineString', coordinates } });
    }
    const at = middle(contested ? stretches : stretches.filter((_, i) => states[i] === 'closed'));
    if (at) features.push({ type: 'Feature', properties: { areas: key, label: namedBothWays(border, layer).replace('  |  ', '\n') }, geometry: { type: 'Point', coordinates: at } });
  }
  return { type: 'FeatureCollection', features };
}

/** A flight bends: points on the great circle, or the straight line where that is as good. */
export function bent(from: Position, to: Position): Position[] {
  const rad = Math.PI / 180;
  const [x1, y1, x2, y2] = [from[0]! * rad, from[1]! * rad, to[0]! * rad, to[1]! * rad];
  const d = 2 * Math.asin(Math.sqrt(Math.sin((y2 - y1) / 2) ** 2 + Math.cos(y1) * Math.cos(y2) * Math.sin((x2 - x1) / 2) ** 2));
  if (d < 1e-6) return [from, to];
  return Array.from({ length: 33 }, (_, i) => {
    const [a, b] = [Math.sin((1 - i / 32) * d) / Math.sin(d), Math.sin((i / 32) * d) / Math.sin(d)];
    const x = a * Math.cos(y1) * Math.cos(x1) + b * Math.cos(y2) * Math.cos(x2);
    const y = a * Math.cos(y1) * Math.sin(x1) + b * Math.cos(y2) * Math.sin(x2);
    const z = a * Math.sin(y1) + b * Math.sin(y2);
    return [Math.atan2(y, x) / rad, Math.atan2(z, Math.hypot(x, y)) / rad];
  });
}

function legLine(leg: Leg, role: string): Feature | null {
  const line: Position[] = leg.geometry.length > 1 ? leg.geometry : [[leg.from.lon, leg.from.lat], [leg.to.lon, leg.to.lat]];
  if (leg.kind === 'wait' || leg.kind === 'board') return null;
  const coordinates = leg.kind === 'fly' ? bent(line[0]!, line[line.length - 1]!) : line;
  return { type: 'Feature', properties: { role, kind: leg.kind }, geometry: { type: 'LineString', coordinates } };
}

/** The chosen way, the other ways faintly, the direct one, and the two ends. */
export function routeLines(route: Route | null, chosen: number): FeatureCollection {
  const features: Feature[] = [];
  const add = (legs: readonly Leg[], role: string) => {
    for (const leg of legs) {
      const f = legLine(leg, role);
      if (f) features.push(f);
    }
  };
  if (!route) return { type: 'FeatureCollection', features };
  route.itineraries.forEach((i, n) => n !== chosen && add(i.legs, 'other'));
  if (route.direct?.blocked_by.length) add(route.direct.legs, 'direct');
  add(route.itineraries[chosen]?.legs ?? [], 'chosen');
  for (const [end, at] of [['from', route.question.from], ['to', route.question.to]] as const) {
    features.push({ type: 'Feature', properties: { role: 'end', end, name: at.name }, geometry: { type: 'Point', coordinates: [at.lon, at.lat] } });
  }
  for (const b of route.direct?.blocked_by ?? []) {
    const leg = route.direct?.legs.find((l) => l.crossing === b.crossing);
    if (leg) features.push({ type: 'Feature', properties: { role: 'block', name: b.crossing_name }, geometry: { type: 'Point', coordinates: [(leg.from.lon + leg.to.lon) / 2, (leg.from.lat + leg.to.lat) / 2] } });
  }
  return { type: 'FeatureCollection', features };
}

/** The box about features; null about none. */
export function boxOf(fc: FeatureCollection): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (c: unknown): void => {
    if (!Array.isArray(c)) return;
    if (typeof c[0] === 'number') {
      const [x, y] = c as [number, number];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else c.forEach(walk);
  };
  for (const f of fc.features) if ('coordinates' in f.geometry) walk(f.geometry.coordinates);
  return box[0] <= box[2] ? box : null;
}
