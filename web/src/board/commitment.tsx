// One commitment: what was undertaken, how far it has come and since when, the
// days announced and missed, its history, and the switch "as if carried out".

import type { Store } from '../store';
import { area, areas, clauses, date, span, t } from '../i18n';
import { Sources } from '../ui/reasons';
import { assume, drop } from '../whatif/assumptions';
import { pending, supposable, track, upcoming, type Commitment, type Happening, type Step } from './process';
import { StatusMark, tone } from './status';
import { Day, Recorded } from './words';

export function CommitmentCard({ c, store }: { c: Commitment; store: Store }) {
  const on = store.view.value.supposed.includes(c.id);
  return (
    <li class={'board-commitment card' + (on ? ' supposed' : '')} id={'commitment-' + c.id}>
      <div class="board-commitment-head">
        <StatusMark status={c.status} />
        {c.since && <span class="note">{t('board.status.since', { date: date(c.since) })}</span>}
      </div>
      <Recorded as="h4">{c.title}</Recorded>
      <Recorded as="p" class="board-says">{c.says}</Recorded>
      <p class="note">{t('board.undertaking.' + c.undertaking)} · {areas(c.parties)}</p>
      <Track c={c} />
      <Time c={c} />
      <Brings c={c} />
      <Suppose c={c} store={store} />
      <History events={c.events} />
      <div class="board-foot">
        <Sources sources={c.sources} />
        <a href={'/commitment/' + c.id}>{t('board.page')}</a>
      </div>
    </li>
  );
}

function Track({ c }: { c: Commitment }) {
  const all = track(c);
  return (
    <ol class={'board-track ' + tone(c.status)} aria-label={t('board.track')}>
      {all.map((s) => (
        <li key={s.step} class={s.partly ? 'partly' : s.on ? 'done' : ''}>
          <span class="board-dot" aria-hidden="true" />
          <StepWords s={s} parties={c.parties} />
        </li>
      ))}
    </ol>
  );
}

function StepWords({ s, parties }: { s: Step; parties: string[] }) {
  const name = t('board.event.' + s.step);
  return (
    <>
      <span class="board-step">{name}</span>
      {s.on ? <small><Day on={s.on} /></small> : <small class="unseen">{t('board.step.open')}</small>}
      {s.partly && <small>{s.by.length > 0 && s.by.length < parties.length ? areas(s.by) : t('board.event.partly')}</small>}
    </>
  );
}

function Time({ c }: { c: Commitment }) {
  const words = pending(c.status) ? 'board.pending' : c.status === 'in-operation' ? 'board.pended' : 'board.ended';
  return (
    <>
      {c.agreed && (
        <p class="board-days">
          <strong>{t(words, { n: c.days_pending })}</strong>{' '}
          <span class="note">{t('board.span', { span: span(c.days_pending), date: date(c.agreed) })}</span>
        </p>
      )}
      <Announced c={c} />
    </>
  );
}

// The days announced: missed, of unknown fate, or still to come; by shape and word.
function Announced({ c }: { c: Commitment }) {
  const days = [
    ...c.missed.map((m) => ({ due: m.due, fate: m.fate === 'missed' ? 'missed' : 'unknown' })),
    ...upcoming(c).map((due) => ({ due, fate: 'upcoming' })),
  ];
  if (days.length === 0) return null;
  return (
    <ul class="board-announced">
      {days.map((d) => (
        <li key={d.due + d.fate} class={d.fate}>
          <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3" fill="none" stroke="currentColor" stroke-width="1.4" />
            {d.fate === 'missed' && <path d="M6 8.4 10 12M10 8.4 6 12" stroke="currentColor" stroke-width="1.5" />}
            {d.fate === 'upcoming' && <circle cx="8" cy="10.2" r="1.6" fill="currentColor" />}
          </svg>
          {t('board.announced.' + d.fate, { date: date(d.due) })}
        </li>
      ))}
    </ul>
  );
}

function Brings({ c }: { c: Commitment }) {
  const what = c.would.length > 0 ? c.would : c.could;
  if (what.length === 0) return null;
  return (
    <details>
      <summary>{t(c.would.length > 0 ? 'board.would' : 'board.could')}</summary>
      <ul class="board-brings">{what.map((w) => <Recorded as="li" key={w}>{w}</Recorded>)}</ul>
    </details>
  );
}

function Suppose({ c, store }: { c: Commitment; store: Store }) {
  const how = supposable(c);
  if (how === '') return null;
  if (how === 'nothing') return <p class="note">{t('board.suppose.nothing')}</p>;
  const { supposed } = store.view.value;
  const on = how === 'do' ? supposed.includes(c.id) : store.view.value.assumed.includes(c.id);
  const turn = () => {
    if (how === 'assume') return (on ? drop : assume)(store, c.id);
    store.set({ supposed: on ? supposed.filter((id) => id !== c.id) : [...supposed, c.id] });
  };
  return (
    <div class="board-suppose">
      <button type="button" role="switch" aria-checked={on} class="board-switch" onClick={turn} aria-describedby={'suppose-' + c.id}>
        <span class="board-switch-track" aria-hidden="true"><span /></span>
        {t(how === 'do' ? 'board.suppose' : 'board.suppose.assume')}
      </button>
      <p class="note" id={'suppose-' + c.id} role="status">
        {how === 'assume' ? t('board.suppose.notAgreed') : on ? t('board.suppose.on') : ''}
      </p>
      {on && (
        <button type="button" class="button" onClick={() => store.set({ panel: 'whatif' })}>
          {t('board.effect')}
        </button>
      )}
    </div>
  );
}

function History({ events }: { events: readonly Happening[] }) {
  return (
    <details class="board-history">
      <summary>{t('board.history', { n: events.length })}</summary>
      <ol>
        {events.map((e, i) => (
          <li key={i}>
            <p>
              <Day on={e.on} /> · <strong>{t('board.event.' + e.event)}</strong> {told(e)}
            </p>
            <Recorded as="p">{e.says}</Recorded>
            <Sources sources={e.sources} />
          </li>
        ))}
      </ol>
    </details>
  );
}

// What is told of an event beside its kind: in part, for which day, by whom, denied by whom.
function told(e: Happening) {
  const words: string[] = [];
  if (e.partly) words.push(t('board.event.partly'));
  if (e.due) words.push(t('board.event.due', { date: date(e.due) }));
  if (e.due && e.official !== undefined) words.push(t(e.official ? 'board.event.official' : 'board.event.unofficial'));
  if (e.by.length > 0) words.push(t('board.event.by', { parties: areas(e.by) }));
  if (e.who) words.push(t('board.event.by', { parties: e.who }));
  if (e.denied_by) words.push(t('board.event.denied', { who: e.denied_by.length === 3 ? area(e.denied_by) : e.denied_by }));
  return clauses(words);
}
