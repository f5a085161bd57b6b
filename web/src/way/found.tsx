// The answer: warnings, the ways side by side, the chosen one leg by leg, the
// direct way and what blocks it, and what would change it.

import type { Itinerary, Route } from '../answers';
import { area, date, distance, duration, t } from '../i18n';
import type { Store } from '../store';
import { Advisories, Reasons } from '../ui/reasons';
import { VerdictMark } from '../ui/verdict';
import { clock, passport, to, word } from '../ui/words';
import { Legs } from './legs';
import { download } from './offline';

export function Found({ store, route }: { store: Store; route: Route }) {
  const v = store.view.value;
  const chosen = Math.min(v.way, Math.max(0, route.itineraries.length - 1));
  const way = route.itineraries[chosen];
  return (
    <div class="stack way-found">
      <h2 class="way-title">{to(route.question.from.name, route.question.to.name)}</h2>
      <p class="print-only">{[date(store.day.value), v.passports.map(passport).join(' + ')].filter(Boolean).join(' · ')}</p>
      {route.assumed && route.assumed.length > 0 && (
        <div class="way-assumed">
          <b>{route.heading}</b>
          <ul class="bullets" lang="en">{route.assumed.map((a) => <li key={a}>{a}</li>)}</ul>
        </div>
      )}
      <Advisories of={route.advisories} />
      <p class="unseen" role="status">{t('way.found', { n: route.itineraries.length })}</p>
      {route.itineraries.length === 0 ? (
        <div class="nothing"><p>{t('way.none')}</p></div>
      ) : (
        <Ways store={store} ways={route.itineraries} chosen={chosen} />
      )}
      {way && <p class="note">{t('way.times', { departs: date(way.departs), arrives: date(way.arrives) })}</p>}
      {way && <Legs way={way} store={store} key={chosen} />}
      {way && (
        <div class="row no-print">
          <button type="button" class="button" onClick={() => download(route, chosen, v)}>{t('way.sheet')}</button>
          <button type="button" class="button quiet" onClick={() => print()}>{t('way.print')}</button>
        </div>
      )}
      <Direct route={route} way={way} />
      <Change store={store} route={route} />
      {route.notes.length > 0 && <ul class="note bullets" lang="en">{route.notes.map((n) => <li key={n}>{n}</li>)}</ul>}
      <p class="note way-notice" lang="en">{route.notice}</p>
    </div>
  );
}

/** The crossings a way takes, in order. */
export function over(way: Itinerary): string {
  return way.legs.filter((l) => l.crossing && l.kind !== 'wait').map((l) => l.crossing_name ?? l.crossing).join(', ');
}

/** Side by side: a radio group whose arrows move between ways. */
function Ways({ store, ways, chosen }: { store: Store; ways: readonly Itinerary[]; chosen: number }) {
  return (
    <fieldset class="ways">
      <legend class="unseen">{t('way.ways')}</legend>
      {ways.map((w, i) => (
        <label key={i}>
          <input type="radio" name="way" checked={i === chosen} onChange={() => store.set({ way: i }, 'replace')} />
          <span class="ways-one">
            <span class="ways-time">{duration(w.duration_s)}</span>
            <span class="note">{distance(w.distance_m)} · {clock(w.departs)}–{clock(w.arrives)}{days(w)}</span>
            <VerdictMark verdict={w.verdict} />
            <span class="note ways-over">{over(w) || t('way.noBorder')}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function days(w: Itinerary): string {
  const n = Math.round((Date.parse(w.arrives.slice(0, 10)) - Date.parse(w.departs.slice(0, 10))) / 86_400_000);
  return n > 0 ? ' +' + n : '';
}

function Direct({ route, way }: { route: Route; way: Itinerary | undefined }) {
  const d = route.direct;
  if (!d || d.blocked_by.length === 0) return null;
  return (
    <section class="way-direct stack">
      <h3>{t('way.direct')}</h3>
      <p>
        <b>{duration(d.duration_s)}, {distance(d.distance_m)}</b>
        {way && <span class="note"> · {t('way.direct.less', { duration: duration(way.duration_s - d.duration_s) })}</span>}
      </p>
      <p class="note">{t('way.direct.note')}</p>
      {d.blocked_by.map((b) => (
        <div class="stack" key={b.crossing + b.from}>
          <p class="row">
            <VerdictMark verdict={b.verdict in marks ? b.verdict : 'unknown'}>{b.crossing_name || t('way.direct.cut')}: {word('common.verdict', b.verdict)}</VerdictMark>
            <span class="note">{to(area(b.from), area(b.to))}</span>
          </p>
          <Reasons reasons={b.reasons} />
        </div>
      ))}
    </section>
  );
}

const marks = { refused: 1, unknown: 1, formality: 1, permitted: 1 };

function Change({ store, route }: { store: Store; route: Route }) {
  const c = route.nearest_change;
  const v = store.view.value;
  if (!c) return null;
  const on = v.supposed.includes(c.commitment);
  return (
    <section class="way-change stack">
      <h3>{t('way.change')}</h3>
      <p>
        <a href={'/commitment/' + encodeURIComponent(c.commitment)} lang="en">{c.title}</a>
        <span class="note"> · {t('map.card.pending', { status: word('board.status', c.status), date: date(c.since), n: c.days_pending })}</span>
      </p>
      <p>{t('way.change.saves', { saved: duration(c.saves_s), duration: duration(c.duration_s), distance: distance(c.distance_m) })} <VerdictMark verdict={c.verdict} /></p>
      {c.undertaking === 'do' && (
        <button type="button" class="button" aria-pressed={on} onClick={() => store.set({ supposed: on ? v.supposed.filter((x) => x !== c.commitment) : [...v.supposed, c.commitment], way: 0 })}>
          {t(on ? 'way.change.off' : 'way.change.on')}
        </button>
      )}
    </section>
  );
}
