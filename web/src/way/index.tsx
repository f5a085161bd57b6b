// The way: from, to, the ways found side by side, and each border on the chosen one.

import { render } from 'preact';
import { get } from '../api';
import type { FoundPlace } from '../answers';
import { area, number, t } from '../i18n';
import type { Mount } from '../panels';
import { questions } from '../questions';
import type { Store } from '../store';
import { Combobox, type Option } from '../ui/combobox';
import { Shown } from '../ui/waiting';
import { word } from '../ui/words';
import { Beginning } from './beginning';
import { Found } from './found';
import { When } from './when';
import './way.css';

export const mount: Mount = (el, store) => {
  render(<Way store={store} />, el);
  return () => render(null, el);
};

const hows = ['', 'any', 'transit', 'foot'] as const;

function Way({ store }: { store: Store }) {
  const v = store.view.value;
  const { route } = questions(store);
  const answer = route.answer.value.data;
  // What the answer calls the places, while it answers this question.
  const shown = (end: 'from' | 'to') => {
    const spot = answer?.question[end];
    return spot && (spot.id === v[end] || spot.name === v[end]) ? spot.name : v[end];
  };
  const put = (end: 'from' | 'to', value: string) => value !== v[end] && store.set({ [end]: value, way: 0 });
  return (
    <div class="way stack">
      <form class="way-form no-print" aria-label={t('way.form')} onSubmit={(e) => e.preventDefault()}>
        <div class="way-ends">
          <Place label={t('way.from')} text={shown('from')} hint={t('way.from.hint')} put={(x) => put('from', x)} />
          <Place label={t('way.to')} text={shown('to')} hint={t('way.to.hint')} put={(x) => put('to', x)} />
          <button
            type="button" class="button icon way-swap" aria-label={t('way.swap')} title={t('way.swap')} disabled={!v.from && !v.to}
            onClick={() => store.set({ from: v.to, to: v.from, way: 0 })}
          >
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M5 2v11m0 0-3-3m3 3 3-3M11 14V3m0 0L8 6m3-3 3 3" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" /></svg>
          </button>
        </div>
        <label class="way-how">
          <span>{t('way.how')}</span>
          <select class="field" value={v.by} onChange={(e) => store.set({ by: e.currentTarget.value, way: 0 })}>
            {hows.map((h) => <option key={h} value={h}>{h === '' ? t('way.how.own', { vehicle: v.mode === 'road' ? word('who.vehicle', v.vehicle) : word('who.mode', v.mode) }) : word('way.how', h)}</option>)}
          </select>
        </label>
        <When store={store} place={shown(v.arrive ? 'to' : 'from')} />
      </form>
      <Shown of={route} waiting={t('way.waiting')} nothing={<Beginning store={store} />}>
        {(data) => <Found store={store} route={data} />}
      </Shown>
    </div>
  );
}

function Place(props: { label: string; text: string; hint: string; put: (value: string) => void }) {
  const find = async (typed: string, signal: AbortSignal): Promise<Option[]> => {
    const { places } = await get<{ places: FoundPlace[] }>('/v1/places', { q: typed, most: 8 }, signal);
    return places.filter((p) => p.kind !== 'area').map((p) => ({
      value: p.id,
      label: p.as && p.as !== p.name ? `${p.as} (${p.name})` : p.name,
      note: [p.kind === 'place' ? '' : word('way.kind', p.kind), area(p.area, p.area_name), p.population ? number(p.population) : ''].filter(Boolean).join(' · '),
    }));
  };
  return (
    <Combobox
      label={props.label} text={props.text} placeholder={props.hint} find={find} none={t('common.nothing')} found={(n) => t('common.found', { n })}
      take={(o) => props.put(o.value)} typed={props.put}
    />
  );
}
