// When a way begins or ends: in the morning of the day asked, or from or by a
// minute of it, on the clock of the place where it begins or ends.

import { date, t } from '../i18n';
import type { Store } from '../store';

const kinds = ['morning', 'depart', 'arrive'] as const;
type Kind = (typeof kinds)[number];

/** What the hour is until the traveller says another. */
const usual = { depart: '08:00', arrive: '18:00' };

/** `place` names where the clock stands, once it is known: where the way begins or, if asked by when to arrive, ends. */
export function When({ store, place }: { store: Store; place: string }) {
  const v = store.view.value;
  const kind: Kind = v.depart ? 'depart' : v.arrive ? 'arrive' : 'morning';
  const choose = (to: Kind) => {
    const hour = v.depart || v.arrive;
    store.set({ depart: to === 'depart' ? hour || usual.depart : '', arrive: to === 'arrive' ? hour || usual.arrive : '', way: 0 });
  };
  return (
    <fieldset class="way-when">
      <legend class="unseen">{t('way.when')}</legend>
      <label class="way-how">
        <span>{t('way.when')}</span>
        <select class="field" value={kind} onChange={(e) => choose(e.currentTarget.value as Kind)}>
          <option value="morning">{t('way.when.morning')}</option>
          <option value="depart">{t('way.when.depart')}</option>
          <option value="arrive">{t('way.when.arrive')}</option>
        </select>
      </label>
      {kind !== 'morning' && (
        <input
          type="time" class="field" required aria-label={t(kind === 'depart' ? 'way.when.depart.hour' : 'way.when.arrive.hour')} aria-describedby="way-clock" value={v[kind]}
          onChange={(e) => e.currentTarget.value && store.set({ [kind]: e.currentTarget.value.slice(0, 5), way: 0 }, 'replace')}
        />
      )}
      <p class="note way-clock" id="way-clock">
        {date(store.day.value + (kind === 'morning' ? '' : 'T' + v[kind]))}{kind !== 'morning' && place && <> · {t('way.when.local', { place })}</>}
      </p>
    </fieldset>
  );
}
