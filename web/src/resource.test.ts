import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { ApiError } from './api';
import { resource } from './resource';

/** A question whose answers are given by hand. */
function by_hand() {
  const asked: { key: string; signal: AbortSignal; answer: (s: string) => void; fail: (e: Error) => void }[] = [];
  const key = signal('a');
  const r = resource<string>(() => (key.value === '' ? null : { key: key.value, ask: (s) => new Promise((answer, fail) => void asked.push({ key: key.peek(), signal: s, answer, fail })) }), 0);
  return { asked, key, r };
}
const settled = () => new Promise((done) => setTimeout(done));

describe('a resource', () => {
  it('answers', async () => {
    const { asked, r } = by_hand();
    expect(r.answer.value.state).toBe('loading');
    asked[0]!.answer('A');
    await settled();
    expect(r.answer.value).toMatchObject({ state: 'ready', data: 'A' });
  });

  it('stops the earlier request when the question changes, and keeps the earlier answer in sight', async () => {
    const { asked, key, r } = by_hand();
    asked[0]!.answer('A');
    await settled();
    key.value = 'b';
    key.value = 'c';
    expect(asked[1]!.signal.aborted).toBe(true);
    expect(r.answer.value).toMatchObject({ state: 'loading', data: 'A' });
    asked[1]!.answer('B');
    await settled();
    expect(r.answer.value.state).toBe('loading');
    asked[2]!.answer('C');
    await settled();
    expect(r.answer.value).toMatchObject({ state: 'ready', data: 'C' });
  });

  it('stops when told to, and asks again when told to', async () => {
    const { asked, r } = by_hand();
    r.stop();
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(r.answer.value.state).toBe('stopped');
    r.retry();
    expect(asked).toHaveLength(2);
  });

  it('tells what failed', async () => {
    const { asked, r } = by_hand();
    asked[0]!.fail(new ApiError(422, 'on: no day', 'on'));
    await settled();
    expect(r.answer.value).toMatchObject({ state: 'error', error: { parameter: 'on' } });
    r.retry();
    asked[1]!.answer('A');
    await settled();
    expect(r.answer.value).toMatchObject({ state: 'ready', error: null });
  });

  it('is idle when there is nothing to ask, and ends', () => {
    const { asked, key, r } = by_hand();
    key.value = '';
    expect(r.answer.value.state).toBe('idle');
    key.value = 'd';
    r.dispose();
    expect(asked[1]!.signal.aborted).toBe(true);
    key.value = 'e';
    expect(asked).toHaveLength(2);
  });
});
