// The client of /v1: questions in, answers out, every request can be stopped.
//
// A question with details of the traveller goes as a POST, whose body no log
// keeps; every other as a GET, which caches may hold.

import { hasDetails, type Details, type View } from './state';

/** Parameters by the API's own names; empty ones are left out, lists repeat. */
export type Params = Record<string, string | number | boolean | readonly string[] | undefined>;

/** What went wrong, as the server said it (application/problem+json) or as the network failed. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The parameter that can't be read, when one is at fault. */
    readonly parameter: string = '',
  ) {
    super(message);
    this.name = 'ApiError';
  }
  /** True when nothing answered: offline, or the server is down. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

export function query(params: Params): string {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === '' || value === false) continue;
    if (Array.isArray(value)) for (const one of value) q.append(name, one);
    else q.append(name, String(value));
  }
  const s = q.toString();
  return s && '?' + s;
}

async function read(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(0, '');
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string; parameter?: string };
  throw new ApiError(response.status, problem.detail ?? problem.title ?? response.statusText, problem.parameter);
}

/** Asks by GET; `path` starts with /v1/. */
export async function get<T>(path: string, params: Params, signal: AbortSignal): Promise<T> {
  const response = await read(path + query(params), { signal, headers: { Accept: 'application/json' } });
  return (await response.json()) as T;
}

/** Asks by POST with the same names in a JSON body. */
export async function post<T>(path: string, params: Params, signal: AbortSignal): Promise<T> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)) body[name] = value;
  }
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  const response = await read(path, { method: 'POST', signal, headers, body: JSON.stringify(body) });
  return (await response.json()) as T;
}

/** The traveller's parameters that may stand in an address. */
export function who(view: View): Params {
  return { passport: view.passports, mode: view.mode, vehicle: view.mode === 'road' ? view.vehicle : '' };
}

/** On which day, and under which suppositions. */
export function when(view: View): Params {
  return { on: view.on, known: view.known, if: view.supposed };
}

/** When a way is asked for: from or by a minute of the day, or from its morning. */
export function hour(view: View, today: string): Params {
  const day = view.on || today;
  if (view.arrive) return { on: '', 'arrive-by': `${day}T${view.arrive}` };
  return view.depart ? { on: `${day}T${view.depart}` } : {};
}

function told(d: Details): Params {
  return { ...d, age: d.age === '' ? undefined : Number(d.age) };
}

/** Asks `path` for the traveller of the view: a POST if it needs details, else a GET. */
export function ask<T>(path: string, view: View, params: Params, signal: AbortSignal): Promise<T> {
  const all = { ...who(view), ...when(view), ...params };
  return hasDetails(view.details) ? post<T>(path, { ...all, ...told(view.details) }, signal) : get<T>(path, all, signal);
}
