// The contract after decoding: every number is a number, NaN and the infinities included, and a series has a key.

import type * as contract from './contract';

export type {
  EvidenceRow,
  Mark,
  Problem,
  Progress,
  ScheduleObject,
  SeriesName,
  Severity,
  Source,
} from './contract';

/** From the worst on. */
export const SEVERITIES = [
  'error',
  'warning',
  'notice',
  'ok',
  'unknown',
] as const satisfies contract.Severity[];

export type Decoded<T> = T extends 'NaN' | 'Infinity' | '-Infinity'
  ? number
  : T extends object
    ? { [K in keyof T]: Decoded<T[K]> }
    : T;

interface Keyed {
  /** Identity of a series: run and tag in one string. */
  key: string;
}

export type Row = Decoded<contract.Row> & Keyed;
export type Diagnosis = Decoded<contract.Series> & Keyed;
export type Diagnoses = Omit<contract.Diagnoses, 'series'> & { series: Row[] };
export type Sparkline = Decoded<contract.Sparkline>;
export type Preview = Decoded<contract.Preview>;
export type Plan = Decoded<contract.Plan>;
export type Plans = Omit<contract.Plans, 'plans'> & { plans: Plan[] };

/** Two columns of one length. */
export type Columns = Pick<Decoded<contract.Points>, 'step' | 'value'>;

/** No run or tag name contains the character NUL. */
export function seriesKey(name: contract.SeriesName): string {
  return `${name.run}\0${name.tag}`;
}
