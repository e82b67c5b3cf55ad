import { SEVERITIES, type SeriesName, type Severity } from '../api/types';
import type { Axis, Range } from '../chart/model';

export const SORT_COLUMNS = ['worst', 'warnings', 'run', 'tag', 'step', 'logged', 'expected'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface Sort {
  column: SortColumn;
  isDescending: boolean;
}

export const GROUPINGS = ['none', 'run', 'verdict', 'schedule'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The chart's vertical axis; `auto` leaves the choice to the values. */
export const SCALES = ['auto', 'linear', 'log'] as const;
export type ScaleChoice = (typeof SCALES)[number];

/** How several series are shown: in one chart, or in one each. */
export const ARRANGEMENTS = ['overlay', 'multiples'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** What the reader chose: all that a link restores, and nothing else. Replaced, never changed. */
export interface View {
  /** A regular expression over run and tag, verdict, headline, schedule and warnings, or nothing. */
  text: string;
  /** The severities to show; none chosen means all. */
  severities: ReadonlySet<Severity>;
  /** The verdicts to show; none chosen means all. */
  verdicts: ReadonlySet<string>;
  /** Whether only series with warnings are shown. */
  onlyWarned: boolean;
  /** Whether TensorBoard's own run filter narrows this list as well. */
  usesHostFilter: boolean;
  sort: Sort;
  grouping: Grouping;
  selected: SeriesName | null;
  /** Further series to draw beside the selected one. */
  compared: readonly SeriesName[];
  arrangement: Arrangement;
  axis: Axis;
  scale: ScaleChoice;
  /** The part of the horizontal axis to show, in the axis' own unit, or null for all of it. */
  zoom: Range | null;
  /** What was written into the fields of "What if", by field. It belongs to the selected series. */
  whatIf: Edits;
  /** The part of the vertical axis to show, or null for what the values need. */
  valueZoom: Range | null;
  /** The step of the marker that stays; null where there is none. */
  pin: number | null;
  /** Whether the points are shown as a table. */
  table: boolean;
  /** The lines of the chart that are not to be drawn, and the series by their keys. */
  hiddenLines: ReadonlySet<string>;
}

/** Texts as they were typed; a field that is not here is as configured. */
export type Edits = Readonly<Record<string, string>>;

export const DEFAULT_VIEW: View = {
  text: '',
  severities: new Set(),
  verdicts: new Set(),
  onlyWarned: false,
  usesHostFilter: true,
  sort: { column: 'worst', isDescending: false },
  grouping: 'none',
  selected: null,
  compared: [],
  arrangement: 'overlay',
  axis: 'step',
  scale: 'auto',
  zoom: null,
  whatIf: {},
  valueZoom: null,
  pin: null,
  table: false,
  hiddenLines: new Set(),
};

export function isSeverity(text: string): text is Severity {
  return (SEVERITIES as readonly string[]).includes(text);
}
