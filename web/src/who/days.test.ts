import { describe, expect, it } from 'vitest';
import { dayOf, firstDay, marks, toDay, toNumber } from './days';

describe('days', () => {
  it('are numbers and back', () => {
    for (const d of [firstDay, '1992-02-29', '2024-07-30', '2026-12-31']) expect(toDay(toNumber(d))).toBe(d);
    expect(toNumber('2024-03-01') - toNumber('2024-02-28')).toBe(2);
  });

  it.each([
    ['2024-07-30', '2024-07-30'], ['1993-04~', '1993-04-01'], ['1993', '1993-01-01'], ['1991/1992', '1991-01-01'], ['2022-07-01T10:00', '2022-07-01'],
    ['2001-21', '2001-01-01'], ['', null], ['soon', null], ['2024-02-45', null],
  ])('%s stands at %s', (edtf, day) => expect(dayOf(edtf)).toBe(day));
});

describe('marks', () => {
  const e = (on: string, what: string) => ({ on, what, title: on + what, statement: on });
  const got = marks([e('2020-01-01', 'agreed'), e('1993-04-03', 'closes'), e('2020-01-01', 'opens'), e('1980', 'closes'), e('2030-01-01', 'meeting'), e('?', 'x')], '2026-01-01');

  it('stand in order, one a day, inside the line', () => {
    expect(got.map((m) => m.day)).toEqual(['1993-04-03', '2020-01-01']);
    expect(got.every((m) => m.at >= 0 && m.at <= 1)).toBe(true);
  });
  it('take the strongest kind of their day and keep every event', () => {
    expect(got[1]).toMatchObject({ kind: 'opens' });
    expect(got[1]?.events).toHaveLength(2);
  });
});
