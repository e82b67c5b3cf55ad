// "What if": the schedule of the selected series with other parameters. What was typed is part of the view; what it
// comes to is asked of the server.

import type { Client, Question } from '../api/client';
import { ApiError, sentenceOf } from '../api/error';
import type { Path } from '../api/contract';
import type { Diagnosis, Preview, ScheduleObject } from '../api/types';
import { parseField, parseSteps } from './field';
import { shapeOf } from './shapes';
import type { Store } from './store';
import type { Edits } from './view';
import { CLOSED, type WhatIf } from './what-if-state';

/** The field for the end of the run, which is no parameter of any schedule. */
export const END = '@end';
/** The field for the usual schedule to start from, in the place of the run's own. */
export const SHAPE = '@shape';
/** The place of a sentence that belongs to no field. */
export const ANYWHERE = '';

const PAUSE_MILLISECONDS = 150;

/** The name of a parameter's field. */
export function fieldOf(path: Path): string {
  return path.join('.');
}

/** One field of the form: a setting by its framework's own name, or else a parameter of the schedule. */
export interface Field {
  field: string;
  label: string;
  kind: 'number' | 'integer' | 'boolean';
  value: number | boolean;
}

/** The fields of the form: the configuration's own settings, where its text tells all of the schedule. */
export function fieldsOf({ settings, parameters }: Preview): Field[] {
  if (settings.length > 0)
    return settings.map((setting) => ({ field: setting.name, label: setting.name, ...setting }));
  return parameters.map((parameter) => {
    const label = parameter.label.charAt(0).toUpperCase() + parameter.label.slice(1);
    return { ...parameter, label, field: fieldOf(parameter.path) };
  });
}

/** Whether the end of the run is a field of its own: not where a setting says it. */
export function hasEnd({ settings }: Preview): boolean {
  return !settings.some((setting) => setting.is_total);
}

/** A copy of a schedule with another value at each of the paths; a path that leads nowhere is left out. */
export function withValue(
  schedule: ScheduleObject,
  paths: readonly Path[],
  value: number | boolean,
): ScheduleObject {
  const copy = structuredClone(schedule);
  for (const path of paths) {
    let place: unknown = copy;
    for (const key of path.slice(0, -1)) place = (place as ScheduleObject | undefined)?.[key];
    const last = path[path.length - 1];
    if (typeof place === 'object' && place !== null && last !== undefined && last in place)
      (place as Record<string, unknown>)[last] = value;
  }
  return copy;
}

/** What to ask for what was typed, and the sentences on what cannot be read. */
export function questionOf(
  base: Preview,
  edits: Edits,
): { question: Question; problems: WhatIf['problems'] } {
  const problems: Record<string, string> = {};
  const values = new Map<string, number | boolean>();
  for (const { field, kind, label } of fieldsOf(base)) {
    const text = edits[field];
    if (!text) continue;
    const value = kind === 'boolean' ? text === 'true' : parseField(text, kind);
    if (typeof value === 'string') problems[field] = `${label}: ${value}`;
    else values.set(field, value);
  }
  const end = hasEnd(base) ? parseSteps(edits[END] ?? '') : null;
  if (typeof end === 'string') problems[END] = end;
  const totalSteps = typeof end === 'string' ? null : end;
  if (base.settings.length > 0) {
    const settings = values.size > 0 ? Object.fromEntries(values) : null;
    return { question: { schedule: null, settings, totalSteps }, problems };
  }
  let { schedule } = base;
  for (const { path, also } of base.parameters) {
    const value = values.get(fieldOf(path));
    if (value !== undefined && schedule) schedule = withValue(schedule, [path, ...also], value);
  }
  return {
    question: { schedule: schedule === base.schedule ? null : schedule, settings: null, totalSteps },
    problems,
  };
}

/**
 * Asks the server while "What if" is open: for the schedule to start from when a series is selected or has changed,
 * and for the edited one a moment after every change. An answer that was overtaken is dropped.
 */
