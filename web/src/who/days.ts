// Days as numbers, for the slider: days since 1970-01-01.

/** The slider's first day: the year in which Armenia, Georgia and Azerbaijan became independent. */
export const firstDay = '1991-01-01';

export function toNumber(day: string): number {
  return Math.round(Date.parse(day + 'T00:00:00Z') / 86_400_000);
}

export function toDay(n: number): string {
  return new Date(n * 86_400_000).toISOString().slice(0, 10);
}

/** The day to put an EDTF date at: its first; null for what can't be read. */
export function dayOf(edtf: string): string | null {
  const m = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(edtf);
  if (!m) return null;
  const month = m[2] && Number(m[2]) <= 12 && Number(m[2]) >= 1 ? m[2] : '01';
  const day = `${m[1]}-${month}-${m[3] ?? '01'}`;
  return Number.isNaN(Date.parse(day)) ? null : day;
}

export interface Mark {
  day: string;
  /** Where on the line, from 0 to 1. */
  at: number;
  kind: 'closes' | 'opens' | 'meeting' | 'other';
  events: { what: string; title: string; on: string; statement: string }[];
}

const strength = { other: 0, meeting: 1, opens: 2, closes: 3 };

/** Events as marks, one a day, in order; events before the first day or after the last are left out. */
export function marks(events: readonly { on: string; what: string; title: string; statement: string }[], last: string): Mark[] {
  const from = toNumber(firstDay);
  const length = toNumber(last) - from;
  const byDay = new Map<string, Mark>();
  for (const e of events) {
    const day = dayOf(e.on);
    if (!day || day < firstDay || day > last) continue;
    const kind = e.what === 'closes' || e.what === 'opens' || e.what === 'meeting' ? e.what : 'other';
    const before = byDay.get(day);
    const mark: Mark = before ?? { day, at: (toNumber(day) - from) / length, kind, events: [] };
    if (strength[kind] > strength[mark.kind]) mark.kind = kind;
    mark.events.push(e);
    byDay.set(day, mark);
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
