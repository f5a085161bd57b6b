// What if: the ways between all towns before and after what is supposed. The
// comparison follows the view; the time it takes is shown, and stopping it stops
// the server's work too.

import { computed, effect } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ask, get, type Params } from '../api';
import type { Commitment } from '../board/process';
import { number, t } from '../i18n';
import { questions } from '../questions';
import { resource, type Resource } from '../resource';
import type { Store } from '../store';
import { Failed } from '../ui/waiting';
import { passport, word } from '../ui/words';
import { gains, sight, type Comparison, type Ranking } from './comparison';
import { Downloads } from './downloads';
import { Result } from './result';
import { Rank, Supposed } from './supposed';
import './whatif.css';

interface Answers {
  comparison: Resource<Comparison>;
  ranking: Resource<Ranking>;
  commitments: Resource<{ commitments: Commitment[] }>;
}

/** Puts the panel into el; returns what takes it off again. */
export function mount(el: HTMLElement, store: Store): () => void {
  const answers = follow(store);
  const toMap = effect(() => {
    const a = answers.comparison.answer.value;
    store.gains.value = a.data && a.state !== 'idle' ? gains(a.data) : null;
    const box = a.state === 'ready' && a.data ? sight(a.data) : null;
    if (box) store.sight.value = box;
  });
  render(<Panel store={store} answers={answers} />, el);
  return () => {
    toMap();
    Object.values(answers).forEach((r: Resource<unknown>) => r.dispose());
    store.gains.value = null;
    render(null, el);
  };
}

/** asked gives what a comparison is asked with, in the place of what the view says: only ways by road and on foot are compared. */
function asked(store: Store): Params & { if: string[] } {
  const v = store.view.value;
  const mode = v.mode === 'foot' ? 'foot' : 'road';
  return { mode, vehicle: mode === v.mode ? v.vehicle : 'car', on: v.on, known: v.known, if: [...v.supposed, ...v.assumed] };
}

function follow(store: Store): Answers {
  // Only what a comparison depends on: an open tab or a chosen way asks nothing anew.
  const about = computed(() => {
    const { passports, details } = store.view.value;
    return JSON.stringify([passports, details, asked(store)]);
  });
  const comparison = resource<Comparison>(() => {
    const key = about.value;
    const params = asked(store);
    if (params.if.length === 0) return null;
    return { key, ask: (signal) => ask<Comparison>('/v1/whatif', store.view.value, params, signal) };
  });
  const ranking = resource<Ranking>(() => {
    const key = about.value;
    const params = asked(store);
    if (params.if.length > 0) return null;
    return { key, ask: (signal) => ask<Ranking>('/v1/sweep', store.view.value, params, signal) };
  });
  const commitments = resource<{ commitments: Commitment[] }>(() => {
    const { on, known } = store.view.value;
    return { key: JSON.stringify([on, known]), ask: (signal) => get('/v1/commitments', { on, known }, signal) };
  });
  return { comparison, ranking, commitments };
}

function Panel({ store, answers }: { store: Store; answers: Answers }) {
  const titles = answers.commitments.answer.value.data?.commitments ?? [];
  const crossings = questions(store).crossings.answer.value.data?.features ?? [];
  const title = (id: string) => titles.find((c) => c.id === id)?.title ?? crossings.find((x) => 'close:' + x.id === id)?.properties.name ?? id.replace('close:', '');
  const params = asked(store);
  return (
    <div class="whatif">
      <h2>{t('whatif.title')}</h2>
      <Supposed store={store} title={title} />
      {params.mode !== store.view.value.mode && <p class="note">{t('whatif.byRoad')}</p>}
      {params.if.length > 0 ? (
        <Told of={answers.comparison}>
          {(c) => (
            <>
              <Result c={c} traveller={traveller(store)} />
              <Downloads view={store.view.value} params={params} />
            </>
          )}
        </Told>
      ) : (
        <Told of={answers.ranking}>{(r) => <Rank ranking={r} store={store} />}</Told>
      )}
    </div>
  );
}

/** Of whom it is computed, in the page's words. */
function traveller(store: Store): string {
  const { mode, vehicle } = asked(store);
  const { passports } = store.view.value;
  const who = passports.length > 0 ? passports.map(passport).join(', ') : t('whatif.residents');
  return `${who} · ${mode === 'foot' ? word('who.mode', 'foot') : word('who.vehicle', String(vehicle))}`;
}

function Told<T>({ of, children }: { of: Resource<T>; children: (data: T) => preact.JSX.Element }) {
  const a = of.answer.value;
  return (
    <div aria-busy={a.state === 'loading'}>
      {a.state === 'loading' && <Working since={a.since} stop={of.stop} />}
      {a.state === 'error' && a.error && <Failed error={a.error} retry={of.retry} />}
      {a.state === 'stopped' && (
        <div class="nothing row" role="status">
          {t('whatif.stopped')}{' '}
          <button type="button" class="button" onClick={of.retry}>{t('whatif.again')}</button>
        </div>
      )}
      {a.data !== null && <div class={a.state === 'ready' ? 'whatif-told' : 'whatif-told earlier'}>{children(a.data)}</div>}
    </div>
  );
}

// Quick answers don't flicker; slow ones say how long they have been at it.
function Working({ since, stop }: { since: number; stop: () => void }) {
  const [now, tick] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => tick(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = (now - since) / 1000;
  if (seconds < 0.25) return null;
  return (
    <div class="waiting whatif-working">
      <span role="status">{t('whatif.working')}</span>
      {seconds >= 2 && <span class="figures note" aria-hidden="true">{t('whatif.elapsed', { seconds: number(seconds) })}</span>}
      <progress aria-label={t('whatif.working')} />
      <button type="button" class="button" onClick={stop}>{t('whatif.stop')}</button>
    </div>
  );
}
