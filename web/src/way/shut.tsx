// Why a way waits at a border: what shuts the post at the minute the way reaches
// it. Loaded when a way waits, which few do.

import { useEffect, useMemo } from 'preact/hooks';
import { ask, when, who } from '../api';
import type { Leg, May } from '../answers';
import { t } from '../i18n';
import { resource } from '../resource';
import type { Store } from '../store';
import { Reasons } from '../ui/reasons';
import { Shown } from '../ui/waiting';
import { clock } from '../ui/words';

/** The minute at which it would be the way's turn, on the clock of the post that is left: borders are judged by it. */
export function turn(wait: Leg, border: Leg): string {
  const reached = Date.parse(wait.departs.slice(0, 16) + 'Z');
  return new Date(reached + 1000 * (border.wait?.median_s ?? 0)).toISOString().slice(0, 16);
}

/** `border` is the leg that follows once the post `at` which the way `wait`s has opened. */
export function Shut({ store, wait, border }: { store: Store; wait: Leg; border: Leg }) {
  const may = useMemo(
    () =>
      resource<May>(() => {
        const v = store.view.value;
        const p = { from: border.from.area, to: border.to.area, at: border.crossing, mode: border.mode, on: turn(wait, border) };
        return { key: JSON.stringify([p, who(v), when(v), v.details]), ask: (signal) => ask('/v1/may', v, p, signal) };
      }, 0),
    [border.crossing, border.from.area, wait.departs],
  );
  useEffect(() => may.dispose, [may]);
  return (
    <div class="leg-shut">
      <p>{t('way.shut', { crossing: border.crossing_name ?? border.crossing, reached: clock(wait.departs), on: clock(wait.arrives) })}</p>
      <Shown of={may} waiting={t('map.card.waiting')}>
        {(a) => <Reasons reasons={a.crossings.flatMap((c) => c.reasons).filter((r) => r.decides)} />}
      </Shown>
    </div>
  );
}
