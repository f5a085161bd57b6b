// What is assumed beyond the commitments that are supposed kept: undertakings
// only to talk or to look, no waits, no law, a crossing shut. They change the
// comparison alone, never the map's verdicts, so the view keeps them apart from
// `supposed`.

import type { Store } from '../store';

/** assume adds one, once: a commitment, no-waits, no-law, close:CROSSING, as /v1/whatif takes them in `if`. */
export function assume(store: Store, what: string): void {
  const { assumed } = store.view.value;
  if (!assumed.includes(what)) store.set({ assumed: [...assumed, what] });
}

/** drop takes one away. */
export function drop(store: Store, what: string): void {
  store.set({ assumed: store.view.value.assumed.filter((a) => a !== what) });
}
