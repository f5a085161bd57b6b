// The one store of the page: the view (see state.ts) as a signal, kept in step
// with the address, and the few things that panels hand to the map.

import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { FeatureCollection } from 'geojson';
import { format, parse, type View } from './state';

export interface Store {
  /** The view; read `.value` inside a component or an effect to follow it. */
  readonly view: ReadonlySignal<View>;
  /** Changes the view. `replace` (a slider that is dragged) makes no step in the browser's history. */
  set(patch: Partial<View>, history?: 'push' | 'replace'): void;
  /** The day asked: `view.on`, or today. */
  readonly day: ReadonlySignal<string>;
  /** Today, by the clock of the reader. */
  readonly today: string;
  /** Towns with the time that a supposition saves; the map draws them while it is not null. See ARCHITECTURE.md. */
  readonly gains: Signal<FeatureCollection | null>;
  /** What the map should bring into sight next: [west, south, east, north]. */
  readonly sight: Signal<[number, number, number, number] | null>;
}

/** The store of an address bar; `at` is a window or what a test puts in its place. */
export function createStore(at: Pick<Window, 'location' | 'history' | 'addEventListener'> = window): Store {
  const view = signal(parse(at.location.search, at.location.hash));
  const today = new Date().toLocaleDateString('sv-SE');
  at.addEventListener('popstate', () => (view.value = parse(at.location.search, at.location.hash)));

  let step: 'push' | 'replace' = 'replace';
  effect(() => {
    const { search, hash } = format(view.value);
    const address = at.location.pathname + search + hash;
    if (address === at.location.pathname + at.location.search + at.location.hash) return;
    if (step === 'push') at.history.pushState(null, '', address);
    else at.history.replaceState(null, '', address);
  });
  return {
    view,
    set(patch, history = 'push') {
      step = history;
      view.value = { ...view.value, ...patch };
    },
    day: computed(() => view.value.on || today),
    today,
    gains: signal(null),
    sight: signal(null),
  };
}
