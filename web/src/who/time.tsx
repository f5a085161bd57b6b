// The line of time: the day asked, from 1991 to today, with the record's events
// as marks; and what was public by when.

import { useRef, useState } from 'preact/hooks';
import { date, t } from '../i18n';
import { questions } from '../questions';
import type { Store } from '../store';
import { word } from '../ui/words';
import { firstDay, marks, toDay, toNumber, type Mark } from './days';
import './time.css';

export function Time({ store }: { store: Store }) {
  const day = store.day.value;
  const last = store.today;
  const found = marks(questions(store).events.answer.value.data?.events ?? [], last);
  const before = found.findLast((m) => m.day < day);
  const after = found.find((m) => m.day > day);
  const here = found.find((m) => m.day === day);
  const go = (to: string, history: 'push' | 'replace' = 'push') => store.set({ on: to === last ? '' : to }, history);
  return (
    <section class="time" aria-label={t('who.time')}>
      <div class="time-head">
        <label class="time-day">
          <span class="unseen">{t('who.time.day')}</span>
          <input
            type="date" class="field" value={day} min={firstDay} max={last}
            onChange={(e) => e.currentTarget.value >= firstDay && e.currentTarget.value <= last && go(e.currentTarget.value)}
          />
        </label>
        <strong class="time-told" aria-hidden="true">{date(day)}</strong>
        <div class="time-step">
          <button type="button" class="button icon quiet" disabled={!before} aria-label={t('who.time.before')} title={t('who.time.before')} onClick={() => before && go(before.day)}>
            <Chevron back />
          </button>
          <Events found={found} day={day} go={go} />
          <button type="button" class="button icon quiet" disabled={!after} aria-label={t('who.time.after')} title={t('who.time.after')} onClick={() => after && go(after.day)}>
            <Chevron />
          </button>
        </div>
        {day !== last && <button type="button" class="button quiet" onClick={() => go(last)}>{t('who.time.today')}</button>}
        <Known store={store} />
      </div>
      <p class="time-event note" aria-live="polite" lang={here ? 'en' : undefined}>
        {here?.events.map((e) => e.title).join(' · ') ?? ''}
      </p>
      <Line store={store} found={found} day={day} go={go} />
    </section>
  );
}

function Chevron({ back = false }: { back?: boolean }) {
  return (
    <svg class="chevron" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={back ? 'm10 3-5 5 5 5' : 'm6 3 5 5-5 5'} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** The slider itself: an input of type range over the marks. */
function Line(props: { store: Store; found: Mark[]; day: string; go: (day: string, h: 'push' | 'replace') => void }) {
  const first = toNumber(firstDay);
  const last = toNumber(props.store.today);
  const years = Array.from({ length: 8 }, (_, i) => 1995 + 5 * i).filter((y) => toNumber(y + '-01-01') < last);
  const known = props.store.view.value.known;
  return (
    <div class="line">
      <div class="line-marks" aria-hidden="true">
        {known && <span class="line-unknown" style={{ insetInlineStart: (100 * (toNumber(known) - first)) / (last - first) + '%' }} />}
        {props.found.map((m) => <span key={m.day} class={'mark ' + m.kind + (m.day === props.day ? ' here' : '')} style={{ insetInlineStart: 100 * m.at + '%' }} />)}
      </div>
      <input
        type="range" min={first} max={last} value={toNumber(props.day)} aria-label={t('who.time.slider')} aria-valuetext={date(props.day)}
        onInput={(e) => props.go(toDay(Number(e.currentTarget.value)), 'replace')}
      />
      <div class="line-years" aria-hidden="true">
        <span style={{ insetInlineStart: 0 }}>1991</span>
        {years.map((y) => <span key={y} style={{ insetInlineStart: (100 * (toNumber(y + '-01-01') - first)) / (last - first) + '%' }}>{y}</span>)}
      </div>
    </div>
  );
}

/** The same events as a list to choose from. */
function Events({ found, day, go }: { found: Mark[]; day: string; go: (day: string) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const show = () => {
    dialog.current?.showModal();
    dialog.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  };
  return (
    <>
      <button type="button" class="button quiet" disabled={found.length === 0} onClick={show}>{t('who.time.events')}</button>
      <dialog ref={dialog} class="events card" aria-label={t('who.time.events.title')} onClick={(e) => e.target === dialog.current && dialog.current?.close()}>
        <div class="events-head row">
          <h2>{t('who.time.events.title')}</h2>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>{t('common.close')}</button>
        </div>
        <ol tabIndex={0} aria-label={t('who.time.events.title')}>
          {found.map((m) => (
            <li key={m.day}>
              <button type="button" aria-current={m.day === day ? 'date' : undefined} onClick={() => { go(m.day); dialog.current?.close(); }}>
                <span class="events-day"><span class={'mark still ' + m.kind} aria-hidden="true" />{date(m.events[0]?.on)}</span>
                {m.events.map((e) => (
                  <span key={e.statement + e.what}><b>{word('who.event', e.what)}</b> <span lang="en">{e.title}</span></span>
                ))}
              </button>
            </li>
          ))}
        </ol>
      </dialog>
    </>
  );
}

function Known({ store }: { store: Store }) {
  const known = store.view.value.known;
  const [open, setOpen] = useState(known !== '');
  return (
    <div class="time-known">
      <label class="check">
        <input type="checkbox" checked={open || known !== ''} onChange={(e) => { setOpen(e.currentTarget.checked); store.set({ known: e.currentTarget.checked ? store.day.value : '' }); }} />
        <span>{t('who.known')}</span>
      </label>
      {(open || known !== '') && (
        <input type="date" class="field" aria-label={t('who.known.day')} value={known} min={firstDay} max={store.today} onChange={(e) => e.currentTarget.value && store.set({ known: e.currentTarget.value })} />
      )}
    </div>
  );
}
