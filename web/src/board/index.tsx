// The process board: a negotiation as of the day asked. It follows the day and
// the day known; its switches change the view, and with it the map.

import { render } from 'preact';
import { useState } from 'preact/hooks';
import { get } from '../api';
import { areas, date, language, number, t } from '../i18n';
import { resource, type Resource } from '../resource';
import type { Store } from '../store';
import { Shown } from '../ui/waiting';
import './board.css';
import { CommitmentCard } from './commitment';
import { TimeLine } from './line';
import { ordered, pending, type Process } from './process';
import { Envoys, Positions, Relations } from './sides';
import { Recorded } from './words';

/** Puts the board into el; returns what takes it off again. */
export function mount(el: HTMLElement, store: Store): () => void {
  const process = resource<Process>(() => {
    const v = store.view.value;
    const when = { on: v.on, known: v.known };
    const path = '/v1/process/' + encodeURIComponent(v.process);
    return { key: JSON.stringify([path, when]), ask: (signal) => get<Process>(path, when, signal) };
  });
  render(<Board store={store} process={process} />, el);
  return () => {
    process.dispose();
    render(null, el);
  };
}

function Board({ store, process }: { store: Store; process: Resource<Process> }) {
  return (
    <div class="board">
      <Shown of={process} waiting={t('board.loading')}>{(p) => <Told p={p} store={store} />}</Shown>
    </div>
  );
}

function Told({ p, store }: { p: Process; store: Store }) {
  const empty = p.meetings.length + p.contacts.length + p.commitments.length + p.relations.length + p.positions.length === 0;
  const day = date(p.on);
  return (
    <>
      <header>
        <Recorded as="h2">{p.title}</Recorded>
        <p>{t('board.parties', { parties: areas(p.parties) })}</p>
        <p class="note">{p.known === store.today ? t('board.asOf', { date: day }) : t('board.asKnown', { date: day, known: date(p.known) })}</p>
        {language().code !== 'en' && <p class="note">{t('common.recordWords')}</p>}
      </header>
      {empty ? <p class="nothing">{t('board.empty', { date: day })}</p> : <Summary p={p} />}
      {!empty && <Jumps />}
      {!empty && <TimeLine p={p} today={store.today} />}
      {!empty && <Commitments p={p} store={store} />}
      <Envoys p={p} />
      {!empty && <Relations p={p} />}
      <Positions p={p} />
      <Recorded as="p" class="note">{p.notice}</Recorded>
    </>
  );
}

// Where to on the board. No links with a fragment: the fragment of the address is the traveller's.
function Jumps() {
  const to = (id: string) => {
    const heading = document.getElementById(id);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  };
  return (
    <nav class="board-jumps" aria-label={t('board.jumps')}>
      {(['line', 'commitments', 'relations', 'positions'] as const).map((part) => (
        <button key={part} type="button" class="button quiet" onClick={() => to('board-' + part)}>{t('board.' + part)}</button>
      ))}
    </nav>
  );
}

function Summary({ p }: { p: Process }) {
  const figures = {
    meetings: p.meetings.length,
    contacts: p.contacts.length,
    pending: p.commitments.filter((c) => pending(c.status)).length,
    operating: p.commitments.filter((c) => c.status === 'in-operation').length,
  };
  return (
    <ul class="board-summary">
      {Object.entries(figures).map(([what, n]) => (
        <li key={what}><b>{number(n)}</b> {t('board.summary.' + what, { n })}</li>
      ))}
    </ul>
  );
}

function Commitments({ p, store }: { p: Process; store: Store }) {
  const [all, showAll] = useState(false);
  const open = p.commitments.filter((c) => pending(c.status));
  const shown = ordered(all ? p.commitments : open);
  const choice = (on: boolean, words: string) => (
    <button type="button" class="board-choice" aria-pressed={all === on} onClick={() => showAll(on)}>{words}</button>
  );
  return (
    <section aria-labelledby="board-commitments">
      <div class="board-head">
        <h3 id="board-commitments" tabIndex={-1}>{t('board.commitments')}</h3>
        {p.commitments.length > 0 && (
          <div class="board-choices" role="group" aria-label={t('board.show')}>
            {choice(false, t('board.show.pending', { n: open.length }))}
            {choice(true, t('board.show.all', { n: p.commitments.length }))}
          </div>
        )}
      </div>
      {p.commitments.length === 0 && <p class="note">{t('board.commitments.none', { date: date(p.on) })}</p>}
      {p.commitments.length > 0 && shown.length === 0 && <p class="note">{t('board.show.none')}</p>}
      <ul class="board-commitments">{shown.map((c) => <CommitmentCard key={c.id} c={c} store={store} />)}</ul>
    </section>
  );
}
