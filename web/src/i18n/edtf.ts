// Dates as the record writes them: EDTF, from a year to a minute, with seasons,
// intervals, and marks of doubt. Only what the record uses is read.

/** One date, as precisely as it is known. */
interface Precise {
  year: number;
  /** 1 to 12; 21 to 24 are spring, summer, autumn, winter; undefined if only the year is known. */
  month?: number;
  day?: number;
  /** Hours and minutes, as written. */
  time?: string;
  /** ~ about, ? uncertain, % both. */
  doubt?: string;
}

const form = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})\S*)?)?)?([~?%])?$/;

/** precise reads one date; undefined for what is none. */
export function precise(s: string): Precise | undefined {
  const m = form.exec(s);
  if (!m) return undefined;
  const out: Precise = { year: Number(m[1]) };
  if (m[2]) out.month = Number(m[2]);
  if (m[3]) out.day = Number(m[3]);
  if (m[4]) out.time = m[4];
  if (m[5]) out.doubt = m[5];
  const month = out.month ?? 1;
  const season = month >= 21 && month <= 24 && !out.day;
  if ((month < 1 || month > 12 || (out.day ?? 1) < 1 || (out.day ?? 1) > 31) && !season) return undefined;
  return out;
}

const dayLength = 86_400_000;

/** dayNumber gives the first day of a date or an interval, counted from 1970-01-01; undefined if none can be read. */
export function dayNumber(s: string | null | undefined): number | undefined {
  const d = s ? precise(s.split('/')[0] ?? '') : undefined;
  if (!d) return undefined;
  let month = d.month ?? 1;
  if (month > 20) month = [3, 6, 9, 12][month - 21] ?? 1;
  const at = new Date(0);
  at.setUTCFullYear(d.year, month - 1, d.day ?? 1);
  return Math.round(at.getTime() / dayLength);
}
