// What the chart is made of. Everything else in this folder builds on these shapes.

import type { Columns, Diagnosis, Mark } from '../api/types';

/** What the horizontal axis counts: steps, seconds since the series began, or seconds since 1970. */
export const AXES = ['step', 'relative', 'wall'] as const;
export type Axis = (typeof AXES)[number];

export type Scale = 'linear' | 'log';

/** A part of an axis, in its own unit. */
export interface Range {
  min: number;
  max: number;
}

/** A line over the chart's horizontal axis: x never decreases, and y is NaN where the line has a gap. */
export interface Track {
  x: Float64Array;
  y: Float64Array;
}

/** Where the steps of a series stand on the axis. */
export interface Timeline {
  /** Where its points stand; never decreasing, so that a clock that was set back stands still. */
  readonly places: Float64Array;
  at(step: number): number;
  stepAt(place: number): number;
}

/** The lines of a series, in the order in which they are drawn. */
export const LINES = ['inferred', 'logged', 'explained', 'expected', 'edited'] as const;
export type Line = (typeof LINES)[number];

export interface PlottedMark extends Mark {
  x: number;
}

/** A series with all that is drawn of it, on one axis. */
export interface Plotted {
  diagnosis: Diagnosis;
  timeline: Timeline;
  /** The curve of an edited schedule. */
  edited: Columns | null;
  lines: Record<Line, Track | null> & { logged: Track };
  /** The relative error of every logged point, above zero where the logged rate is too high. */
  error: Track | null;
  marks: readonly PlottedMark[];
  /** What to shade. */
  spans: Range[];
}

/** What stands at a step of a series. */
export interface Readout {
  step: number;
  /** In seconds since 1970; null where nothing is logged. */
  time: number | null;
  /** In seconds since the first point. */
  elapsed: number | null;
  logged: number | null;
  expected: number | null;
  error: number | null;
  explained: number | null;
  inferred: number | null;
  edited: number | null;
}
