// The crossings as a list: what the map shows, for whoever does not look at maps.

import { useRef } from 'preact/hooks';
import { area, t } from '../i18n';
import { questions } from '../questions';
import type { Store } from '../store';
import { VerdictMark } from '../ui/verdict';
import { to, word } from '../ui/words';
import { namedBothWays } from './features';

export function CrossingList({ store }: { store: Store }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const layer = questions(store).crossings.answer.value.data;
  return (
    <>
      <button type="button" class="button" onClick={() => dialog.current?.showModal()}>{t('map.list')}</button>
      <dialog ref={dialog} class="crossing-list card" aria-label={t('map.list.title')} onClick={(e) => e.target === dialog.current && dialog.current?.close()}>
        <div class="events-head row">
          <h2>{t('map.list.title')}</h2>
          <button type="button" class="button" onClick={() => dialog.current?.close()}>{t('common.close')}</button>
        </div>
        <div class="crossing-scroll" tabIndex={0} role="region" aria-label={t('map.list.title')}>
          {layer?.borders.map((b) => (
            <section key={b.areas.join()}>
              <h3>
                {area(b.areas[0])} – {area(b.areas[1])}
                {b.contested && <span class="chip">{t('map.contested')}</span>}
              </h3>
              {(b.contested || b.verdict === 'refused') && <p class="note">{namedBothWays(b, layer)}</p>}
              <ul>
                {layer.features.filter((f) => b.crossings.includes(f.id)).map((f) => (
                  <li key={f.id}>
                    <button type="button" onClick={() => { store.set({ crossing: f.id, back: false }); dialog.current?.close(); }}>
                      <b>{f.properties.name}</b>
                      <span class="note">{f.properties.modes.map((m) => word('who.mode', m)).join(', ')}</span>
                      {f.properties.verdicts.map((d) => (
                        <span key={d.from} class="row">
                          <span class="note">{to(area(d.from), area(d.to))}</span>
                          <VerdictMark verdict={d.verdict} />
                          {d.stale && <span class="chip stale">{t('common.stale')}</span>}
                        </span>
                      ))}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </dialog>
    </>
  );
}
