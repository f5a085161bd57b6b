// A comparison told: under which heading, in figures, the towns and the ways
// that change most, whom it does not help, and what was assumed.

import type { JSX } from 'preact';
import { area, distance, duration, number, percent, t } from '../i18n';
import { Reasons } from '../ui/reasons';
import { VerdictMark } from '../ui/verdict';
import { Recorded } from '../board/words';
import { access, agreed, best, changed, nothing, oneWay, reach, worthTelling, type Blocker, type Changed, type Comparison, type Pair, type Town } from './comparison';

/** `traveller` says in the page's language for whom. */
export function Result({ c, traveller }: { c: Comparison; traveller: string }) {
  const gainers = c.towns.filter((town) => changed(town) && town.mean_saving_s > 0).length;
  return (
    <>
      <div class={'whatif-heading ' + (agreed(c) ? 'agreed' : 'assumed')}>
        <h3>{t(agreed(c) ? 'whatif.heading.agreed' : 'whatif.heading.notAgreed')}</h3>
        <p class="note">{t('whatif.traveller', { traveller })}</p>
      </div>
      {nothing(c) ? <p class="nothing">{t('whatif.none')}</p> : <Figures c={c} />}
      {gainers > 0 && <p class="note">{t('whatif.map', { n: gainers })}</p>}
      <Crossings all={c.crossings} />
      <Towns id="gain" title={t('whatif.towns')} towns={best(c, 12)} />
      <Towns id="lose" title={t('whatif.towns.lose')} towns={best(c, 12, true)} />
      <Ways c={c} />
      <Blockers all={c.blockers ?? []} crossings={c.crossings} />
      <Assumed c={c} />
    </>
  );
}

function Figures({ c }: { c: Comparison }) {
  const figures: JSX.Element[] = [];
  const tell = (value: string, words: string) => figures.push(<div key={words}><dt>{words}</dt><dd>{value}</dd></div>);
  const saving = (s: number | null, m: number | null, gain: string, loss: string) => {
    const [value, write] = s !== null ? [s, duration] : [m ?? 0, distance];
    if (Math.abs(value) >= 1) tell(write(Math.abs(value)), t(value > 0 ? gain : loss));
  };
  saving(c.mean_saving_s, c.mean_saving_m, 'whatif.figure.mean', 'whatif.figure.meanLost');
  saving(c.weighted_saving_s, c.weighted_saving_m, 'whatif.figure.weighted', 'whatif.figure.weightedLost');
  if (c.pairs_quicker > 0) tell(number(c.pairs_quicker), t('whatif.figure.quicker', { pairs: number(c.pairs) }));
  if (c.pairs_slower > 0) tell(number(c.pairs_slower), t('whatif.figure.slower'));
  if (c.pairs_newly_joined > 0) tell(number(c.pairs_newly_joined), t('whatif.figure.joined'));
  if (c.pairs_cut > 0) tell(number(c.pairs_cut), t('whatif.figure.cut'));
  tell(percent(access(c), Math.abs(access(c)) < 0.001 ? 3 : 1, true), t('whatif.figure.access'));
  const { cost, weight, exponent } = c.market_access;
  return (
    <section aria-labelledby="whatif-figures">
      <h3 id="whatif-figures" class="unseen">{t('whatif.figures')}</h3>
      <dl class="whatif-figures">{figures}</dl>
      <p class="note">
        {t('whatif.figure.accessNote', { weight: weight === 'population' ? t('whatif.weight.population') : weight, cost: t('whatif.cost.' + cost), exponent: number(exponent, 2) })}
      </p>
    </section>
  );
}

