// The map's place on the page: it says that the map comes, or that it can't be
// drawn; holds the key, the list of crossings, and a crossing's card.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Verdict } from '../answers';
import { t } from '../i18n';
import { questions } from '../questions';
import type { Store } from '../store';
import { VerdictMark } from '../ui/verdict';
import { Card } from './card';
import { CrossingList } from './list';
import './map.css';

export function MapPlace({ store }: { store: Store }) {
  const el = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'waiting' | 'ready' | 'failed'>('waiting');
  const [hatched, setHatched] = useState(false);
  const [tip, setTip] = useState({ name: '', x: 0, y: 0 });

  useEffect(() => {
    let chart: { destroy(): void } | null = null;
    let gone = false;
    const load = () => {
      void import('./chart').then(
        (m) => {
          if (gone || !el.current) return;
          chart = m.chart(el.current, store, { ready: () => setState('ready'), hover: (name, x, y) => setTip({ name, x, y }), hatched: setHatched });
        },
      ).catch(() => setState('failed'));
    };
    // Form and answers first: the map comes when they are drawn and the browser has nothing better to do.
    const idles = 'requestIdleCallback' in window; // Safari has none
    const idle = idles ? requestIdleCallback(load, { timeout: 2500 }) : setTimeout(load, 400);
    return () => {
      gone = true;
      if (idles) cancelIdleCallback(idle as number);
      else clearTimeout(idle);
      chart?.destroy();
    };
  }, []);

  const chosen = store.view.value.crossing;
  return (
    <>
      <div ref={el} class="chart" data-state={state} />
      {state === 'waiting' && <p class="map-says" role="status">{t('map.waiting')}</p>}
      {state === 'failed' && <p class="map-says" role="status">{t('map.failed')}</p>}
      {tip.name && <div class="map-tip" style={{ left: tip.x + 'px', top: tip.y + 'px' }} aria-hidden="true">{tip.name}</div>}
      <div class="map-corner">
        <CrossingList store={store} />
        <Key store={store} hatched={hatched} />
      </div>
      <Supposed store={store} />
      {chosen && <Card store={store} id={chosen} key={chosen} />}
    </>
  );
}

/** Says that the map shows what is supposed, not what holds, and how to leave that. */
function Supposed({ store }: { store: Store }) {
  const { supposed } = store.view.value;
  if (supposed.length === 0) return null;
  return (
    <div class="map-supposed" role="status">
      <span>{t('map.supposed', { n: supposed.length })}</span>
      <button type="button" class="button quiet" onClick={() => store.set({ supposed: [] })}>{t('map.supposed.end')}</button>
    </div>
  );
}

const order: Verdict[] = ['permitted', 'formality', 'unknown', 'refused'];

/** `hatched`: areas in sight are hatched, as contested. */
function Key({ store, hatched }: { store: Store; hatched: boolean }) {
  const crossings = questions(store).crossings.answer.value;
  const gains = store.gains.value !== null;
  return (
    <details class="map-key card" open={innerWidth >= 1200 && innerHeight >= 760}>
      <summary>{t('map.key')}</summary>
      <ul>
        {order.map((v) => <li key={v}><VerdictMark verdict={v} /></li>)}
        <li class="key-stale"><span class="swatch ring" aria-hidden="true" />{t('map.key.stale')}</li>
        <li><span class="swatch closed" aria-hidden="true" />{t('map.key.closed')}</li>
        <li><span class="swatch contested" aria-hidden="true" />{t('map.key.contested')}</li>
        {hatched && <li><span class="swatch area" aria-hidden="true" />{t('map.key.area')}</li>}
        <li><span class="swatch direct" aria-hidden="true" />{t('map.key.direct')}</li>
        {gains && <li><span class="swatch gain" aria-hidden="true" />{t('map.key.gain')}</li>}
      </ul>
      <p class="note">{t('map.key.lines')}</p>
      {crossings.state === 'error' && (
        <p class="note" role="alert">
          {t('map.crossings.failed')} <button type="button" class="button quiet" onClick={questions(store).crossings.retry}>{t('common.again')}</button>
        </p>
      )}
    </details>
  );
}
