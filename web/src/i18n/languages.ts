/** A language that the page speaks. */
export interface Language {
  /** BCP 47, and the name of its catalogue. */
  readonly code: string;
  /** Its name in itself. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  /** Whether somebody who speaks it has read the whole catalogue; the page says so where not. */
  readonly reviewed: boolean;
}

/** languages are listed as the switch lists them: English, the reference, then by their own names. */
export const languages: readonly Language[] = [
  { code: 'en', name: 'English', dir: 'ltr', reviewed: true },
  { code: 'az', name: 'Azərbaycanca', dir: 'ltr', reviewed: false },
  { code: 'tr', name: 'Türkçe', dir: 'ltr', reviewed: false },
  { code: 'hy', name: 'Հայերեն', dir: 'ltr', reviewed: false },
  { code: 'ka', name: 'ქართული', dir: 'ltr', reviewed: false },
  { code: 'fa', name: 'فارسی', dir: 'rtl', reviewed: false },
  { code: 'ru', name: 'Русский', dir: 'ltr', reviewed: false },
];

/** spoken gives the language of a BCP 47 tag (fa-IR is fa); undefined if the page doesn't speak it. */
export function spoken(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split('-')[0];
  return languages.find((l) => l.code === primary);
}
