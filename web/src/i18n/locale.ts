// What a language writes between digits and around units and dates. Most comes
// from the browser's Intl; Armenian, Georgian and Azerbaijani, which some
// browsers lack in whole or in part, bring theirs along (locales/*.json), so
// that a page looks the same in every browser.

/** The unit names a length of time or of road is told in. */
type Unit = 'minute' | 'hour' | 'day' | 'month' | 'year' | 'kilometer';

/** Facts of a language that come along with its catalogue. */
export interface Facts {
  decimal: string;
  group: string;
  date: string;
  monthDate: string;
  months: string[];
  monthsAlone: string[];
  and: string;
  units: Record<Unit, string>;
  regions: Record<string, string>;
}

/** A Locale formats for one language. */
export interface Locale {
  readonly code: string;
  number(n: number, options?: Intl.NumberFormatOptions): string;
  unit(n: number, unit: Unit): string;
  /** A day; month counts from 1. */
  date(y: number, month: number, day: number): string;
  monthDate(y: number, month: number): string;
  year(y: number): string;
  /** All of them: a, b and c. */
  list(items: readonly string[]): string;
  /** Parts of one measure: 8 h 57 min. */
  joined(items: readonly string[]): string;
  /** The name of a two-letter region; undefined if none is known. */
  region(alpha2: string): string | undefined;
  plural(options?: Intl.PluralRulesOptions): Intl.PluralRules;
}

const long: ReadonlySet<Unit> = new Set(['day', 'month', 'year']);

/** browserLocale takes everything from Intl; dates are Gregorian in every language, as the record's are. */
export function browserLocale(code: string): Locale {
  // The page's English is British: 30 July 2024.
  const tags = code === 'en' ? ['en-GB', 'en'] : [code, 'en'];
  const names = new Intl.DisplayNames(tags, { type: 'region', fallback: 'none' });
  const dates = (o: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tags, { timeZone: 'UTC', calendar: 'gregory', ...o });
  const day = dates({ year: 'numeric', month: 'long', day: 'numeric' });
  const month = dates({ year: 'numeric', month: 'long' });
  const year = dates({ year: 'numeric' });
  return {
    code,
    number: (n, o) => new Intl.NumberFormat(tags, o).format(n),
    unit: (n, unit) =>
      new Intl.NumberFormat(tags, {
        style: 'unit',
        unit,
        unitDisplay: long.has(unit) ? 'long' : 'short',
        maximumFractionDigits: 0,
      }).format(n),
    date: (y, m, d) => day.format(at(y, m, d)),
    monthDate: (y, m) => month.format(at(y, m, 1)),
    year: (y) => year.format(at(y, 1, 1)),
    list: (items) => new Intl.ListFormat(tags, { type: 'conjunction' }).format(items),
    joined: (items) => items.join(' '),
    region: (alpha2) => names.of(alpha2),
    plural: (o) => new Intl.PluralRules(tags, o),
  };
}

/** carriedLocale takes everything from facts that came along. */
export function carriedLocale(code: string, facts: Facts): Locale {
  const number = (n: number, o: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat('en', { ...o, useGrouping: o.useGrouping ?? 'always' })
      .formatToParts(n)
      .map((p) => (p.type === 'group' ? facts.group : p.type === 'decimal' ? facts.decimal : p.value))
      .join('');
  const fill = (pattern: string, y: number, month: string, d = 0) =>
    pattern.replace('{y}', String(y)).replace('{month}', month).replace('{d}', String(d));
  return {
    code,
    number,
    unit: (n, unit) => facts.units[unit].replace('#', number(n, { maximumFractionDigits: 0 })),
    date: (y, m, d) => fill(facts.date, y, facts.months[m - 1] ?? '', d),
    monthDate: (y, m) => fill(facts.monthDate, y, facts.monthsAlone[m - 1] ?? ''),
    year: (y) => String(y),
    list: (items) =>
      items.length < 2 ? items.join('') : items.slice(0, -1).join(', ') + facts.and + items[items.length - 1],
    joined: (items) => items.join(' '),
    region: (alpha2) => facts.regions[alpha2],
    plural: (o) => new Intl.PluralRules('en', o),
  };
}

function at(y: number, month: number, day: number): Date {
  const d = new Date(0);
  d.setUTCFullYear(y, month - 1, day);
  return d;
}
