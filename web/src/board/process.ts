// A process as /v1/process tells it, and what the board works out of it: how far
// each commitment has come, what may be supposed, and where things stand on the
// line of time.

import type { Source } from '../answers';
import { dayNumber } from '../i18n';

export interface Meeting {
  statement: string;
  n?: number;
  on: string;
  place: string;
  crossing?: string;
  level?: string;
  parties: string[];
  participants?: string[];
  says: string;
  sources: Source[];
}

export interface Happening {
  on: string;
  event: string;
  partly?: boolean;
  by: string[];
  place?: string;
  says: string;
  due?: string;
  who?: string;
  official?: boolean;
  denied_by?: string;
  sources: Source[];
}

export interface Commitment {
  id: string;
  title: string;
  says: string;
  undertaking: string;
  parties: string[];
  status: string;
  since: string | null;
  agreed: string | null;
  days_pending: number;
  missed: { due: string; fate: string }[];
  events: Happening[];
  would: string[];
  could: string[];
  sources: Source[];
}

interface Relation {
  statement: string;
  parties: string[];
  what: string;
  state: string;
  says: string;
  sources: Source[];
}

export interface Position {
  statement: string;
  holder: string;
  with?: string[];
  person?: string;
  role?: string;
  on: string;
  says: string;
  sources: Source[];
}

interface Instrument {
  statement: string;
  title: string;
  signed: string;
  place?: string;
  says: string;
  events: Happening[];
  sources: Source[];
}

interface Envoy {
  name: string;
  party: string;
  role?: string;
  from: string | null;
  until: string | null;
}

export interface Process {
  process: string;
  title: string;
  on: string;
  known: string;
  parties: string[];
  envoys: Envoy[];
  meetings: Meeting[];
  contacts: Meeting[];
  relations: Relation[];
  positions: Position[];
  instruments: Instrument[];
  commitments: Commitment[];
  notice: string;
}

/** The way from a word given to a thing done. */
export const steps = ['proposed', 'agreed', 'enacted', 'ready', 'in-operation'] as const;

export interface Step {
  step: (typeof steps)[number];
  /** The day it was reached; empty if it was not. */
  on: string;
  /** Reached in part, or by one side only: listed, and not counted. */
  partly: boolean;
  by: string[];
}

/** track says how far a commitment has come: for each step when it was reached, wholly or else in part. */
export function track(c: Commitment): Step[] {
  return steps.map((step) => {
    const all = c.events.filter((e) => e.event === step);
    const whole = all.find((e) => !e.partly && !(step === 'ready' && e.by.length === 1 && c.parties.length > 1));
    const told = whole ?? all[0];
    return { step, on: told?.on ?? '', partly: !whole && !!told, by: told?.by ?? [] };
  });
}

/** pending reports whether a commitment with this status is still to be carried out. */
export function pending(status: string): boolean {
  return status === 'suspended' || (status !== 'in-operation' && (steps as readonly string[]).includes(status));
}

/** upcoming gives the days announced that have yet to come, the next first: no longer once it is carried out, undone, or the day missed. */
export function upcoming(c: Commitment): string[] {
  if (!pending(c.status)) return [];
  const missed = new Set(c.missed.map((m) => m.due));
  return [...new Set(c.events.map((e) => e.due ?? ''))].filter((due) => due !== '' && !missed.has(due)).sort();
}

/**
 * supposable says how a commitment may be supposed: `do` changes map and ways, for its parties undertook it; `assume`
 * only what is compared, for they undertook to talk or to look; `nothing` if the record names no change it would
 * bring; empty if there is nothing left to carry out.
 */
export function supposable(c: Commitment): 'do' | 'assume' | 'nothing' | '' {
  if (c.status === 'in-operation') return '';
  if (c.undertaking === 'do') return c.would.length > 0 ? 'do' : 'nothing';
  return c.could.length > 0 ? 'assume' : 'nothing';
}

/**
 * ordered puts first what can be supposed, then what is pending, then the rest; in each what has been agreed longest
 * first, and of one day what was announced and missed most often.
 */
export function ordered(all: readonly Commitment[]): Commitment[] {
  const rank = (c: Commitment) =>
    !pending(c.status) ? 3 : supposable(c) === 'do' ? 0 : supposable(c) === 'assume' ? 1 : 2;
  const age = (c: Commitment) => dayNumber(c.agreed) ?? 0;
  return [...all].sort((a, b) => rank(a) - rank(b) || age(a) - age(b) || b.missed.length - a.missed.length || a.id.localeCompare(b.id));
}

/** What stands on the line of time. */
export interface Entry {
  kind: 'series' | 'contact' | 'text';
  id: string;
  on: string;
  day: number;
  n: number;
  title: string;
  place: string;
  level: string;
  participants: string[];
  says: string;
  sources: Source[];
}

/** line puts meetings, contacts and texts in one order, the newest first. */
export function line(p: Process): Entry[] {
  const met = (kind: 'series' | 'contact') => (m: Meeting): Entry => ({
    kind,
    id: m.statement,
    on: m.on,
    day: dayNumber(m.on) ?? 0,
    n: m.n ?? 0,
    title: '',
    place: m.place,
    level: m.level ?? '',
    participants: m.participants ?? [],
    says: m.says,
    sources: m.sources,
  });
  const text = (i: Instrument): Entry => ({
    kind: 'text',
    id: i.statement,
    on: i.signed,
    day: dayNumber(i.signed) ?? 0,
    n: 0,
    title: i.title,
    place: i.place ?? '',
    level: '',
    participants: [],
    says: i.says,
    sources: i.sources,
  });
  const all = [...p.meetings.map(met('series')), ...p.contacts.map(met('contact')), ...p.instruments.map(text)];
  return all.sort((a, b) => b.day - a.day || b.n - a.n || a.id.localeCompare(b.id));
}

/** A year and a half without an entry is worth a word. */
const longGap = 548;

/** gap gives the days between an entry and the later one above it, if they are many; else 0. */
export function gap(later: Entry | undefined, e: Entry): number {
  const days = later ? later.day - e.day : 0;
  return days > longGap ? days : 0;
}

/** share gives where a day lies between two, from 0 to 1. */
export function share(day: number, from: number, to: number): number {
  return to <= from ? 0 : Math.min(1, Math.max(0, (day - from) / (to - from)));
}
