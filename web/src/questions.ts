// The questions that several parts of the page share: what the map draws, the
// ways, and the events on the slider. Each is asked once, whoever reads it.

import { ask, get, hour, when, who } from './api';
import type { Layer, RecordEvent, Route } from './answers';
import { resource, type Resource } from './resource';
import type { Store } from './store';

interface Questions {
  /** Every crossing with its verdicts both ways, for this traveller on this day. */
  crossings: Resource<Layer>;
  /** The ways from `from` to `to`; idle until both are given. */
  route: Resource<Route>;
  /** The record's dated events. */
  events: Resource<{ events: RecordEvent[] }>;
}

const asked = new WeakMap<Store, Questions>();

export function questions(store: Store): Questions {
  const before = asked.get(store);
  if (before) return before;
  const crossings = resource<Layer>(() => {
    const v = store.view.value;
    return { key: JSON.stringify([who(v), when(v), v.details]), ask: (signal) => ask('/v1/crossings', v, {}, signal) };
  });
  const route = resource<Route>(() => {
    const v = store.view.value;
    if (!v.from || !v.to) return null;
    // Of a journey `by` says the mode: a way by any means passes borders by road, rail and air.
    const params = { from: v.from, to: v.to, mode: '', by: v.by || (v.mode === 'foot' ? 'foot' : v.mode === 'road' ? v.vehicle : 'any'), vehicle: v.by && v.by !== v.vehicle ? '' : v.vehicle, ...hour(v, store.today) };
    return { key: JSON.stringify([who(v), when(v), v.details, params]), ask: (signal) => ask('/v1/route', v, params, signal) };
  });
  const events = resource<{ events: RecordEvent[] }>(() => {
    const known = store.view.value.known;
    return { key: known, ask: (signal) => get('/v1/events', { known }, signal) };
  });
  const all = { crossings, route, events };
  asked.set(store, all);
  return all;
}
