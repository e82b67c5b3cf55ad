// Made of the contracts in tb_lrplugin/answers/ by frontend/contract.py.

export type Severity = 'error' | 'warning' | 'notice' | 'ok' | 'unknown';
export type Measures = 'optimizer' | 'schedule' | 'window_mean' | 'unknown';
export type Number = number | 'NaN' | 'Infinity' | '-Infinity';
export type ScheduleObject = Readonly<Record<string, unknown>>;
export type Path = (string | number)[];

/** What tells one series from all others. */
export interface SeriesName {
  run: string;
  tag: string;
}

/** Why somebody leaves a verdict as it is, until when (a date), where that is written; `text` says it all. */
export interface Acknowledged {
  reason: string;
  until: string | null;
  where: string;
  text: string;
}

/** What a row and a full entry have in common; `standing` is how bad the series is, all things considered. */
export interface SeriesVerdict extends SeriesName {
  verdict: string;
  severity: Severity;
  standing: Severity;
  headline: string;
  applied_value: Number | null;
  acknowledged: Acknowledged | null;
}

/** A series in a list. */
export interface Row extends SeriesVerdict {
  last_step: number | null;
  last_value: Number | null;
  expected_value: Number | null;
  onset_step: number | null;
  next_change_step: number | null;
  schedule_text: string;
  warnings: string[];
}

/** The logged points on the horizontal axis; none where they cannot be read. */
export interface Steps {
  first: number | null;
  last: number | null;
  count: number;
  sampled: boolean;
}

/** A rate at the first and at the last logged point. */
export interface FirstAndLast {
  first: Number | null;
  last: Number | null;
}

/** The numbers of a verdict. */
export interface Evidence {
  max_relative_error: Number | null;
  time_scale: Number;
  value_scale: Number;
  step_offset: number;
  onset_step: number | null;
  onset_logged: Number | null;
  onset_expected: Number | null;
  restart_steps: number[];
  boundary_steps: number[];
  phase: string | null;
  variant: string | null;
}

/** One number in words, to be shown as it is: "time_scale", "4". */
export interface EvidenceRow {
  name: string;
  text: string;
}

/** Where the expected rate will have changed. */
export interface NextChange {
  step: number;
  value: Number;
  eta_seconds: Number | null;
  beyond_planned_end: boolean;
}

/** What a checkpoint of the run saw: counters, and the rates of the first parameter group. */
export interface Checkpoint {
  where: string;
  step: number | null;
  scheduler: string;
  last_epoch: number | null;
  updates: number | null;
  scheduler_lr: Number | null;
  optimizer_lr: Number | null;
}

/** The schedule that the points alone describe. */
export interface Inferred {
  text: string;
  schedule: ScheduleObject;
  schedule_text: string;
  residual: Number;
}

/** Which source it is: its kind, and a file or a run and tag. */
export interface SourceName {
  kind: string;
  where: string;
}

/** Where a schedule was read from, and as what where that is known. */
export interface Source extends SourceName {
  lines?: number[];
  text?: string;
}

/** Something that is true whatever the curve does, and what to write instead. */
export interface Warning {
  id: string;
  text: string;
  fix: string | null;
}

/** The full diagnosis of one series. */
export interface Entry extends SeriesVerdict {
  detail: string;
  steps: Steps;
  unit: string;
  logged: FirstAndLast;
  expected: FirstAndLast;
  evidence: Evidence;
  evidence_rows: EvidenceRow[];
  comparison_rows: EvidenceRow[];
  alternatives: string[];
  inferred: Inferred | null;
  next_change: NextChange | null;
  next_change_text: string;
  schedule: ScheduleObject | null;
  schedule_text: string;
  schedule_formula: string;
  source: Source | null;
  binding: string | null;
  other_sources: Source[];
  measures: Measures;
  checkpoint: Checkpoint | null;
  warnings: Warning[];
  causes: string[];
  fix: string | null;
}

