// Words for what the API tells by an id: a mode, a part of a border's law, a paper.

import { area, known, language, t } from '../i18n';

/** The message `prefix.id`, or the id itself where the page knows no word for it. */
export function word(prefix: string, id: string): string {
  const message = prefix + '.' + id;
  return known(message) ? t(message) : id.replaceAll('-', ' ');
}

/** A paper of the record, `visa:ARM` or `driving-licence`. */
export function paper(id: string): string {
  const [kind = id, of] = id.split(':');
  const name = word('common.paper', kind);
  return of ? t('common.paper.of', { paper: name, area: area(of) }) : name;
}

/** A passport as the API writes it, `DEU:diplomatic`. */
export function passport(p: string): string {
  const [nation = p, type] = p.split(':');
  return type && type !== 'ordinary' ? t('who.passport.typed', { area: area(nation), type: word('who.document', type) }) : area(nation);
}

/** The areas of a list as the record writes it, `ARM, AZE`. */
export function listed(ids: string): string {
  return ids.split(/,\s*/).map((id) => area(id)).join(', ');
}

/** From one to another, in the direction of the language; each name keeps its own. */
export function to(a: string, b: string): string {
  const isolated = (s: string) => '\u2068' + s + '\u2069';
  return isolated(a) + (language().dir === 'rtl' ? ' ← ' : ' → ') + isolated(b);
}

/** The clock at a place, out of a time with its offset: 17:14. */
export function clock(rfc3339: string): string {
  return rfc3339.slice(11, 16);
}
