import { afterAll, describe, expect, it } from 'vitest';
import { area, areas, date, dayNumber, distance, duration, firstLanguage, languages, list, number, percent, setLanguage, span, states, t } from './index';
import { precise } from './edtf';

afterAll(() => setLanguage('en'));

/** Spaces of several kinds stand between digits and before units; a reader sees one. */
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ');

describe('a date', () => {
  const tables: [string, string, string][] = [
    ['en', '2024-07-30', '30 July 2024'],
    ['en', '2024-07', 'July 2024'],
    ['en', '2024', '2024'],
    ['en', '2022~', 'about 2022'],
    ['en', '1993-04?', 'April 1993 (uncertain)'],
    ['en', '2023-22', 'summer 2023'],
    ['en', '2023-11/2024-01', 'November 2023 – January 2024'],
    ['en', '2023-11/..', 'from November 2023'],
    ['en', '2024-07-30T08:00', '30 July 2024, 08:00'],
    ['en', 'soon', 'soon'],
    ['en', '', ''],
    ['tr', '2024-07-30', '30 Temmuz 2024'],
    ['az', '2024-07-30', '30 iyul 2024'],
    ['hy', '2024-07-30', '30 հուլիսի, 2024 թ.'],
    ['hy', '2024-07', '2024 թ. հուլիս'],
    ['ka', '2024-07-30', '30 ივლისი, 2024'],
    ['fa', '2024-07-30', '۳۰ ژوئیهٔ ۲۰۲۴'],
    ['ru', '2024-07-30', '30 июля 2024 г.'],
  ];
  it.each(tables)('in %s of %s is %s', async (lang, written, told) => {
    await setLanguage(lang);
    expect(plain(date(written))).toBe(told);
  });

  it('counts days from 1970, a month from its first day, a season from its first month', () => {
    expect(dayNumber('1970-01-02')).toBe(1);
    expect(dayNumber('1970-02~')).toBe(31);
    expect(dayNumber('1970-22')).toBe(151); // 1 June
    expect(dayNumber('1991/1993')).toBe(dayNumber('1991-01-01'));
    expect(dayNumber('soon')).toBeUndefined();
    expect(dayNumber(null)).toBeUndefined();
  });

  it('is no date with a month or day that there is none of', () => {
    for (const s of ['2024-13', '2024-00', '2024-01-32', '2024-22-01', '24', '2024-1', '20240730']) expect(precise(s), s).toBeUndefined();
  });
});

describe('a length', () => {
  const lengths: [string, number, string][] = [
    ['en', 32250, '8 hrs 58 mins'],
    ['en', 3600, '1 hr'],
    ['en', 29, '0 mins'],
    ['en', -32250, '8 hrs 58 mins'],
    ['en', 2 * 86400 + 3 * 3600, '2 days 3 hrs'],
    ['en', 2 * 86400 - 60, '2 days'],
    ['hy', 32250, '8 ժ 58 ր'],
    ['ka', 32250, '8 სთ 58 წთ'],
    ['az', 32250, '8 saat 58 dəq'],
    ['fa', 32250, '۸ ساعت ۵۸ دقیقه'],
    ['ru', 32250, '8 ч 58 мин'],
  ];
  it.each(lengths)('in %s of %d s is %s', async (lang, seconds, told) => {
    await setLanguage(lang);
    expect(plain(duration(seconds))).toBe(told);
  });

  it('of many days is told in years and months', async () => {
    await setLanguage('en');
    expect(span(1)).toBe('1 day');
    expect(span(61)).toBe('61 days');
    expect(span(3064)).toBe('8 years 5 months');
    expect(span(365)).toBe('1 year');
    await setLanguage('ru');
    expect(plain(span(3064))).toBe('8 лет 5 месяцев');
    await setLanguage('hy');
    expect(span(3064)).toBe('8 տարի 5 ամիս');
  });

  it.each([
    ['en', '540 km', '12,345', '2.7%'],
    ['ru', '540 км', '12 345', '2,7 %'],
    ['ka', '540 კმ', '12 345', '2,7%'],
    ['az', '540 km', '12.345', '2,7%'],
  ])('of road, a number and a share in %s', async (lang, road, n, share) => {
    await setLanguage(lang);
    expect([plain(distance(540_000)), plain(number(12345)), plain(percent(0.02697))]).toEqual([road, n, share]);
  });
});

describe('an area', () => {
  it('has the short name of the United Nations, in each language its own', async () => {
    const told: Record<string, string> = {};
    for (const l of languages) {
      await setLanguage(l.code);
      told[l.code] = area('TUR');
    }
    expect(told).toEqual({ en: 'Türkiye', az: 'Türkiyə', tr: 'Türkiye', hy: 'Թուրքիա', ka: 'თურქეთი', fa: 'ترکیه', ru: 'Турция' });
  });

  it('that is no state is named by the page, else as the API does, else by its id', async () => {
    await setLanguage('ru');
    expect(area('south-ossetia')).toBe('Южная Осетия');
    expect(area('zone-9', 'Zone 9')).toBe('Zone 9');
    expect(area('zone-9')).toBe('zone-9');
  });

  it.each(languages.map((l) => l.code))('in %s has a name for every state', async (code) => {
    await setLanguage(code);
    expect(states.length).toBeGreaterThan(230);
    expect(states.filter((s) => area(s) === s)).toEqual([]);
  });

  it('beside others is joined as the language joins', async () => {
    await setLanguage('en');
    expect(areas(['ARM', 'TUR'])).toBe('Armenia and Türkiye');
    await setLanguage('ka');
    expect(areas(['ARM', 'TUR'])).toBe('სომხეთი და თურქეთი');
    expect(list(['a', 'b', 'c'])).toBe('a, b და c');
    expect(list([])).toBe('');
  });
});

describe('the language', () => {
  it('changes what is told, counts included', async () => {
    await setLanguage('ru');
    expect(t('common.sources', { n: 1 })).toBe('1 источник');
    expect(t('common.sources', { n: 3 })).toBe('3 источника');
    expect(t('common.sources', { n: 11 })).toBe('11 источников');
    await setLanguage('hy');
    expect(plain(t('common.sources', { n: 12345 }))).toBe('12 345 աղբյուր');
    await setLanguage('en');
    expect(t('common.sources', { n: 1 })).toBe('1 source');
  });

  it('asked for last is spoken, however long the one before takes', async () => {
    const before = setLanguage('hy');
    const last = setLanguage('en');
    await Promise.all([before, last]);
    expect(t('common.stop')).toBe('Stop');
  });

  it('to begin with is what the address asks for, else English where none is spoken', () => {
    expect(firstLanguage('fa-IR')).toBe('fa');
    expect(firstLanguage('hy')).toBe('hy');
    expect(languages.map((l) => l.code)).toContain(firstLanguage('xx'));
  });
});
