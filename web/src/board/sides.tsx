// Who speaks for whom, what relations there are, and what each side said it wanted.

import { area, areas, date, t } from '../i18n';
import { Sources } from '../ui/reasons';
import type { Position, Process } from './process';
import { Day, Recorded } from './words';

export function Envoys({ p }: { p: Process }) {
  if (p.envoys.length === 0) return null;
  return (
    <section aria-labelledby="board-envoys">
      <h3 id="board-envoys">{t('board.envoys')}</h3>
      <ul class="board-plain">
        {p.envoys.map((e) => (
          <li key={e.name}>
            <strong><bdi>{e.name}</bdi></strong> <span>{t('board.envoy.for', { party: area(e.party) })}</span>
            <p class="note">
              {e.role && <><Recorded>{e.role}</Recorded> · </>}
              {e.from && t('board.envoy.since', { date: date(e.from) })}
              {e.until && <>, {t('board.envoy.until', { date: date(e.until) })}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Relations({ p }: { p: Process }) {
  return (
    <section aria-labelledby="board-relations">
      <h3 id="board-relations" tabIndex={-1}>{t('board.relations')}</h3>
      {p.relations.length === 0 && <p class="note">{t('board.relations.none')}</p>}
      <ul class="board-plain">
        {p.relations.map((r) => (
          <li key={r.statement}>
            <Recorded as="p">{r.says}</Recorded>
            <Sources sources={r.sources} />
          </li>
        ))}
      </ul>
    </section>
  );
}

// How many positions of a holder stand open before the rest is folded away.
const open = 2;

export function Positions({ p }: { p: Process }) {
  if (p.positions.length === 0) return null;
  const holders = new Map<string, Position[]>();
  for (const one of [...p.positions].reverse()) holders.set(one.holder, [...(holders.get(one.holder) ?? []), one]);
  const inOrder = [...holders].sort(([a], [b]) => order(p, a) - order(p, b));
  return (
    <section aria-labelledby="board-positions">
      <h3 id="board-positions" tabIndex={-1}>{t('board.positions')}</h3>
      <p class="note">{t('board.positions.note')}</p>
      {inOrder.map(([holder, said]) => (
        <div key={holder} class="board-holder">
          <h4>{area(holder)}</h4>
          <ul class="board-plain">{said.slice(0, open).map((s) => <Said key={s.statement} s={s} />)}</ul>
          {said.length > open && (
            <details>
              <summary>{t('board.positions.more', { n: said.length - open })}</summary>
              <ul class="board-plain">{said.slice(open).map((s) => <Said key={s.statement} s={s} />)}</ul>
            </details>
          )}
        </div>
      ))}
    </section>
  );
}

// The parties come first, in the order of the process, then everybody else.
function order(p: Process, holder: string): number {
  const i = p.parties.indexOf(holder);
  return i < 0 ? p.parties.length : i;
}

function Said({ s }: { s: Position }) {
  const who = [s.person, s.role].filter(Boolean).join(', ');
  return (
    <li>
      <p class="note">
        <Day on={s.on} />
        {who && <> · <bdi lang="en">{who}</bdi></>}
        {s.with && s.with.length > 0 && <> · {t('board.positions.with', { parties: areas(s.with) })}</>}
      </p>
      <Recorded as="p">{s.says}</Recorded>
      <Sources sources={s.sources} />
    </li>
  );
}
