// Types of the answers of /v1, as far as the page reads them. Fields are as in
// docs/design.md §9; what may be missing is marked so.

export type Verdict = 'refused' | 'unknown' | 'formality' | 'permitted';

export interface Source {
  id: string;
  title: string;
  publisher: string;
  published: string | null;
  url: string;
  where?: string;
  at?: string;
  basis: 'read' | 'reported';
  rank: string;
}

export interface Reason {
  statement: string;
  part: string;
  for?: string;
  authority: string;
  effect: Verdict;
  decides: boolean;
  says: string;
  from: string | null;
  until: string | null;
  confirmed: string | null;
  age_days: number | null;
  stale: boolean;
  basis: 'read' | 'reported';
  because?: { statement: string; says: string }[];
  sources: Source[];
}

export interface Need {
  paper: string;
  for?: string;
  or?: string[];
  issuer?: string;
  where?: string;
  fee?: string;
  /** Time from application to issue, as the record has it: an ISO span or words. */
  lead?: string;
  entries?: number;
  discretionary?: boolean;
  held: boolean;
  statement: string;
}

export interface DependsOn {
  attribute: string;
  value: string;
  verdict: Verdict;
}

interface CrossingAnswer {
  crossing: string;
  name: string;
  mode: string;
  verdict: Verdict;
  reading: string;
  confirmed: string | null;
  age_days: number | null;
  basis: 'read' | 'reported';
  stale: boolean;
  needs: Need[];
  reasons: Reason[];
  depends_on?: DependsOn[];
}

export interface Pending {
  commitment: string;
  title: string;
  status: string;
  since: string;
  days_pending: number;
  agreed: string | null;
  would: string[];
  could?: string[];
  undertaking: string;
  verdict?: Verdict;
  sources: Source[];
}

interface Precedent {
  statement?: string;
  crossing: string;
  from: string | null;
  until: string | null;
  class?: string;
  by: string[];
  says: string;
  sources: Source[];
}

/** A fact of which accounts differ; `stands` is the claim that counts, empty when none does. */
interface Disputed {
  fact: string;
  stands: string;
  claims: { statement: string; says: string; rank: string; sources: Source[] }[];
}

export interface Advisory {
  statement: string;
  by: string;
  about: string;
  level: string;
  says: string;
  confirmed: string | null;
  stale: boolean;
  sources: Source[];
}

export interface May {
  verdict: Verdict;
  reading: string;
  stale: boolean;
  confirmed: string | null;
  basis: string;
  crossings: CrossingAnswer[];
  depends_on: DependsOn[];
  pending: Pending[];
  precedents: Precedent[];
  disputed: Disputed[];
  advisories: Advisory[];
  notice: string;
  heading?: string;
  assumed?: string[];
}

interface Spot {
  id: string;
  name: string;
  area: string;
  lat: number;
  lon: number;
}

export interface Leg {
  kind: string;
  mode: string;
  from: Spot;
  to: Spot;
  departs: string;
  arrives: string;
  distance_m: number;
  duration_s: number;
  via?: string[];
  /** How long one usually queues at this border. */
  wait?: { median_s: number };
  /** Pairs of longitude, latitude. */
  geometry: [number, number][];
  crossing: string;
  crossing_name?: string;
  verdict: Verdict | null;
  reading?: string;
  confirmed?: string | null;
  age_days?: number | null;
  basis?: 'read' | 'reported';
  stale: boolean;
  needs?: Need[];
  reasons: Reason[];
  depends_on?: DependsOn[];
  service?: { statement: string; name: string; operators: string[]; says: string; estimate?: string; uncertain?: boolean };
}

export interface Itinerary {
  departs: string;
  arrives: string;
  duration_s: number;
  distance_m: number;
  verdict: Verdict;
  formalities: { at: string; from: string; to: string; needs: Need[] }[];
  legs: Leg[];
  advisories?: string[];
}

interface Blocked {
  crossing: string;
  crossing_name: string;
  from: string;
  to: string;
  verdict: Verdict;
  reading: string;
  reasons: Reason[];
}

export interface Route {
  question: { from: Spot; to: Spot; departs?: string; by: string; known: string };
  itineraries: Itinerary[];
  direct: { distance_m: number; duration_s: number; legs: Leg[]; blocked_by: Blocked[] } | null;
  nearest_change: {
    commitment: string;
    title: string;
    undertaking: string;
    status: string;
    since: string;
    days_pending: number;
    distance_m: number;
    duration_s: number;
    saves_s: number;
    verdict: Verdict;
  } | null;
  notes: string[];
  advisories: Advisory[];
  notice: string;
  heading?: string;
  assumed?: string[];
}

/** The best verdict on passing a crossing one way. */
interface OneWay {
  from: string;
  to: string;
  mode: string;
  verdict: Verdict;
  reading: string;
  stale: boolean;
  confirmed: string | null;
  basis: 'read' | 'reported';
  decides: string[];
}

export interface CrossingFeature {
  type: 'Feature';
  id: string;
  geometry: { type: 'Point'; coordinates: [number, number] };
  properties: {
    name: string;
    names?: Record<string, string[]>;
    modes: string[];
    /** Whether the mode asked about is one of them. */
    served: boolean;
    posts: { name: string; area: string; lat: number; lon: number; accuracy_m?: number }[];
    verdict: Verdict;
    stale: boolean;
    verdicts: OneWay[];
  };
}

/** A border of two areas: the best verdict at any of its crossings. */
export interface BorderMark {
  areas: [string, string];
  verdict: Verdict;
  crossings: string[];
  contested: boolean;
}

interface AreaMark {
  id: string;
  kind: string;
  name: string;
  names?: Record<string, string[]>;
  controlled_by?: string[];
  claimed_by?: string[];
}

/** What /v1/crossings answers: GeoJSON with further members. */
export interface Layer {
  type: 'FeatureCollection';
  on: string;
  known: string;
  features: CrossingFeature[];
  borders: BorderMark[];
  areas: AreaMark[];
  notice: string;
  heading?: string;
  assumed?: string[];
}

export interface FoundPlace {
  id: string;
  kind: string;
  name: string;
  /** The name that was typed. */
  as: string;
  area: string;
  area_name: string;
  lat: number;
  lon: number;
  population?: number;
}

/** A dated event of the record: a mark on the time slider. */
export interface RecordEvent {
  on: string;
  what: string;
  statement: string;
  title: string;
}
