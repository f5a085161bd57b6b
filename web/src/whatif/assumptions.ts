// What is assumed beyond the commitments that are supposed kept: undertakings
// only to talk or to look, no waits, no law, a crossing shut. They change the
// comparison alone, never the map's verdicts, so they are kept apart from
// `view.supposed`.

import { signal } from '@preact/signals';

/** Ids as /v1/whatif takes them in `if`: a commitment, no-waits, no-law, close:CROSSING. */
export const assumptions = signal<readonly string[]>([]);

/** assume adds one, once. */
export function assume(what: string): void {
  if (!assumptions.value.includes(what)) assumptions.value = [...assumptions.value, what];
}

/** drop takes one away. */
export function drop(what: string): void {
  assumptions.value = assumptions.value.filter((a) => a !== what);
}
