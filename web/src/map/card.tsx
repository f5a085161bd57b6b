// A crossing's card: may this traveller pass, one way and the other, and why.

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { ask, when, who } from '../api';
import type { CrossingFeature, May } from '../answers';
import { area, date, t } from '../i18n';
import { questions } from '../questions';
import { resource } from '../resource';
import type { Store } from '../store';
import { Advisories, Age, Depends, Needs, Reasons, Sources } from '../ui/reasons';
import { VerdictMark } from '../ui/verdict';
import { Shown } from '../ui/waiting';
import { to, word } from '../ui/words';

export function Card({ store, id }: { store: Store; id: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const found = questions(store).crossings.answer.value.data?.features.find((f) => f.id === id);
  useEffect(() => heading.current?.focus(), [found?.id]);
  const close = () => {
    store.set({ crossing: '', back: false });
    document.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  };
  return (
    <section class="crossing-card card" aria-label={found?.properties.name ?? id} onKeyDown={(e) => e.key === 'Escape' && close()}>
      <header>
        <div>
          <h2 ref={heading} tabIndex={-1}>{found?.properties.name ?? id}</h2>
          {found && (
            <p class="note">
              {found.properties.posts.map((p) => area(p.area)).join(' – ')} · {found.properties.modes.map((m) => word('who.mode', m)).join(', ')} · {date(store.day.value)}
            </p>
          )}
        </div>
        <button type="button" class="button icon quiet" aria-label={t('common.close')} onClick={close}>
          <svg width="14" height="14" viewBox="0 0 10 10" aria-hidden="true"><path d="m1 1 8 8m0-8-8 8" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" /></svg>
        </button>
      </header>
      {found && <Ways store={store} crossing={found} />}
      <p class="card-foot"><a href={'/crossing/' + encodeURIComponent(id)}>{t('map.card.page')}</a></p>
    </section>
  );
}

function Ways({ store, crossing }: { store: Store; crossing: CrossingFeature }) {
  const { back } = store.view.value;
  const ways = crossing.properties.verdicts;
  const one = ways[back ? 1 : 0];
  return (
    <>
      <div class="card-ways" role="group" aria-label={t('map.card.direction')}>
        {ways.map((d, i) => (
          <button key={d.from} type="button" aria-pressed={(i === 1) === back} onClick={() => store.set({ back: i === 1 }, 'replace')}>
            <span>{to(area(d.from), area(d.to))}</span>
            <VerdictMark verdict={d.verdict} />
          </button>
        ))}
      </div>
      {one && <Why store={store} id={crossing.id} from={one.from} to={one.to} mode={store.view.value.mode || one.mode} key={one.from} />}
    </>
  );
}

function Why({ store, id, from, to, mode }: { store: Store; id: string; from: string; to: string; mode: string }) {
  const may = useMemo(
    () =>
      resource<May>(() => {
        const v = store.view.value;
        const p = { from, to, at: id, mode: v.mode || mode };
        return { key: JSON.stringify([p, who(v), when(v), v.details]), ask: (signal) => ask('/v1/may', v, p, signal) };
      }),
    [],
  );
  useEffect(() => may.dispose, []);
  return (
    <div class="card-body stack">
      <Shown of={may} waiting={t('map.card.waiting')}>
        {(a) => (
          <div class="stack">
            <Advisories of={a.advisories} />
            {a.crossings.map((c) => (
              <div class="stack" key={c.crossing + c.mode}>
                <p class="row">
                  <VerdictMark verdict={c.verdict} />
                  <Age confirmed={c.confirmed} stale={c.stale} basis={c.basis} />
                </p>
                {c.verdict !== 'refused' && <Needs needs={c.needs} />}
                <Reasons reasons={c.reasons} />
                {c.verdict === 'refused' && c.needs.length > 0 && (
                  <details>
                    <summary class="note">{t('map.card.needsToo')}</summary>
                    <Needs needs={c.needs} />
                  </details>
                )}
                <Depends on={c.depends_on} />
              </div>
            ))}
            {a.pending.length > 0 && (
              <section class="stack">
                <h3>{t('map.card.promised')}</h3>
                {a.pending.map((p) => (
                  <div key={p.commitment}>
                    <a href={'/commitment/' + encodeURIComponent(p.commitment)} lang="en">{p.title}</a>
                    <p class="note">{t('map.card.pending', { status: word('board.status', p.status), date: date(p.since), n: p.days_pending })}</p>
                    <Sources sources={p.sources} />
                  </div>
                ))}
              </section>
            )}
            {a.precedents.length > 0 && (
              <details>
                <summary>{t('map.card.precedents', { n: a.precedents.length })}</summary>
                <ul class="bullets">
                  {a.precedents.map((p, i) => <li key={i}><span class="note">{date(p.from)}</span> <span lang="en">{p.says}</span></li>)}
                </ul>
              </details>
            )}
            {a.disputed.length > 0 && (
              <details>
                <summary>{t('map.card.disputed', { n: a.disputed.length })}</summary>
                {a.disputed.map((d) => (
                  <ul class="bullets" key={d.fact}>
                    {d.claims.map((c) => <li key={c.statement}><span lang="en">{c.says}</span> <Sources sources={c.sources} /></li>)}
                  </ul>
                ))}
              </details>
            )}
            <p class="note" lang="en">{a.notice}</p>
          </div>
        )}
      </Shown>
    </div>
  );
}
