// The line of time: a strip that shows how the meetings lie between 1991 and
// today, and below it the meetings themselves, a list along a line, the newest
// first, with the long silences said.

import { useState } from 'preact/hooks';
import { area, date, dayNumber, known, list, number, span, t } from '../i18n';
import { Sources } from '../ui/reasons';
import { gap, line, share, type Entry, type Process } from './process';
import { Day, Recorded } from './words';

// How many entries stand open before the rest is asked for.
const few = 3;

export function TimeLine({ p, today }: { p: Process; today: string }) {
  const [contacts, showContacts] = useState(false);
  const [all, showAll] = useState(false);
  const entries = line(p);
  const chosen = contacts ? entries : entries.filter((e) => e.kind !== 'contact');
  const shown = all ? chosen : chosen.slice(0, few);
  return (
    <section aria-labelledby="board-line">
      <h3 id="board-line" tabIndex={-1}>{t('board.line')}</h3>
      <Strip all={entries} on={p.on} today={today} />
      {p.contacts.length > 0 && (
        <label class="board-check">
          <input type="checkbox" checked={contacts} onChange={(e) => showContacts(e.currentTarget.checked)} />
          {t('board.line.contacts')} ({number(p.contacts.length)})
        </label>
      )}
      {shown.length === 0 && <p class="note">{t('board.line.none')}</p>}
      <ol class="board-line" reversed>
        {shown.map((e, i) => <Entries key={e.id} e={e} later={shown[i - 1]} />)}
      </ol>
      {chosen.length > few && (
        <button type="button" class="button quiet" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? t('board.line.few') : t('board.line.all', { n: chosen.length })}
        </button>
      )}
    </section>
  );
}

function Entries({ e, later }: { e: Entry; later: Entry | undefined }) {
  const silent = gap(later, e);
  return (
    <li class={'board-entry ' + e.kind} style={{ '--gap': `${Math.round(Math.sqrt(Math.max(0, (later?.day ?? e.day) - e.day)))}px` }}>
      {silent > 0 && <p class="board-silence note">{t('board.line.gap', { span: span(silent) })}</p>}
      <span class="board-entry-mark" aria-hidden="true">{e.kind === 'series' ? number(e.n) : ''}</span>
      <div>
        <p class="board-entry-head">
          <strong>{e.kind === 'series' ? t('board.line.number', { n: e.n }) : e.kind === 'text' ? <Recorded>{e.title}</Recorded> : level(e.level)}</strong>{' '}
          <span class="note"><Day on={e.on} />{e.place && <> · <bdi lang="en">{e.place}</bdi></>}</span>
        </p>
        <Recorded as="p">{e.says}</Recorded>
        {e.participants.length > 0 && <p class="note">{list(e.participants.map(participant))}</p>}
        <Sources sources={e.sources} />
      </div>
    </li>
  );
}

/** The level of a contact, in words of the page where it has them. */
function level(s: string) {
  const id = 'board.level.' + s.replaceAll(' ', '-');
  return known(id) ? t(id) : <Recorded>{s}</Recorded>;
}

/** A participant as the record has it, `Hakan Fidan (TUR)`, with the party's name. */
function participant(s: string): string {
  return s.replace(/\(([A-Z]{3})\)$/, (_, party: string) => `(${area(party)})`);
}

const lanes = ['series', 'contact', 'text'] as const;

// The strip is a picture of what the list says; its label says the figures.
function Strip({ all, on, today }: { all: readonly Entry[]; on: string; today: string }) {
  const from = dayNumber('1991-01-01') ?? 0;
  const to = dayNumber(today) ?? 0;
  const at = (day: number) => 100 * share(day, from, to);
  const count = (kind: Entry['kind']) => all.filter((e) => e.kind === kind).length;
  const years = [1995, 2000, 2005, 2010, 2015, 2020, 2025].filter((y) => (dayNumber(`${y}`) ?? 0) < to);
  const label = t('board.line.strip', { from: date('1991'), to: date(on), meetings: count('series'), contacts: count('contact'), texts: count('text') });
  return (
    <div class="board-strip" role="img" aria-label={label}>
      {years.map((y) => <span key={y} class="board-strip-year" style={{ insetInlineStart: at(dayNumber(`${y}`) ?? 0) + '%' }}>{date(`${y}`)}</span>)}
      {lanes.map((kind) => (
        <div key={kind} class={'board-lane ' + kind}>
          {all.filter((e) => e.kind === kind).map((e) => <span key={e.id} style={{ insetInlineStart: at(e.day) + '%' }} title={date(e.on)} />)}
        </div>
      ))}
      <span class="board-strip-on" style={{ insetInlineStart: at(dayNumber(on) ?? to) + '%' }} />
    </div>
  );
}
