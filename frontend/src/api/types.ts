// The shapes of docs/http_api.md, after decoding: every number is a number, NaN and the infinities included.

import type { Json } from './read';

export const SEVERITIES = ['error', 'warning', 'notice', 'ok', 'unknown'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface SeriesName {
  run: string;
  tag: string;
}

/** What a row and a full diagnosis have in common. */
export interface Verdict extends SeriesName {
  verdict: string;
  severity: Severity;
  headline: string;
}

export interface Row extends Verdict {
  /** Identity of the series: run and tag in one string. */
  key: string;
  lastStep: number | null;
  lastValue: number | null;
  expectedValue: number | null;
  scheduleText: string;
  /** The kinds of warnings it carries. */
  warnings: string[];
}

/** A curve of a few points, as the list draws it; `expected` is empty where nothing is expected. */
export interface Sparkline {
  step: number[];
  logged: number[];
  expected: number[];
}

export interface Problem {
  where: string;
  message: string;
}

/** How far a look is that is still under way; `total` is 0 while it is not known. */
export interface Progress {
  done: number;
  total: number;
}

export interface Diagnoses {
  rows: Row[];
  problems: Problem[];
  scalarTags: string[];
  /** Set while these are only the rows known so far. */
  reading: Progress | null;
}

/** Two columns of one length. */
export interface Columns {
  step: number[];
  value: number[];
}

/** The logged points; a time is in seconds since 1970. */
export interface Points extends Columns {
  wallTime: number[];
  /** The expected rate at each point; null where nothing is expected. */
  expected: number[] | null;
}

export interface Mark {
  kind: string;
  step: number;
  label: string;
}

export interface Evidence {
  maxRelativeError: number | null;
  timeScale: number | null;
  valueScale: number | null;
  stepOffset: number | null;
  onsetStep: number | null;
  onsetLogged: number | null;
  onsetExpected: number | null;
  restartSteps: number[];
  boundarySteps: number[];
  phase: string | null;
  variant: string | null;
}

export interface NextChange {
  step: number;
  value: number | null;
  etaSeconds: number | null;
}

export interface Source {
  kind: string;
  where: string;
  lines: number[];
  text: string | null;
}

/** The schedule that the points themselves describe. */
export interface Inferred {
  text: string;
  schedule: Json | null;
  scheduleText: string;
  /** How far the points are from it at most, relative to the largest logged rate. */
  residual: number | null;
}

export interface Warning {
  id: string;
  text: string;
  fix: string | null;
}

export interface FirstAndLast {
  first: number | null;
  last: number | null;
}

export interface Diagnosis extends Verdict {
  key: string;
  detail: string;
  steps: FirstAndLast & { count: number };
  /** What the horizontal axis counts, in the plural: "steps", "epochs". */
  unit: string;
  logged: FirstAndLast;
  expected: FirstAndLast;
  evidence: Evidence;
  nextChange: NextChange | null;
  scheduleText: string | null;
  scheduleFormula: string | null;
  /** The schedule by the names of its parameters, as the server sent it. */
  schedule: Json | null;
  inferred: Inferred | null;
  source: Source | null;
  /** Why this source governs the series; null where none does. */
  binding: string | null;
  otherSources: Source[];
  measures: string;
  warnings: Warning[];
  causes: string[];
  /** Other explanations that fit as well. */
  alternatives: string[];
  fix: string | null;
  points: Points;
  curve: Columns | null;
  /** The curve of the inferred schedule. */
  inferredCurve: Columns | null;
  /** The rates that the verdict's explanation gives. */
  explained: Columns | null;
  marks: Mark[];
}

/** No run or tag name contains the character NUL. */
export function seriesKey(name: SeriesName): string {
  return `${name.run}\0${name.tag}`;
}
