// The frame of the page: header, who, the panels, the map, the line of time.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { Header } from './header';
import { t, type MessageID } from './i18n';
import { MapPlace } from './map/place';
import { registered, type Panel } from './panels';
import type { Store } from './store';
import { Sheet } from './ui/sheet';
import { Time } from './who/time';
import { Who } from './who/who';
import './app.css';

export function App({ store }: { store: Store }) {
  const open = store.view.value.panel;
  return (
    <div class="app" data-panel={open}>
      <Header store={store} />
      <Sheet>
        <main class="side">
          <h1 class="unseen">{t('common.heading')}</h1>
          <Who store={store} />
          <Tabs store={store} open={open} />
          <div class="panel" role="tabpanel" id={'panel-' + open} aria-labelledby={'tab-' + open} tabIndex={0}>
            <Host panel={registered.find((p) => p.id === open) as Panel} store={store} key={open} />
          </div>
        </main>
        <Time store={store} />
      </Sheet>
      <section class="place" aria-label={t('map.label')}>
        <MapPlace store={store} />
      </section>
    </div>
  );
}

/** The tabs: arrows move between them, as the ARIA pattern has it. */
function Tabs({ store, open }: { store: Store; open: string }) {
  const key = (e: KeyboardEvent) => {
    const n = registered.length;
    const at = registered.findIndex((p) => p.id === open);
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -at, End: n - 1 - at };
    const step = steps[e.key];
    if (step === undefined) return;
    e.preventDefault();
    const turned = e.key.startsWith('Arrow') ? (e.key === forward ? 1 : -1) : step;
    const next = registered[(at + turned + n) % n];
    if (!next) return;
    store.set({ panel: next.id });
    requestAnimationFrame(() => document.getElementById('tab-' + next.id)?.focus());
  };
  return (
    <div class="tabs" role="tablist" aria-label={t('common.panels')} onKeyDown={key}>
      {registered.map((p) => (
        <button
          key={p.id} id={'tab-' + p.id} type="button" role="tab" aria-selected={p.id === open} aria-controls={p.id === open ? 'panel-' + p.id : undefined}
          tabIndex={p.id === open ? 0 : -1} onClick={() => store.set({ panel: p.id })}
        >
          {t(p.title as MessageID)}
        </button>
      ))}
    </div>
  );
}

/** Holds a panel that mounts itself. */
function Host({ panel, store }: { panel: Panel; store: Store }) {
  const el = useRef<HTMLDivElement>(null);
  // Before the first paint: what the panel shows is what people came for.
  useLayoutEffect(() => {
    let off: (() => void) | null = null;
    let gone = false;
    void panel.load().then(({ mount }) => {
      if (!gone && el.current) off = mount(el.current, store);
    });
    return () => {
      gone = true;
      off?.();
    };
  }, [panel.id]);
  return <div ref={el} />;
}