function Crossings({ all }: { all: readonly Changed[] }) {
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="whatif-crossings">
      <h3 id="whatif-crossings">{t('whatif.crossings')}</h3>
      <ul class="whatif-list">
        {all.map((x) => (
          <li key={x.id}>
            <a href={'/crossing/' + x.id}><bdi>{x.name}</bdi></a>{' '}
            <span class="chip">{[x.opens && t('whatif.crossings.opens'), x.closes && t('whatif.crossings.closes')].filter(Boolean).join(', ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Towns({ id, title, towns }: { id: string; title: string; towns: readonly Town[] }) {
  if (towns.length === 0) return null;
  // Bars by time; where none changes its time, by reach.
  const timed = towns.some((town) => worthTelling(town));
  const size = (town: Town) => Math.abs(timed ? town.mean_saving_s : reach(town));
  const most = Math.max(...towns.map(size), Number.MIN_VALUE);
  return (
    <section aria-labelledby={'whatif-' + id}>
      <h3 id={'whatif-' + id}>{title}</h3>
      {timed && <p class="note">{t(id === 'gain' ? 'whatif.towns.note' : 'whatif.towns.loseNote')}</p>}
      <ol class="whatif-towns">
        {towns.map((town) => (
          <li key={town.id}>
            <span><bdi>{town.name}</bdi> <span class="note">{area(town.area)}</span></span>
            <span class="figures">{told(town)}</span>
            <span class={'whatif-bar ' + id} aria-hidden="true"><span style={{ inlineSize: (100 * size(town)) / most + '%' }} /></span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function told(town: Town): string {
  if (worthTelling(town)) return duration(town.mean_saving_s);
  if (town.newly_joined > 0) return t('whatif.towns.joined', { n: town.newly_joined });
  return t('whatif.ranking.gain', { gain: percent(reach(town), 1, true) });
}

function Ways({ c }: { c: Comparison }) {
  const pairs = oneWay(c.top).slice(0, 8);
  if (pairs.length === 0) return null;
  const names = new Map(c.towns.map((town) => [town.id, town.name]));
  const long = (p: Pair, side: 'before' | 'after') => {
    const [s, m] = [p[`${side}_s`], p[`${side}_m`]];
    return s !== null ? duration(s) : m !== null ? distance(m) : t('whatif.top.noWay');
  };
  return (
    <section aria-labelledby="whatif-top">
      <h3 id="whatif-top">{t('whatif.top')}</h3>
      <table class="whatif-ways">
        <thead>
          <tr>{(['from', 'to', 'before', 'after'] as const).map((w) => <th key={w} scope="col">{t('whatif.top.' + w)}</th>)}</tr>
        </thead>
        <tbody>
          {pairs.map((p) => (
            <tr key={p.from + ' ' + p.to}>
              <td><bdi>{names.get(p.from) ?? p.from}</bdi></td>
              <td><bdi>{names.get(p.to) ?? p.to}</bdi></td>
              <td class="figures">{long(p, 'before')}</td>
              <td class="figures"><strong>{long(p, 'after')}</strong></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Blockers({ all, crossings }: { all: readonly Blocker[]; crossings: readonly Changed[] }) {
  if (all.length === 0) return null;
  const name = (id: string) => crossings.find((x) => x.id === id)?.name ?? id;
  return (
    <section aria-labelledby="whatif-blockers">
      <h3 id="whatif-blockers">{t('whatif.blockers')}</h3>
      <ul class="whatif-blockers">
        {all.map((b, i) => (
          <li key={i} class="card">
            <p class="row">
              <VerdictMark verdict={b.verdict} />
              <strong>{t('whatif.blockers.way', { crossing: name(b.crossing), from: area(b.from), to: area(b.to) })}</strong>
            </p>
            <Whom words={b.for} />
            <details>
              <summary>{t('whatif.blockers.why')}</summary>
              <Reasons reasons={b.reasons} />
            </details>
            <p class="note">{t(b.would_help?.length ? 'whatif.blockers.help' : 'whatif.blockers.noHelp')}</p>
            {!!b.would_help?.length && (
              <ul class="whatif-list">
                {b.would_help.map((w) => (
                  <li key={w.commitment}><a href={'/commitment/' + w.commitment}><Recorded>{w.title}</Recorded></a></li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

// The API names a resident national by the id of the state; everybody else in words.
function Whom({ words }: { words: string }) {
  const of = /^a resident national of ([A-Z]{3})$/.exec(words)?.[1];
  if (of) return <p class="note">{t('whatif.resident', { area: area(of) })}</p>;
  return words === 'the traveller' ? null : <Recorded as="p" class="note">{words}</Recorded>;
}

function Assumed({ c }: { c: Comparison }) {
  return (
    <section aria-labelledby="whatif-assumed">
      <h3 id="whatif-assumed">{t('whatif.assumed')}</h3>
      <ul class="whatif-assumed">{c.assumed.map((a) => <Recorded as="li" key={a}>{a}</Recorded>)}</ul>
      <Recorded as="p" class="note">{c.notice}</Recorded>
    </section>
  );
}
