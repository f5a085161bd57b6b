import { describe, expect, it } from 'vitest';
import { format, hasDetails, noDetails, parse, start, type View } from './state';

const back = (v: View) => {
  const { search, hash } = format(v);
  return parse(search, hash);
};

describe('the address', () => {
  it('is bare at the start', () => {
    expect(format(start)).toEqual({ search: '', hash: '' });
    expect(parse('', '')).toEqual(start);
  });

  // One view that differs from the start in all there is: a field that is added and not written to the address fails here.
  const other: View = {
    panel: 'whatif', from: 'Iğdır', to: '40.18,44.51', passports: ['TUR', 'ARM:diplomatic'], mode: 'foot', vehicle: 'truck', by: 'any',
    on: '2024-07-30', known: '2022-01-01', depart: '20:30', arrive: '18:00', supposed: ['arm-tur-third-country-2022', 'b'],
    assumed: ['no-waits', 'no-law', 'close:margara-alican', 'arm-tur-full-opening-2023'], way: 2, crossing: 'margara-alican', back: true,
    map: '40.031,-44.2,7.4', process: 'another', lang: 'fa', share: true,
    details: {
      holds: ['visa:ARM', 'visa:GEO'], stamp: ['AZE'], entered: ['abkhazia@psou:2024-05-01'], residence: 'DEU', age: '40', purpose: 'aid',
      plate: 'DEU', parity: 'odd', cargo: 'goods', 'goods-from': 'TUR', 'goods-to': 'ARM',
    },
  };

  it.each([{ depart: '' }, { arrive: '' }])('restores the whole view, with %o', (one) => {
    expect(back({ ...other, ...one })).toEqual({ ...other, ...one });
    expect(format({ ...other, ...one }).search.length).toBeLessThan(420);
  });

  it.each(Object.keys(other) as (keyof View)[])('restores %s by itself', (field) => {
    // The details stand in the address only if they are shared, and a card has a direction only when it is open.
    const alone: View = { ...start, [field]: other[field], ...(field === 'details' || field === 'share' ? { details: other.details, share: true } : {}) };
    const view = field === 'back' ? { ...alone, crossing: 'psou' } : alone;
    expect(view).not.toEqual(start);
    expect(back(view)).toEqual(view);
  });

  it('tells apart nobody’s passport and the usual one', () => {
    expect(back({ ...start, passports: [] }).passports).toEqual([]);
    expect(parse('?on=2024-07-30', '').passports).toEqual(start.passports);
  });

  it('leaves details out until the traveller shares them, and then puts them in the fragment alone', () => {
    const details = { ...noDetails, holds: ['visa:ARM', 'visa:GEO'], age: '40', 'goods-from': 'TUR' };
    const private_ = format({ ...start, details });
    expect(private_).toEqual({ search: '', hash: '' });
    const shared = format({ ...start, details, share: true });
    expect(shared.search).toBe('');
    expect(shared.hash).toContain('holds=visa%3AARM');
    expect(parse(shared.search, shared.hash)).toEqual({ ...start, details, share: true });
  });

  it.each([
    ['a day that is none', '?on=yesterday&known=2024-7-1', { on: '', known: '' }],
    ['a mode that is none', '?mode=rocket', { mode: 'road' }],
    ['a panel that is none', '?panel=x', { panel: 'way' }],
    ['passports that are none', '?passport=deu&passport=DEU%3Cb&passport=ARM', { passports: ['ARM'] }],
    ['a way that is none', '?way=-3', { way: 0 }],
    ['a way far off', '?way=1e9', { way: 0 }],
    ['hours that are none', '?depart=24:00&arrive=9:00', { depart: '', arrive: '' }],
    ['an arrival beside a departure', '?depart=20:00&arrive=18:00', { depart: '20:00', arrive: '' }],
    ['a place of the map that is none', '?map=40,x,7', { map: '' }],
    ['the back of no card', '?back=1', { back: false }],
    ['the same twice', '?if=a&if=a&passport=ARM&passport=ARM', { supposed: ['a'], passports: ['ARM'] }],
  ] as [string, string, Partial<View>][])('reads past %s', (_, search, want) => {
    expect(parse(search, '')).toMatchObject(want);
  });

  it('takes no detail from the query', () => {
    expect(hasDetails(parse('?holds=visa:ARM&age=40', '').details)).toBe(false);
  });
});
