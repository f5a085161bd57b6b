// One way, leg by leg, each border with its verdict, papers, reasons and sources.

import { useEffect, useState } from 'preact/hooks';
import type { Itinerary, Leg } from '../answers';
import { area, date, distance, duration, t } from '../i18n';
import type { Store } from '../store';
import { Age, Depends, Needs, Reasons } from '../ui/reasons';
import { VerdictMark } from '../ui/verdict';
import { clock, to, word } from '../ui/words';

export function Legs({ way, store }: { way: Itinerary; store: Store }) {
  const last = way.legs[way.legs.length - 1];
  return (
    <ol class="legs" aria-label={t('way.legs')}>
      {way.legs.map((l, i) => (l.verdict ? <BorderLeg leg={l} key={i} /> : <PlainLeg leg={l} next={way.legs[i + 1]} store={store} key={i} />))}
      {last && (
        <li class="leg arrive">
          <time>{clock(last.arrives)}</time>
          <span class="leg-rail" aria-hidden="true" />
          <p><b>{t('way.arrive', { place: last.to.name })}</b> <span class="note">{date(last.arrives.slice(0, 10))}</span></p>
        </li>
      )}
    </ol>
  );
}

function PlainLeg({ leg, next, store }: { leg: Leg; next: Leg | undefined; store: Store }) {
  return (
    <li class={'leg ' + leg.kind}>
      <time>{clock(leg.departs)}</time>
      <span class="leg-rail" aria-hidden="true" />
      <div>
        <p><b>{leg.from.name}</b></p>
        <p class="note">
          {word('way.leg', leg.kind)} · {duration(leg.duration_s)}
          {leg.distance_m > 0 && <> · {distance(leg.distance_m)}</>}
          {leg.service && <> · <span lang="en">{leg.service.name}</span></>}
          {leg.service?.uncertain && <> · {t('way.service.uncertain')}</>}
        </p>
        {leg.via && leg.via.length > 0 && <p class="note">{t('way.via', { places: leg.via.join(', ') })}</p>}
        {leg.kind === 'wait' && next?.verdict && <Why wait={leg} border={next} store={store} />}
      </div>
    </li>
  );
}

/** Why the way waits, once the part of the page that tells it is here. */
function Why(props: { wait: Leg; border: Leg; store: Store }) {
  const [part, setPart] = useState<typeof import('./shut') | null>(null);
  useEffect(() => {
    let gone = false;
    void import('./shut').then((m) => !gone && setPart(m));
    return () => {
      gone = true;
    };
  }, []);
  return part && <part.Shut {...props} />;
}

function BorderLeg({ leg }: { leg: Leg }) {
  const verdict = leg.verdict ?? 'unknown';
  return (
    <li class={'leg border ' + verdict}>
      <time>{clock(leg.departs)}</time>
      <span class="leg-rail" aria-hidden="true" />
      <div class="leg-border card">
        <div class="row leg-head">
          <h3><a href={'/crossing/' + encodeURIComponent(leg.crossing)}>{leg.crossing_name ?? leg.crossing}</a></h3>
          <VerdictMark verdict={verdict} />
        </div>
        <p class="note">
          {to(area(leg.from.area), area(leg.to.area))} · {word('way.leg', leg.kind)} · {duration(leg.duration_s)}
        </p>
        <p class="note"><Age confirmed={leg.confirmed} stale={leg.stale} basis={leg.basis} /></p>
        {leg.needs && leg.needs.length > 0 && (
          <>
            <h4>{t('way.needs')}</h4>
            <Needs needs={leg.needs} />
          </>
        )}
        <Depends on={leg.depends_on} />
        <Reasons reasons={leg.reasons} />
      </div>
    </li>
  );
}
