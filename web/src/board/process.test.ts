import { describe, expect, it } from 'vitest';
import { gap, line, ordered, pending, share, supposable, track, upcoming, type Commitment, type Happening, type Process } from './process';

const event = (on: string, kind: string, more: Partial<Happening> = {}): Happening => ({ on, event: kind, by: ['ARM', 'TUR'], says: '', sources: [], ...more });

const commitment = (more: Partial<Commitment> = {}): Commitment => ({
  id: 'a', title: '', says: '', undertaking: 'do', parties: ['ARM', 'TUR'], status: 'agreed', since: '2022-07-01', agreed: '2022-07-01',
  days_pending: 0, missed: [], events: [], would: ['The border would open.'], could: [], sources: [], ...more,
});

describe('how far a commitment has come', () => {
  it('is told by whole events; one in part, or readiness of one side, is listed and does not count', () => {
    const c = commitment({
      events: [
        event('2022-07-01', 'agreed'),
        event('2023-01-06', 'enacted', { partly: true, by: ['ARM'] }),
        event('2024-01-12', 'ready', { by: ['ARM'] }),
        event('2023-03-24', 'dated', { due: '2023-22' }),
      ],
    });
    expect(track(c)).toEqual([
      { step: 'proposed', on: '', partly: false, by: [] },
      { step: 'agreed', on: '2022-07-01', partly: false, by: ['ARM', 'TUR'] },
      { step: 'enacted', on: '2023-01-06', partly: true, by: ['ARM'] },
      { step: 'ready', on: '2024-01-12', partly: true, by: ['ARM'] },
      { step: 'in-operation', on: '', partly: false, by: [] },
    ]);
  });

  it('takes the first whole event, and readiness of one side where there is only one', () => {
    const c = commitment({ parties: ['GEO'], events: [event('2020', 'ready', { by: ['GEO'], partly: true }), event('2021', 'ready', { by: ['GEO'] })] });
    expect(track(c)[3]).toEqual({ step: 'ready', on: '2021', partly: false, by: ['GEO'] });
  });

  it.each([
    ['proposed', true], ['agreed', true], ['enacted', true], ['ready', true], ['suspended', true],
    ['in-operation', false], ['reversed', false], ['lapsed', false], ['annulled', false], ['dated', false],
  ])('%s is pending: %s', (status, is) => expect(pending(status)).toBe(is));
});

describe('the days announced', () => {
  const events = [event('2023-03-24', 'dated', { due: '2023-22' }), event('2025-12-03', 'dated', { due: '2026-06-03' }), event('2025-12-04', 'dated', { due: '2026-06-03' }), event('2025-12-27', 'dated', { due: '2026-01-01' })];
  const missed = [{ due: '2023-22', fate: 'missed' }];
  it('are to come while they are not missed, each told once', () => expect(upcoming(commitment({ events, missed }))).toEqual(['2026-01-01', '2026-06-03']));
  it('are nothing to wait for once it is carried out', () => expect(upcoming(commitment({ events, missed, status: 'in-operation' }))).toEqual([]));
});

describe('what may be supposed', () => {
  it.each([
    ['what was undertaken to be done and names what it would bring', commitment(), 'do'],
    ['what was undertaken and names nothing', commitment({ would: [] }), 'nothing'],
    ['what was to be negotiated and could bring something', commitment({ undertaking: 'negotiate', would: [], could: ['x'] }), 'assume'],
    ['what was to be assessed and names nothing', commitment({ undertaking: 'assess', would: [] }), 'nothing'],
    ['what is done already', commitment({ status: 'in-operation' }), ''],
  ])('%s', (_, c, how) => expect(supposable(c)).toBe(how));

  it('comes first; of one day, what was announced and missed more often; what is no longer pending last', () => {
    const missed = [{ due: '2023-22', fate: 'missed' }];
    const all = [
      commitment({ id: 'done', status: 'in-operation', agreed: '2009-01-01' }),
      commitment({ id: 'talk', undertaking: 'negotiate', would: [], could: ['x'], agreed: '2010-01-01' }),
      commitment({ id: 'idle', would: [], agreed: '2011-01-01' }),
      commitment({ id: 'later', agreed: '2023-02-15' }),
      commitment({ id: 'kept' }),
      commitment({ id: 'missed', missed }),
    ];
    expect(ordered(all).map((c) => c.id)).toEqual(['missed', 'kept', 'later', 'talk', 'idle', 'done']);
  });
});

describe('the line of time', () => {
  const met = { parties: [], says: '', sources: [] };
  const p = {
    meetings: [{ ...met, statement: 'm1', n: 1, on: '2022-01-14', place: 'Moscow' }, { ...met, statement: 'm5', n: 5, on: '2024-07-30', place: 'Margara–Alican' }],
    contacts: [{ ...met, statement: 'c', on: '2022-03', place: 'Antalya', level: 'ministers' }],
    instruments: [{ statement: 't', title: 'Protocol', signed: '2009-10-10', says: '', events: [], sources: [] }],
  } as unknown as Process;

  it('has the newest first', () => expect(line(p).map((e) => e.id)).toEqual(['m5', 'c', 'm1', 't']));

  it('says only long silences', () => {
    const [m5, c, m1, t] = line(p);
    if (!m5 || !c || !m1 || !t) throw new Error('four entries');
    expect(gap(undefined, m5)).toBe(0);
    expect(gap(m5, c)).toBe(882); // from 1 March 2022 to 30 July 2024
    expect(gap(c, m1)).toBe(0);
  });

  it('keeps what lies outside at its ends', () => {
    expect([share(5, 0, 10), share(-1, 0, 10), share(11, 0, 10), share(3, 3, 3)]).toEqual([0.5, 0, 1, 0]);
  });
});
