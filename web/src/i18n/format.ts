// Numbers, days and lengths as the language spoken writes them.
import { precise } from './edtf';
import { known, language, locale, t } from './messages';
import { regionOf } from './states';

export { dayNumber } from './edtf';
export { states } from './states';

/** number writes a number, by default without a fraction. */
export function number(n: number, maximumFractionDigits = 0): string {
  return locale().number(n, { maximumFractionDigits });
}

/** percent writes a share: 0.027 is 2.7 %; signed tells a gain with its plus. */
export function percent(share: number, maximumFractionDigits = 1, signed = false): string {
  return locale().number(share, { style: 'percent', maximumFractionDigits, signDisplay: signed ? 'exceptZero' : 'auto' });
}

/** distance writes metres as kilometres. */
export function distance(metres: number): string {
  return locale().unit(Math.round(metres / 1000), 'kilometer');
}

/** duration writes seconds in at most two units: 8 h 57 min, 2 days 4 h, 0 min. */
export function duration(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const days = Math.floor(minutes / 1440);
  if (days > 0) {
    const hours = Math.round((minutes - days * 1440) / 60);
    return hours === 24 ? two(days + 1, 'day', 0, 'hour') : two(days, 'day', hours, 'hour');
  }
  return two(Math.floor(minutes / 60), 'hour', minutes % 60, 'minute');
}

/** span writes a number of days in years and months, where that reads better: 3064 days are 8 years 5 months. */
export function span(days: number): string {
  if (days < 62) return locale().unit(days, 'day');
  const months = Math.round(days / 30.436875);
  return two(Math.floor(months / 12), 'year', months % 12, 'month');
}

function two(a: number, large: 'day' | 'hour' | 'year', b: number, small: 'hour' | 'minute' | 'month'): string {
  const l = locale();
  if (a === 0) return l.unit(b, small);
  if (b === 0) return l.unit(a, large);
  return l.joined([l.unit(a, large), l.unit(b, small)]);
}

/** list writes several names: a, b and c. */
export function list(items: readonly string[]): string {
  return locale().list(items);
}

/** clauses puts remarks one after another, with the comma of the language's script. */
export function clauses(items: readonly string[]): string {
  return items.join(language().dir === 'rtl' ? '، ' : ', ');
}

/**
 * date writes a date of the record (see edtf.ts), as precisely as it is known and no more. What it can't read it
 * gives back.
 */
export function date(s: string | null | undefined): string {
  if (!s) return '';
  const [from = '', to] = s.split('/');
  if (to === undefined) return one(s);
  if (from === '' || from === '..') return t('common.date.until', { date: one(to) });
  if (to === '' || to === '..') return t('common.date.from', { date: one(from) });
  return t('common.date.between', { from: one(from), to: one(to) });
}

function one(s: string): string {
  const d = precise(s);
  if (!d) return s;
  const l = locale();
  let out = l.year(d.year);
  if (d.day) out = l.date(d.year, d.month ?? 1, d.day);
  else if ((d.month ?? 0) > 20) out = t(`common.season.${d.month}`, { year: out });
  else if (d.month) out = l.monthDate(d.year, d.month);
  if (d.time) out = t('common.date.minute', { date: out, time: d.time });
  if (d.doubt) out = t(d.doubt === '?' ? 'common.date.uncertain' : 'common.date.about', { date: out });
  return out;
}

// English names of CLDR that differ from the United Nations' short names.
const unitedNations: Record<string, string> = {
  CIV: 'Côte d’Ivoire',
  COD: 'Democratic Republic of the Congo',
  COG: 'Congo',
  CPV: 'Cabo Verde',
  CZE: 'Czechia',
  HKG: 'Hong Kong',
  MAC: 'Macao',
  MKD: 'North Macedonia',
  MMR: 'Myanmar',
  PSE: 'State of Palestine',
  SWZ: 'Eswatini',
  TLS: 'Timor-Leste',
  TUR: 'Türkiye',
};

/** area names an area of the record by its id; given is the name that the API told, for what no list of states has. */
export function area(id: string, given?: string): string {
  const own = `common.area.${id}`;
  if (known(own)) return t(own);
  if (language().code === 'en' && unitedNations[id]) return unitedNations[id];
  const region = regionOf(id);
  return (region && locale().region(region)) || given || id;
}

/** areas names several. */
export function areas(ids: readonly string[]): string {
  return list(ids.map((id) => area(id)));
}
