// The view: everything that a sent address has to restore. One plain object,
// written to and read from the page's address, with no knowledge of the page.
//
// Of the traveller, only nationality, kind of document, mode and vehicle stand
// in the query, which servers see and log. Whatever else they tell about
// themselves stands in the fragment, which is never sent, and there only when
// they chose to share it.

/** The panels beside the map; each is a folder of src. */
export const panels = ['way', 'board', 'whatif'] as const;
export type PanelId = (typeof panels)[number];

export const modes = ['road', 'rail', 'foot', 'air', 'water'] as const;
export const vehicles = ['car', 'truck', 'bus', 'motorcycle', 'bicycle'] as const;
export const documents = ['ordinary', 'diplomatic', 'service'] as const;

/** Details that never stand in a query: the API takes them in a POST body only. */
export interface Details {
  holds: string[];
  stamp: string[];
  entered: string[];
  residence: string;
  age: string;
  purpose: string;
  plate: string;
  parity: string;
  cargo: string;
  'goods-from': string;
  'goods-to': string;
}

export interface View {
  panel: PanelId;
  /** Where from and where to: a place's id, its name, `lat,lon`, or a crossing's id. */
  from: string;
  to: string;
  /** Passports as the API writes them: `DEU`, `DEU:diplomatic`. */
  passports: string[];
  mode: string;
  vehicle: string;
  /** What may carry the traveller in a route: `car`, `any`, `transit`, `foot` … Empty: the vehicle. */
  by: string;
  /** The day asked, `2024-07-30`; empty is today. */
  on: string;
  /** Only what was public by this day; empty is today. */
  known: string;
  /** The minute of that day at which a way begins, `20:00` on the clock where it begins; empty is the morning. */
  depart: string;
  /** Or the one by which it ends, on the clock where it ends; never both. */
  arrive: string;
  /** Commitments switched on, "as if carried out". */
  supposed: string[];
  /**
   * What is assumed beyond them, in a comparison alone: no-law, no-waits, close:CROSSING, commitments only to talk or to
   * look. The map's verdicts and the ways stay as they are.
   */
  assumed: string[];
  /** Which itinerary is drawn, from 0. */
  way: number;
  /** The crossing whose card is open, or empty. */
  crossing: string;
  /** True when the card tells the other direction. */
  back: boolean;
  /** Where the map stands if it was moved by hand, `41.2,44.5,7.4`: latitude, longitude, zoom. */
  map: string;
  /** The process on the board. */
  process: string;
  /** Language of the page; empty is the reader's own. */
  lang: string;
  details: Details;
  /** True when the address is to carry the details. */
  share: boolean;
}

export const noDetails: Details = {
  holds: [], stamp: [], entered: [], residence: '', age: '', purpose: '',
  plate: '', parity: '', cargo: '', 'goods-from': '', 'goods-to': '',
};

export const start: View = {
  panel: 'way', from: '', to: '', passports: ['DEU'], mode: 'road', vehicle: 'car', by: '', on: '', known: '', depart: '', arrive: '',
  supposed: [], assumed: [], way: 0, crossing: '', back: false, map: '', process: 'armenia-turkey', lang: '', details: noDetails, share: false,
};

const words = ['from', 'to', 'mode', 'vehicle', 'by', 'on', 'known', 'depart', 'arrive', 'crossing', 'map', 'process', 'lang'] as const;
const detailWords = ['residence', 'age', 'purpose', 'plate', 'parity', 'cargo', 'goods-from', 'goods-to'] as const;
const detailLists = ['holds', 'stamp', 'entered'] as const;

const day = /^(\d{4}-\d{2}-\d{2})?$/;
const minute = /^(([01]\d|2[0-3]):[0-5]\d)?$/;
const spot = /^(-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?)?$/;
const passport = /^[A-Z]{3}(:[a-z-]+)?$/;

/** Whether anything beyond nationality, document, mode and vehicle is told. */
export function hasDetails(d: Details): boolean {
  return detailWords.some((w) => d[w] !== '') || detailLists.some((w) => d[w].length > 0);
}

/** The query and fragment that restore the view; what stands as at the start is left out. */
export function format(view: View): { search: string; hash: string } {
  const query = new URLSearchParams();
  if (view.panel !== start.panel) query.set('panel', view.panel);
  for (const w of words) if (view[w] !== start[w]) query.set(w, view[w]);
  if (view.passports.join() !== start.passports.join()) {
    if (view.passports.length === 0) query.set('passport', '');
    for (const p of view.passports) query.append('passport', p);
  }
  for (const c of view.supposed) query.append('if', c);
  for (const a of view.assumed) query.append('also', a);
  if (view.back) query.set('back', '1');
  if (view.way > 0) query.set('way', String(view.way + 1));

  const fragment = new URLSearchParams();
  if (view.share) {
    for (const w of detailWords) if (view.details[w] !== '') fragment.set(w, view.details[w]);
    for (const w of detailLists) for (const one of view.details[w]) fragment.append(w, one);
  }
  const search = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  const hash = fragment.toString();
  return { search: search && '?' + search, hash: hash && '#' + hash };
}

/** The view of an address. What can't be read is left as at the start. */
export function parse(search: string, hash: string): View {
  const query = new URLSearchParams(search);
  const view: View = { ...start };
  for (const w of words) {
    const value = query.get(w);
    if (value !== null) view[w] = value;
  }
  if (!day.test(view.on)) view.on = start.on;
  if (!day.test(view.known)) view.known = start.known;
  for (const w of ['depart', 'arrive'] as const) if (!minute.test(view[w])) view[w] = '';
  if (view.depart) view.arrive = '';
  if (!spot.test(view.map)) view.map = '';
  if (!(modes as readonly string[]).includes(view.mode)) view.mode = start.mode;
  const panel = query.get('panel') as PanelId | null;
  if (panel && panels.includes(panel)) view.panel = panel;
  if (query.has('passport')) view.passports = [...new Set(query.getAll('passport').filter((p) => passport.test(p)))];
  const once = (name: string) => [...new Set(query.getAll(name).filter(Boolean))];
  view.supposed = once('if');
  view.assumed = once('also');
  view.back = view.crossing !== '' && query.get('back') === '1';
  const way = Number(query.get('way') ?? 1);
  view.way = Number.isInteger(way) && way > 0 && way <= 8 ? way - 1 : 0;

  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  const details: Details = { ...noDetails };
  for (const w of detailWords) details[w] = fragment.get(w) ?? '';
  for (const w of detailLists) details[w] = fragment.getAll(w).filter(Boolean);
  view.details = details;
  view.share = hasDetails(details);
  return view;
}