/** The logged points as columns of one length. */
export interface Points {
  step: number[];
  wall_time: Number[];
  value: Number[];
  expected: Number[] | null;
  error: Number[] | null;
}

/** Vertices to be joined by straight lines. */
export interface Curve {
  step: number[];
  value: Number[];
  interpolation: 'linear';
}

/** A place worth a line on the chart. */
export interface Mark {
  kind: 'phase' | 'onset' | 'restart' | 'boundary' | 'next_change' | 'end';
  step: number;
  label: string;
}

/** Points that follow one another, by the steps of the first and the last. */
export interface Stretch {
  first: number;
  last: number;
}

/** What the page draws of one series. */
export interface Chart {
  points: Points;
  curve: Curve | null;
  inferred_curve: Curve | null;
  explained: Curve | null;
  disagreements: Stretch[];
  marks: Mark[];
}

/** What the page's panel says beside the entry: all numbers in people's words, and lines to acknowledge with. */
export interface Panel {
  number_rows: EvidenceRow[];
  measures_text: string;
  acknowledging: string;
}

/** `./series`. */
export interface Series extends Entry, Chart, Panel {}

/** A finding that belongs to no single series; `unread` where a part of the log directory could not be read. */
export interface Problem {
  where: string;
  message: string;
  unread: boolean;
}

/** How far a look is that is still under way: series diagnosed, of a total that is 0 while it is not known. */
export interface Progress {
  done: number;
  total: number;
}

/** `./diagnoses`; `complete` where every part of the log directory could be read; `logdir` as TensorBoard got it. */
export interface Diagnoses {
  version: 1;
  logdir: string;
  complete: boolean;
  series: Row[];
  problems: Problem[];
  scalar_tags: string[];
  reading: Progress | null;
}

/** `tb-lrplugin check --format json`. */
export interface Report {
  version: 1;
  logdir: string;
  complete: boolean;
  series: Entry[];
  problems: Problem[];
}

/** A small picture; `expected` is empty where nothing is expected. */
export interface Sparkline extends SeriesName {
  step: number[];
  logged: Number[];
  expected: Number[];
}

/** `./sparklines`. */
export interface Sparklines {
  sparklines: Sparkline[];
}

/** One number or switch of a schedule, and where it stands in it. */
export interface Parameter {
  path: Path;
  name: string;
  label: string;
  value: Number | boolean;
  kind: 'number' | 'integer' | 'boolean';
  also: Path[];
}

/** One number or switch of a configuration, by its framework's own name. */
export interface Setting {
  name: string;
  value: Number | boolean;
  kind: 'number' | 'integer' | 'boolean';
  is_total: boolean;
}

/** The rate at one step. */
export interface RateAt {
  step: number;
  value: Number;
}

/** `./preview`. */
export interface Preview extends SeriesName {
  schedule: ScheduleObject | null;
  schedule_text: string;
  schedule_formula: string;
  curve: Curve | null;
  rate_at_end: RateAt | null;
  configuration: string | null;
  configuration_syntax: string | null;
  settings: Setting[];
  settings_note: string;
  parameters: Parameter[];
  warnings: Warning[];
}

/** A number that a configuration leaves open, and the flag of `tb-lrplugin plan` that gives it. */
export interface Missing {
  name: string;
  flag: string | null;
}

/** What a configuration alone asks for. */
export interface Plan {
  source: Source;
  severity: Severity;
  tag: string;
  optimizer: string;
  schedule: ScheduleObject | null;
  schedule_text: string;
  schedule_formula: string;
  unit: string;
  total_steps: number | null;
  points: Curve;
  start: RateAt | null;
  peak: RateAt | null;
  first_change: RateAt | null;
  end: RateAt | null;
  warnings: Warning[];
  missing: Missing[];
  notes: string[];
}

/** `tb-lrplugin plan --format json`. */
export interface Plans {
  version: 1;
  plans: Plan[];
  problems: Problem[];
}
