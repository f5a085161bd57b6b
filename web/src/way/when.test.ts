import { describe, expect, it } from 'vitest';
import { hour } from '../api';
import type { Leg } from '../answers';
import { start } from '../state';
import { turn } from './shut';

describe('the hour of a way', () => {
  it.each([
    ['is the morning of the day asked', { on: '2024-07-30' }, {}],
    ['is that of leaving', { on: '2024-07-30', depart: '20:00' }, { on: '2024-07-30T20:00' }],
    ['is that of arriving, and then no day is asked', { on: '2024-07-30', arrive: '18:00' }, { on: '', 'arrive-by': '2024-07-30T18:00' }],
    ['is of today where no day is asked', { depart: '20:00' }, { on: '2026-11-24T20:00' }],
  ])('%s', (_, view, want) => {
    expect(hour({ ...start, ...view }, '2026-11-24')).toEqual(want);
  });
});

describe('a post that is shut', () => {
  const leg = (departs: string, wait?: number) => ({ departs, ...(wait ? { wait: { median_s: wait } } : {}) }) as unknown as Leg;
  it.each([
    ['when it is reached', '2024-07-30T21:06:00+04:00', undefined, '2024-07-30T21:06'],
    ['when the queue is over, past midnight', '2024-07-30T23:50:00+04:00', 2400, '2024-07-31T00:30'],
  ])('is judged at the minute, on its own clock, %s', (_, departs, queue, want) => {
    expect(turn(leg(departs), leg('', queue))).toBe(want);
  });
});
