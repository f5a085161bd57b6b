// What is supposed: the commitments switched on, the further assumptions, and
// where to add some. Below, while nothing is supposed, which promise would bring
// most.

import { duration, percent, t } from '../i18n';
import { questions } from '../questions';
import type { Store } from '../store';
import { Recorded } from '../board/words';
import { StatusMark } from '../board/status';
import { assume, drop } from './assumptions';
import { brings, ranked, type Ranked, type Ranking } from './comparison';

const plain: Record<string, string> = { 'no-waits': 'whatif.add.noWaits', 'no-law': 'whatif.add.noLaw' };

export function Supposed({ store, title }: { store: Store; title: (commitment: string) => string }) {
  const { supposed, assumed } = store.view.value;
  const all = [
    ...supposed.map((id) => ({ id, remove: () => store.set({ supposed: supposed.filter((s) => s !== id) }) })),
    ...assumed.map((id) => ({ id, remove: () => drop(store, id) })),
  ];
  return (
    <section aria-labelledby="whatif-supposed">
      <h3 id="whatif-supposed">{t('whatif.supposed')}</h3>
      {all.length === 0 && <p class="note">{t('whatif.supposed.none')}</p>}
      <ul class="whatif-supposed">
        {all.map(({ id, remove }) => {
          const words = named(id, title);
          return (
            <li key={id}>
              {plain[id] ? <span>{words}</span> : <Recorded>{words}</Recorded>}
              <button type="button" class="button icon quiet" aria-label={t('whatif.remove', { what: words })} onClick={remove}>
                <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" /></svg>
              </button>
            </li>
          );
        })}
      </ul>
      <Add store={store} />
    </section>
  );
}

function named(id: string, title: (commitment: string) => string): string {
  if (plain[id]) return t(plain[id]);
  return id.startsWith('close:') ? t('whatif.closed', { crossing: title(id) }) : title(id);
}

function Add({ store }: { store: Store }) {
  const layer = questions(store).crossings.answer.value.data;
  const crossings = (layer?.features ?? [])
    .map((f) => ({ id: f.id, name: f.properties.name }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <details class="whatif-add">
      <summary>{t('whatif.add')}</summary>
      <div class="whatif-adds">
        {Object.entries(plain).map(([id, words]) => (
          <label key={id}>
            <input type="checkbox" checked={store.view.value.assumed.includes(id)} onChange={(e) => (e.currentTarget.checked ? assume : drop)(store, id)} /> {t(words)}
          </label>
        ))}
        {crossings.length > 0 && (
          <label>
            {t('whatif.add.close')}
            <select class="field" value="" onChange={(e) => e.currentTarget.value && assume(store, 'close:' + e.currentTarget.value)}>
              <option value="">{t('whatif.add.close.choose')}</option>
              {crossings.map((x) => <option key={x.id} value={x.id}>{x.name}</option>)}
            </select>
          </label>
        )}
      </div>
    </details>
  );
}

export function Rank({ ranking, store }: { ranking: Ranking; store: Store }) {
  const { bring, idle } = ranked(ranking);
  const most = Math.max(...bring.map((r) => r.market_access_gain), Number.MIN_VALUE);
  const row = (r: Ranked) => <RankedRow key={r.commitment} r={r} share={r.market_access_gain / most} store={store} />;
  return (
    <section aria-labelledby="whatif-ranking">
      <h3 id="whatif-ranking">{t('whatif.ranking')}</h3>
      <p class="note">{t('whatif.ranking.note')}</p>
      {bring.length === 0 && <p class="nothing">{t('whatif.ranking.none')}</p>}
      <ol class="whatif-ranking">{bring.map(row)}</ol>
      {idle.length > 0 && (
        <details class="whatif-idle">
          <summary>{t('whatif.ranking.idle', { n: idle.length })}</summary>
          <ol class="whatif-ranking">{idle.map(row)}</ol>
        </details>
      )}
    </section>
  );
}

function RankedRow({ r, share, store }: { r: Ranked; share: number; store: Store }) {
  const suppose = () => (r.undertaking === 'do' ? store.set({ supposed: [...store.view.value.supposed, r.commitment] }) : assume(store, r.commitment));
  return (
    <li>
      <Recorded as="h4">{r.title}</Recorded>
      <p class="note row"><StatusMark status={r.status} /> {t('board.undertaking.' + r.undertaking)}</p>
      {brings(r) ? (
        <>
          <span class="whatif-bar gain" aria-hidden="true"><span style={{ inlineSize: 100 * share + '%' }} /></span>
          <p class="whatif-ranking-row">
            <span>
              {t('whatif.ranking.gain', { gain: percent(r.market_access_gain, 1, true) })} · {t('whatif.ranking.pairs', { n: r.pairs_quicker })}
              {r.mean_saving_s !== null && r.mean_saving_s >= 30 && <> · {duration(r.mean_saving_s)} {t('whatif.ranking.mean')}</>}
            </span>
            <button type="button" class="button" onClick={suppose}>{t('whatif.suppose')}</button>
          </p>
        </>
      ) : null}
    </li>
  );
}
