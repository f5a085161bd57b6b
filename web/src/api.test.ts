import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, ask, get, query } from './api';
import { noDetails, start } from './state';

const calls: { path: string; init: RequestInit }[] = [];
function answering(response: () => Response) {
  calls.length = 0;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    calls.push({ path, init });
    return Promise.resolve(response());
  });
}
afterEach(() => vi.unstubAllGlobals());
const never = new AbortController().signal;

describe('questions', () => {
  it('leave out what is empty and repeat lists', () => {
    expect(query({ a: '', b: undefined, c: ['x', 'y'], d: 2, e: false, f: [] })).toBe('?c=x&c=y&d=2');
    expect(query({})).toBe('');
  });

  it('are GETs that any cache may hold', async () => {
    answering(() => Response.json({ ok: 1 }));
    await ask('/v1/route', { ...start, supposed: ['s'] }, { from: 'Iğdır' }, never);
    expect(calls[0]!.path).toBe('/v1/route?passport=DEU&mode=road&vehicle=car&if=s&from=I%C4%9Fd%C4%B1r');
    expect(calls[0]!.init.method).toBeUndefined();
  });

  it('with details are POSTs whose address tells nothing', async () => {
    answering(() => Response.json({ ok: 1 }));
    const details = { ...noDetails, holds: ['visa:ARM'], age: '40', 'goods-from': 'TUR' };
    await ask('/v1/may', { ...start, details }, { from: 'TUR', to: 'ARM' }, never);
    expect(calls[0]!.path).toBe('/v1/may');
    expect(JSON.parse(calls[0]!.init.body as string)).toEqual({ passport: ['DEU'], mode: 'road', vehicle: 'car', from: 'TUR', to: 'ARM', holds: ['visa:ARM'], age: 40, 'goods-from': 'TUR' });
  });
});

describe('failures', () => {
  it('name the parameter', async () => {
    answering(() => Response.json({ title: 'Bad', detail: 'on: "x" is no day', parameter: 'on' }, { status: 422 }));
    await expect(get('/v1/may', {}, never)).rejects.toMatchObject({ status: 422, parameter: 'on', message: 'on: "x" is no day' });
  });
  it('that are no JSON are told all the same', async () => {
    answering(() => new Response('<h1>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(get('/v1/may', {}, never)).rejects.toMatchObject({ status: 502, message: 'Bad Gateway', parameter: '' });
  });
  it('of the network are unreachable', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    const e = await get('/v1/may', {}, never).catch((x: unknown) => x);
    expect(e).toBeInstanceOf(ApiError);
    expect((e as ApiError).unreachable).toBe(true);
  });
});
