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
  /**
   * How bad it is: at least a warning where the optimizer trains at another rate than the log tells, and no more
   * than a notice where somebody acknowledged it.
   */
  standing: contract.Severity;
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

/** What identifies and ranks a series. */
export function keyed(series: contract.SeriesVerdict): Keyed {
  const { severity, applied_value, acknowledged } = series;
  const isBad = severity === 'error' || severity === 'warning';
  const known = acknowledged && isBad ? 'notice' : severity;
  return {
    key: seriesKey(series),
    standing: applied_value === null || known === 'error' ? known : 'warning',
  };
}

/** No run or tag name contains the character NUL. */
export function seriesKey(name: contract.SeriesName): string {
  return `${name.run}\0${name.tag}`;
}
