// A comparison as /v1/whatif tells it, and what the page works out of it: the
// points for the map, the figures worth telling, what to bring into sight.

import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Pending, Reason, Verdict } from '../answers';

export interface Town {
  id: string;
  name: string;
  area: string;
  lat: number;
  lon: number;
  market_access_before: number;
  market_access_after: number;
  newly_joined: number;
  mean_saving_s: number;
}

export interface Pair {
  from: string;
  to: string;
  before_s: number | null;
  after_s: number | null;
  before_m: number | null;
  after_m: number | null;
}

export interface Changed {
  id: string;
  name: string;
  areas: [string, string];
  lat: number;
  lon: number;
  opens: boolean;
  closes: boolean;
}

export interface Blocker {
  crossing: string;
  from: string;
  to: string;
  for: string;
  verdict: Verdict;
  reasons: Reason[];
  would_help: Pending[] | null;
}

export interface Comparison {
  assumed: string[];
  heading: string;
  traveller: string;
  settlements: number;
  pairs: number;
  pairs_newly_joined: number;
  pairs_cut: number;
  pairs_quicker: number;
  pairs_slower: number;
  mean_saving_s: number | null;
  weighted_saving_s: number | null;
  mean_saving_m: number | null;
  weighted_saving_m: number | null;
  market_access: { before: number; after: number; cost: string; weight: string; exponent: number };
  top: Pair[];
  towns: Town[];
  crossings: Changed[];
  blockers?: Blocker[];
  notice: string;
}

/** One commitment of the ranking. */
export interface Ranked {
  commitment: string;
  title: string;
  undertaking: string;
  status: string;
  market_access_gain: number;
  pairs_newly_joined: number;
  pairs_quicker: number;
  mean_saving_s: number | null;
}

export interface Ranking {
  traveller: string;
  on: string;
  commitments: Ranked[];
}

/** What the API heads a comparison with when every supposition was undertaken to be done. */
const undertaken = 'As undertaken, were it carried out';

/** agreed reports whether all that is supposed was undertaken to be done; else it is no more than an assumption. */
export function agreed(c: Comparison): boolean {
  return c.heading === undertaken;
}

/** Less than half a minute saved on average is not worth a word, nor a point on the map. */
const fewSeconds = 30;

/** worthTelling reports whether the time of a town's ways changes enough to be told. */
export function worthTelling(town: Town): boolean {
  return Math.abs(town.mean_saving_s) >= fewSeconds;
}

/** changed reports whether anything changes for a town that the map draws. */
export function changed(town: Town): boolean {
  return worthTelling(town) || town.newly_joined > 0;
}

/** gains gives the towns for which something changes as points for the map; see ARCHITECTURE.md for the properties. */
export function gains(c: Comparison): FeatureCollection<Point> {
  const features = c.towns.filter(changed).map(
    (town): Feature<Point> => ({
      type: 'Feature',
      id: town.id,
      geometry: { type: 'Point', coordinates: [town.lon, town.lat] },
      properties: { id: town.id, name: town.name, area: town.area, saving_s: Math.round(town.mean_saving_s), newly: town.newly_joined },
    }),
  );
  return { type: 'FeatureCollection', features };
}

/** reach gives the share by which a town's own market access changes: what is cut off from it counts here alone. */
export function reach(town: Town): number {
  return town.market_access_before > 0 ? town.market_access_after / town.market_access_before - 1 : 0;
}

/** Less than a thousandth of market access lost is not worth telling. */
const worthReach = 0.001;

/** best gives the towns that gain most, or, if worst, lose most, by time and then by reach; at most n. */
export function best(c: Comparison, n: number, worst = false): Town[] {
  const sign = worst ? -1 : 1;
  const told = (town: Town) => {
    if (sign * town.mean_saving_s >= fewSeconds) return true;
    return worst ? reach(town) <= -worthReach && !worthTelling(town) : town.newly_joined > 0;
  };
  const time = (town: Town) => (worthTelling(town) ? town.mean_saving_s : 0);
  return c.towns
    .filter(told)
    .sort((a, b) => sign * (time(b) - time(a)) || b.newly_joined - a.newly_joined || sign * (reach(b) - reach(a)) || a.id.localeCompare(b.id))
    .slice(0, n);
}

/** Degrees that a box is wide and high at the least, so that one crossing alone does not fill the map. */
const leastSight = 2;

/** sight gives the box around the crossings that change and the towns whose ways change most; null if nothing changes. */
export function sight(c: Comparison): [number, number, number, number] | null {
  const towns = [...best(c, 12), ...best(c, 12, true)].filter(changed);
  const points = [...c.crossings, ...towns];
  if (points.length === 0) return null;
  const [west, east] = span(points.map((p) => p.lon));
  const [south, north] = span(points.map((p) => p.lat));
  return [west, south, east, north];
}

function span(all: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const more = Math.max(0, leastSight - (high - low)) / 2;
  return [low - more, high + more];
}

/** access gives the share by which market access changes; 0.027 is 2.7 % more. */
export function access(c: Comparison): number {
  const { before, after } = c.market_access;
  return before > 0 ? after / before - 1 : 0;
}

/** nothing reports whether no pair changes at all. */
export function nothing(c: Comparison): boolean {
  return c.pairs_quicker + c.pairs_slower + c.pairs_newly_joined + c.pairs_cut === 0;
}

/** oneWay drops the pairs that only turn round one already told, with the same times. */
export function oneWay(pairs: readonly Pair[]): Pair[] {
  const told = new Set<string>();
  return pairs.filter((p) => {
    const times = `${p.before_s} ${p.after_s} ${p.before_m} ${p.after_m}`;
    if (told.has(`${p.to} ${p.from} ${times}`)) return false;
    told.add(`${p.from} ${p.to} ${times}`);
    return true;
  });
}

/** brings reports whether a commitment, carried out by itself, makes any way quicker or joins towns. */
export function brings(r: Ranked): boolean {
  return r.pairs_quicker + r.pairs_newly_joined > 0;
}

/** ranked parts what brings something from what doesn't; of equals, what was undertaken to be done comes first. */
export function ranked(r: Ranking): { bring: Ranked[]; idle: Ranked[] } {
  const doing = (x: Ranked) => (x.undertaking === 'do' ? 0 : 1);
  const bring = r.commitments.filter(brings).sort((a, b) => b.market_access_gain - a.market_access_gain || doing(a) - doing(b));
  return { bring, idle: r.commitments.filter((x) => !brings(x)) };
}
