import { describe, expect, it } from 'vitest';
import { access, agreed, best, brings, gains, nothing, oneWay, ranked, reach, sight, type Comparison, type Pair, type Ranked, type Town } from './comparison';

const town = (id: string, saved: number, newly = 0, lon = 44, lat = 40): Town => ({
  id, name: id.toUpperCase(), area: 'ARM', lat, lon, market_access_before: 1, market_access_after: 1, newly_joined: newly, mean_saving_s: saved,
});

const comparison = (more: Partial<Comparison> = {}): Comparison => ({
  assumed: [], heading: 'As undertaken, were it carried out', traveller: 'passport DEU, by car', settlements: 3, pairs: 6, pairs_newly_joined: 0,
  pairs_cut: 0, pairs_quicker: 2, pairs_slower: 0, mean_saving_s: 60, weighted_saving_s: 30, mean_saving_m: null, weighted_saving_m: null,
  market_access: { before: 100, after: 102.5, cost: 'duration', weight: 'population', exponent: 1 }, top: [], towns: [], crossings: [], notice: '', ...more,
});

describe('a comparison', () => {
  it('gives the map the towns for which something changes, by the properties that the map reads', () => {
    const c = comparison({ towns: [town('a', 9381.55), town('b', 29.9), town('c', 0, 4), town('d', -600)] });
    const features = gains(c).features;
    expect(features.map((f) => f.properties)).toEqual([
      { id: 'a', name: 'A', area: 'ARM', saving_s: 9382, newly: 0 },
      { id: 'c', name: 'C', area: 'ARM', saving_s: 0, newly: 4 },
      { id: 'd', name: 'D', area: 'ARM', saving_s: -600, newly: 0 },
    ]);
    expect(features[0]?.geometry).toEqual({ type: 'Point', coordinates: [44, 40] });
  });

  it('tells the best first, and the worst by themselves', () => {
    const c = comparison({ towns: [town('a', 60), town('b', 120), town('c', 0, 4), town('d', -600), town('e', 120, 1), town('f', 0)] });
    expect(best(c, 9).map((x) => x.id)).toEqual(['e', 'b', 'a', 'c']);
    expect(best(c, 2).map((x) => x.id)).toEqual(['e', 'b']);
    expect(best(c, 9, true).map((x) => x.id)).toEqual(['d']);
  });

  it('counts among those that lose what is cut off and has no slower way to tell of', () => {
    const cut = { ...town('cut', 0), market_access_before: 100, market_access_after: 60 };
    const little = { ...town('little', 0), market_access_before: 100, market_access_after: 99.95 };
    const quicker = { ...town('quicker', 90), market_access_before: 100, market_access_after: 90 };
    expect(best(comparison({ towns: [cut, little, quicker, town('slow', -60)] }), 9, true).map((x) => x.id)).toEqual(['slow', 'cut']);
    expect(reach(cut)).toBeCloseTo(-0.4);
  });

  it('brings into sight what changes, and nothing when nothing does', () => {
    const crossing = { id: 'm', name: 'M', areas: ['ARM', 'TUR'] as [string, string], lat: 40.03, lon: 44.17, opens: true, closes: false };
    const cut = { ...town('cut', 0, 0, 37, 55), market_access_after: 0.5 };
    const c = comparison({ towns: [town('a', 60, 0, 47, 43), town('still', 0, 0, 10, 10), cut], crossings: [crossing] });
    expect(sight(c)).toEqual([44.17, 40.03, 47, 43]);
    expect(sight(comparison({ crossings: [{ ...crossing, lat: 40, lon: 44 }] })), 'never less than two degrees').toEqual([43, 39, 45, 41]);
    expect(sight(comparison())).toBeNull();
  });

  it('is agreed only if everything supposed was undertaken to be done', () => {
    expect(agreed(comparison())).toBe(true);
    expect(agreed(comparison({ heading: 'Assumption, not agreed' }))).toBe(false);
    expect(agreed(comparison({ heading: 'Anything else' }))).toBe(false);
  });

  it('tells by what share market access changes', () => {
    expect(access(comparison())).toBeCloseTo(0.025);
    expect(access(comparison({ market_access: { before: 0, after: 1, cost: 'duration', weight: 'population', exponent: 1 } }))).toBe(0);
  });

  it.each([
    ['pairs_quicker', false], ['pairs_slower', false], ['pairs_newly_joined', false], ['pairs_cut', false], ['settlements', true],
  ])('changes nothing when %s alone is counted: %s', (field, is) => {
    expect(nothing(comparison({ pairs_quicker: 0, [field]: 3 }))).toBe(is);
  });

  it('tells a way and its way back once, if they take the same time', () => {
    const pair = (from: string, to: string, after: number): Pair => ({ from, to, before_s: 100, after_s: after, before_m: null, after_m: null });
    const told = oneWay([pair('a', 'b', 10), pair('b', 'a', 10), pair('c', 'd', 10), pair('d', 'c', 11)]);
    expect(told.map((p) => p.from + p.to)).toEqual(['ab', 'cd', 'dc']);
  });
});

describe('the ranking', () => {
  const row = (commitment: string, gain: number, undertaking: string, quicker = 1): Ranked => ({
    commitment, title: '', undertaking, status: 'agreed', market_access_gain: gain, pairs_newly_joined: 0, pairs_quicker: quicker, mean_saving_s: null,
  });
  it('puts what was undertaken to be done before what was only to be talked about, and parts what brings nothing', () => {
    const { bring, idle } = ranked({ traveller: '', on: '', commitments: [row('talk', 0.1, 'negotiate'), row('do', 0.1, 'do'), row('most', 0.2, 'assess'), row('none', 0, 'do', 0)] });
    expect(bring.map((r) => r.commitment)).toEqual(['most', 'do', 'talk']);
    expect(idle.map((r) => r.commitment)).toEqual(['none']);
    expect(brings({ ...row('x', 0, 'do', 0), pairs_newly_joined: 2 })).toBe(true);
  });
});