export function followWhatIf(store: Store, client: Client): void {
  let diagnosis: Diagnosis | null = null;
  let edits: Edits = {};
  let isOpen = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pending: AbortController | null = null;
  /** What the schedule to start from does; it changes with the diagnosis only. */
  let known: Preview | null = null;
  /** The field that was changed last, or all of them at once. */
  let changed = ANYWHERE;

  store.subscribe(() => {
    const { view, diagnosis: shown, whatIf } = store.state;
    // A link to edits is a wish to see them.
    const wished = whatIf.isOpen || Object.keys(view.whatIf).length > 0;
    if (shown === diagnosis && view.whatIf === edits && wished === isOpen) return;
    const isSameSeries = shown?.key === diagnosis?.key;
    if (shown !== diagnosis || view.whatIf[SHAPE] !== edits[SHAPE]) known = null;
    const isTyped = isSameSeries && wished === isOpen && view.whatIf !== edits;
    if (view.whatIf !== edits) changed = changedField(edits, view.whatIf);
    [diagnosis, edits, isOpen] = [shown, view.whatIf, wished];
    clearTimeout(timer);
    pending?.abort();
    pending = null;
    if (!isSameSeries || wished !== whatIf.isOpen) {
      store.setWhatIf({ ...(isSameSeries ? whatIf : CLOSED), isOpen: wished });
    }
    if (shown && wished) timer = setTimeout(() => void evaluate(shown), isTyped ? PAUSE_MILLISECONDS : 0);
  });

  async function evaluate(asked: Diagnosis): Promise<void> {
    const mine = (pending = new AbortController());
    const ask = (question: Question): Promise<Preview> => client.preview(asked, question, mine.signal);
    // Where nothing is configured, what the points follow is the next best thing.
    const own = asked.schedule ? null : (asked.inferred?.schedule ?? shapeOf('cosine', asked));
    const shape = shapeOf(edits[SHAPE] ?? '', asked);
    const start = shape ?? own;
    let part: Partial<WhatIf>;
    try {
      const base = known ?? (await ask({ schedule: start, settings: null, totalSteps: null }));
      const { question, problems } = questionOf(base, edits);
      part = { base, problems };
      if (Object.keys(problems).length === 0) {
        const { schedule, settings, totalSteps } = question;
        const baseToEnd =
          totalSteps === null && !shape ? base : await ask({ schedule: own, settings: null, totalSteps });
        const isEdited = schedule !== null || settings !== null || shape !== null;
        const edited = isEdited
          ? await ask({ ...question, schedule: schedule ?? start })
          : totalSteps === null
            ? null
            : baseToEnd;
        part = { base, problems, baseToEnd, edited };
      }
      if (pending === mine) known = base;
    } catch (error) {
      // What is wrong with a value is said beside the field in which it was written.
      const isRefused = error instanceof ApiError && error.status === 400;
      part = { problems: { [isRefused ? changed : ANYWHERE]: sentenceOf(error) } };
    }
    if (pending === mine) store.setWhatIf(part);
  }
}

/** How far a slider goes, as a power of ten in hundredths: from a tenth to ten times the value. */
export const SLIDER_REACH = 100;

/** The place of a value on the slider around another; null where there is none. */
export function sliderPlace(value: number, base: number): number | null {
  const place = Math.round(SLIDER_REACH * Math.log10(value / base));
  return Number.isFinite(place) ? Math.min(SLIDER_REACH, Math.max(-SLIDER_REACH, place)) : null;
}

/** The value at a place of the slider, with no more digits than a hand has. */
export function sliderValue(place: number, base: number, kind: 'number' | 'integer'): number {
  const value = Number((base * 10 ** (place / SLIDER_REACH)).toPrecision(3));
  if (place === 0) return base;
  return kind === 'integer' ? Math.max(1, Math.round(value)) : value;
}

function changedField(before: Edits, after: Edits): string {
  const fields = Object.keys({ ...before, ...after }).filter((field) => before[field] !== after[field]);
  return fields.length === 1 ? (fields[0] as string) : ANYWHERE;
}
