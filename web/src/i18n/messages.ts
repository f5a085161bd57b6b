// Words of the page in the reader's language: catalogues of ICU messages, one
// flat JSON file a language in catalogues/, English the reference.
//
// t('board.pending', {n: 3}) gives the words. It reads a signal, so a
// component that calls it is drawn again when the language changes; nothing else
// of the view changes with it. A message that a catalogue lacks is told in
// English. English comes with the page, the others when asked for.
import { signal } from '@preact/signals';
import { IntlMessageFormat } from 'intl-messageformat';
import english from './catalogues/en.json';
import { languages, spoken, type Language } from './languages';
import { browserLocale, carriedLocale, type Facts, type Locale } from './locale';

/** The ids of the messages: those of the English catalogue. */
export type MessageID = keyof typeof english;
/** What stands in a message's places. */
export type Values = Record<string, string | number | boolean>;
type Catalogue = Partial<Record<string, string>>;

interface Spoken {
  readonly language: Language;
  readonly locale: Locale;
  readonly messages: Catalogue;
  readonly formats: Map<string, IntlMessageFormat>;
}

const reference = languages[0] as Language;
const remembered = 'waythrough.language';
const current = signal<Spoken>(speak(reference, english));

const catalogues = import.meta.glob<Catalogue>(['./catalogues/*.json', '!./catalogues/en.json'], { import: 'default' });
const locales = import.meta.glob<Facts>('./locales/*.json', { import: 'default' });

function speak(language: Language, messages: Catalogue, facts?: Facts): Spoken {
  const locale = facts ? carriedLocale(language.code, facts) : browserLocale(language.code);
  return { language, locale, messages, formats: new Map() };
}

/** language gives the language spoken now. */
export function language(): Language {
  return current.value.language;
}

/** locale gives what formats for it. */
export function locale(): Locale {
  return current.value.locale;
}

/**
 * t tells a message in the language spoken. Ids may be put together (the verdict's, the status's); one that there is
 * none of is told as it stands, and a test holds that every id written out in the sources exists.
 */
export function t(id: MessageID | (string & {}), values?: Values): string {
  const now = current.value;
  let format = now.formats.get(id);
  if (!format) {
    format = compile(now.messages[id] ?? (english as Catalogue)[id] ?? id, now.locale);
    now.formats.set(id, format);
  }
  return format.format(values) as string;
}

/** known reports whether there is a message of this id: for words that the API may add to. */
export function known(id: string): id is MessageID {
  return id in english;
}

/** compile reads an ICU message for a language; it throws on one that can't be read. */
function compile(message: string, to: Locale): IntlMessageFormat {
  return new IntlMessageFormat(message, [to.code, 'en'], undefined, {
    formatters: {
      getNumberFormat: (_, o) => ({ format: (n: number) => to.number(n, o as Intl.NumberFormatOptions) }) as never,
      getDateTimeFormat: (tags, o) => new Intl.DateTimeFormat(tags, o),
      getPluralRules: (_, o) => to.plural(o),
    },
  });
}

let asked = 0;

/** setLanguage speaks another language from now on, and remembers it. A later call wins over an earlier one still loading. */
export async function setLanguage(code: string): Promise<void> {
  const mine = ++asked;
  const next = await load(spoken(code) ?? reference);
  if (mine !== asked) return;
  current.value = next;
  try {
    localStorage.setItem(remembered, next.language.code);
  } catch {
    // Storage may be forbidden; the language then lasts as long as the page.
  }
  announce(next.language);
}

async function load(language: Language): Promise<Spoken> {
  if (language.code === reference.code) return speak(language, english);
  const [messages, facts] = await Promise.all([
    catalogues[`./catalogues/${language.code}.json`]?.() ?? {},
    locales[`./locales/${language.code}.json`]?.(),
  ]);
  return speak(language, messages, facts);
}

function announce(l: Language): void {
  if (typeof document === 'undefined') return;
  document.documentElement.lang = l.code;
  document.documentElement.dir = l.dir;
}

/** firstLanguage is the one to begin with: what the address asks for, what was chosen before, what the browser prefers, English. */
export function firstLanguage(asks?: string | null): string {
  let before: string | null = null;
  try {
    before = localStorage.getItem(remembered);
  } catch {
    // As above.
  }
  const wishes = [asks, before, ...(typeof navigator === 'undefined' ? [] : navigator.languages)];
  for (const wish of wishes) {
    const l = spoken(wish);
    if (l) return l.code;
  }
  return reference.code;
}
