// Why a border is as it is: reasons with their sources, papers needed, advice.

import type { Advisory, DependsOn, Need, Reason, Source } from '../answers';
import { area, date, t } from '../i18n';
import { Mark } from './verdict';
import { listed, paper, word } from './words';
import './reasons.css';

/** Sources, folded away: who wrote what when, read or only reported. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <details class="sources">
      <summary>{t('common.sources', { n: sources.length })}</summary>
      <ul>
        {sources.map((s) => (
          <li key={s.id}>
            <a href={'/source/' + encodeURIComponent(s.id)}>{s.title || s.where || s.publisher}</a>
            <span class="note">
              {[s.publisher, date(s.published), s.at].filter(Boolean).join(', ')} · {word('common.basis', s.basis)}
              {s.url && (
                <>
                  {' · '}
                  <a href={s.url} rel="noreferrer noopener" target="_blank">{t('common.sources.original')}</a>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How old what a claim rests on is. */
export function Age(props: { confirmed: string | null | undefined; stale: boolean; basis?: string | undefined }) {
  return (
    <span class="age">
      {props.confirmed && <span>{t('common.confirmed', { date: date(props.confirmed) })}</span>}
      {props.stale && <span class="chip stale">{t('common.stale')}</span>}
      {props.basis === 'reported' && <span class="chip">{t('common.basis.reported')}</span>}
    </span>
  );
}

function One({ r }: { r: Reason }) {
  return (
    <li class={'reason ' + r.effect + (r.decides ? ' decides' : '')}>
      <span class={'verdict ' + r.effect}><Mark verdict={r.effect} size={12} /></span>
      <div>
        <p class="reason-head">
          <b>{word('common.part', r.part)}</b>
          {r.authority && <> · {area(r.authority)}</>}
          {r.for && r.for !== 'person' && <> · {word('common.for', r.for)}</>}
          <span class="unseen">: {word('common.verdict', r.effect)}</span>
        </p>
        <p lang="en">{r.says}</p>
        {r.because?.map((b) => (
          <p class="note" key={b.statement}>
            {t('common.because')} <span lang="en">{b.says}</span>
          </p>
        ))}
        {r.statement && (
          <div class="reason-foot note">
            <Age confirmed={r.confirmed} stale={r.stale} basis={r.basis} />
            <Sources sources={r.sources} />
          </div>
        )}
      </div>
    </li>
  );
}

/** Reasons, those that decide in sight, the others folded. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const decide = reasons.filter((r) => r.decides);
  const rest = reasons.filter((r) => !r.decides);
  return (
    <div class="reasons">
      {decide.length > 0 && <ul>{decide.map((r) => <One r={r} key={r.statement + r.part + r.for} />)}</ul>}
      {rest.length > 0 && (
        <details open={decide.length === 0}>
          <summary class="note">{t('common.reasons.rest', { n: rest.length })}</summary>
          <ul>{rest.map((r) => <One r={r} key={r.statement + r.part + r.for} />)}</ul>
        </details>
      )}
    </div>
  );
}

/** Papers needed, with where, how soon and at whose discretion. */
export function Needs({ needs }: { needs: readonly Need[] }) {
  if (needs.length === 0) return null;
  return (
    <ul class="needs">
      {needs.map((n) => (
        <li key={n.paper + n.for}>
          <span class={'tick' + (n.held ? ' held' : '')} aria-hidden="true" />
          <span>
            {[n.paper, ...(n.or ?? [])].map(paper).join(' / ')}
            <span class="note">
              {[
                n.held ? t('common.need.held') : '',
                n.for && n.for !== 'person' ? word('common.for', n.for) : '',
                n.issuer ? t('common.need.issuer', { authority: area(n.issuer) }) : '',
                n.where ? t('common.need.where', { where: n.where }) : '',
                n.lead ? t('common.need.lead', { lead: n.lead }) : '',
                n.fee ? t('common.need.fee', { fee: n.fee }) : '',
                n.discretionary ? t('common.need.discretionary') : '',
              ].filter(Boolean).map((s) => ' · ' + s).join('')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was left out and would change the verdict. */
export function Depends({ on }: { on: readonly DependsOn[] | undefined }) {
  if (!on?.length) return null;
  return (
    <ul class="note depends">
      {on.map((d) => (
        <li key={d.attribute + d.value}>
          {t('common.depends', { attribute: word('common.attribute', d.attribute), value: value(d.value), verdict: word('common.verdict', d.verdict) })}
        </li>
      ))}
    </ul>
  );
}

function value(v: string): string {
  return /^[A-Z]{3}$/.test(v) ? area(v) : word('common.value', v);
}

/** Warnings: they never change a verdict and always stand first. */
export function Advisories({ of }: { of: readonly Advisory[] }) {
  if (of.length === 0) return null;
  return (
    <section class="advisories" aria-label={t('common.advisories')}>
      {of.map((a) => (
        <details key={a.statement}>
          <summary>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1.6 15.2 14H.8Z" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round" /><path d="M8 6v4M8 11.6v.8" stroke="currentColor" stroke-width="1.7" /></svg>
            <span>
              {t('common.advisory', { by: area(a.by), about: listed(a.about) })}
              {a.level && <span class="note" lang="en"> · {a.level}</span>}
            </span>
          </summary>
          <p lang="en">{a.says}</p>
          <div class="note"><Age confirmed={a.confirmed} stale={a.stale} /> <Sources sources={a.sources} /></div>
        </details>
      ))}
    </section>
  );
}
