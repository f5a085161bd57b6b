// The panels beside the map. Each is a folder whose index exports `mount`, and
// is loaded when it is first opened; the way comes with the page, which begins with it.

import type { PanelId } from './state';
import type { Store } from './store';
import { mount as way } from './way';

/** Puts a panel into `el`; returns what takes it off again. */
export type Mount = (el: HTMLElement, store: Store) => () => void;

export interface Panel {
  id: PanelId;
  /** Id of the message on its tab. */
  title: string;
  load: () => Promise<{ mount: Mount }>;
}

export const registered: readonly Panel[] = [
  { id: 'way', title: 'way.title', load: () => Promise.resolve({ mount: way }) },
  { id: 'board', title: 'board.title', load: () => import('./board') },
  { id: 'whatif', title: 'whatif.title', load: () => import('./whatif') },
];
