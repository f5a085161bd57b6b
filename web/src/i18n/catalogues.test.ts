import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { languages } from './languages';

type Catalogue = Record<string, string>;

const files = import.meta.glob<Catalogue>('./catalogues/*.json', { eager: true, import: 'default' });
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}'], { eager: true, query: '?raw', import: 'default' });
const catalogue = (code: string) => files[`./catalogues/${code}.json`] as Catalogue;
const english = catalogue('en');

/** The names of a message's places, and the categories of its plurals. */
function shape(message: string): { names: string[]; categories: Set<string> } {
  const names = new Set<string>();
  const categories = new Set<string>();
  const walk = (all: MessageFormatElement[]) => {
    for (const e of all) {
      if (e.type === TYPE.literal || e.type === TYPE.pound) continue;
      if ('value' in e) names.add(e.value);
      if (e.type === TYPE.plural || e.type === TYPE.select) {
        for (const [category, option] of Object.entries(e.options)) {
          if (e.type === TYPE.plural) categories.add(category);
          walk(option.value);
        }
      }
    }
  };
  walk(parse(message));
  return { names: [...names].sort(), categories };
}

// The forms that a count takes, as CLDR has them. Where a noun stays as it is after a number, one form will do.
const forms: Record<string, string[]> = {
  en: ['one', 'other'],
  az: ['other'],
  tr: ['other'],
  hy: ['other'],
  ka: ['other'],
  fa: ['other'],
  ru: ['one', 'few', 'many', 'other'],
};

describe('the catalogues', () => {
  it('are those of the languages offered', () => {
    const found = Object.keys(files).map((f) => f.replace(/^.*\/|\.json$/g, ''));
    expect(found.sort()).toEqual(languages.map((l) => l.code).sort());
  });

  it.each(languages.map((l) => l.code))('%s tells every message, and no other', (code) => {
    expect(Object.keys(catalogue(code)).sort()).toEqual(Object.keys(english).sort());
    for (const [id, message] of Object.entries(catalogue(code))) expect(message.trim(), id).not.toBe('');
  });

  it.each(languages.map((l) => l.code))('%s can be read, has the places of the English and the plural forms of its own', (code) => {
    const own = catalogue(code);
    for (const [id, message] of Object.entries(english)) {
      const got = shape(own[id] ?? '');
      expect(got.names, `${code} ${id}`).toEqual(shape(message).names);
      const missing = got.categories.size > 0 ? (forms[code] ?? []).filter((c) => !got.categories.has(c)) : [];
      expect(missing, `${code} ${id} lacks plural forms`).toEqual([]);
    }
  });

  it('hold every id that the sources write out, or ids that begin so where they are put together', () => {
    const areas = [...new Set(Object.keys(english).map((id) => id.split('.')[0]))].join('|');
    const written = new RegExp(`['\`]((?:${areas})\\.[\\w.-]*)(?=['$])`, 'g');
    const lacking: string[] = [];
    let seen = 0;
    for (const [file, text] of Object.entries(sources)) {
      for (const [, id = ''] of text.matchAll(written)) {
        seen++;
        if (!(id in english) && !Object.keys(english).some((k) => k.startsWith(id.replace(/\.?$/, '.')))) lacking.push(`${file}: ${id}`);
      }
    }
    expect(seen).toBeGreaterThan(200);
    expect(lacking).toEqual([]);
  });

  it('hold nothing that no source asks for', () => {
    const all = Object.values(sources).join('\n');
    // A prefix that ids are put together from: 'board.status.' + …, word('common.part', …), `common.season.${…}`.
    const prefixes = [...all.matchAll(/'([a-z]+(?:\.[\w-]+)*\.)'\s*\+|word\('([\w.]+)'|`([a-z]+\.[\w.]*\.)\$\{/gi)].map((m) => m[1] ?? m[3] ?? m[2] + '.');
    const idle = Object.keys(english).filter((id) => !all.includes(`'${id}'`) && !prefixes.some((p) => id.startsWith(p)));
    expect(idle).toEqual([]);
  });
});
