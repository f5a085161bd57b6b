import { describe, expect, it } from 'vitest';
import type { Route } from '../answers';
import { start } from '../state';
import { sheet, text } from './offline';

const source = { id: 's', title: '<script>alert(1)</script>', publisher: 'P & Q', published: '2024-01', url: 'https://example.org/?a=1&b="', basis: 'reported', rank: 'press' };
const reason = { statement: 'r', part: 'closure', authority: 'TUR', effect: 'refused', decides: true, says: 'Shut <b>', sources: [source] };
const spot = (name: string) => ({ id: name, name, area: 'TUR', lat: 40, lon: 44 });
const leg = { kind: 'border', mode: 'road', from: spot('A'), to: spot('B"'), departs: '2024-07-30T08:00:00+03:00', arrives: '2024-07-30T09:00:00+04:00', distance_m: 1000, duration_s: 60, geometry: [], crossing: 'x', crossing_name: 'X', verdict: 'formality', stale: true, confirmed: '2018-03-01', reasons: [reason], needs: [{ paper: 'visa:ARM', held: false, statement: 'r', lead: 'P3D' }] };
const way = { departs: leg.departs, arrives: leg.arrives, duration_s: 60, distance_m: 1000, verdict: 'formality', formalities: [], legs: [leg] };
const route = { question: { from: spot('A'), to: spot('B"') }, itineraries: [way], direct: null, nearest_change: null, notes: [], advisories: [{ statement: 'a', by: 'USA', about: 'ARM', level: '', says: 'Beware', sources: [source] }], notice: 'Not advice.' } as unknown as Route;

describe('the sheet', () => {
  const html = sheet(route, route.itineraries[0]!, start);
  it('is whole: nothing is fetched, nothing runs', () => {
    expect(html).not.toMatch(/<script|<link|<img|src=|@import/);
    expect(html.startsWith('<!doctype html>')).toBe(true);
  });
  it('takes words as words', () => {
    expect(text(`<a href="x">'&`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;');
    expect(html).toContain('&lt;script&gt;');
  });
  it('puts warnings before the way, and numbers each source once', () => {
    expect(html.indexOf('Beware')).toBeLessThan(html.indexOf('Shut'));
    expect(html.match(/\[1\]/g)).toHaveLength(2);
    expect(html).not.toContain('[2]');
  });
  it('tells papers, age and the notice', () => {
    for (const words of ['P3D', 'may have changed', 'reported', 'Not advice.']) expect(html).toContain(words);
  });
});
