// The record's own words and days.

import type { ComponentChildren } from 'preact';
import { date, language } from '../i18n';

/** Words of the record, which are English whatever the page speaks. */
export function Recorded({ children, as: As = 'span', class: c }: { children: ComponentChildren; as?: 'span' | 'p' | 'h2' | 'h3' | 'h4' | 'li'; class?: string }) {
  return language().code === 'en' ? (
    <As class={c}>{children}</As>
  ) : (
    <As class={c} lang="en" dir="ltr">{children}</As>
  );
}

/** A day in a time element, as precisely as it is known. */
export function Day({ on }: { on: string }) {
  return /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/.test(on) ? <time dateTime={on}>{date(on)}</time> : <span>{date(on)}</span>;
}
