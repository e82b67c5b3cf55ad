import type { Columns, Diagnosis } from '../api/types';
import { densify } from './curve';
import { LINES, type Axis, type Plotted, type Readout, type Track } from './model';
import { disagreements } from './summary';
import { timelineOf } from './timeline';
import { drawable, heightAt, nearest } from './track';

/** Enough that a slope over a logarithmic axis looks smooth on a wide screen. */
const CURVE_PIECES = 500;

/** Puts a series on an axis, and with it the curve of an edited schedule where there is one. */
export function plotSeries(diagnosis: Diagnosis, axis: Axis, edited: Columns | null = null): Plotted {
  const { points, curve, explained, inferred_curve, marks } = diagnosis;
  const timeline = timelineOf(diagnosis, axis);
  const place = (columns: Columns): Track => ({
    x: mapped(columns.step, (step) => timeline.at(step)),
    y: drawable(columns.value),
  });
  const draw = (columns: Columns | null): Track | null => columns && place(densify(columns, CURVE_PIECES));
  return {
    diagnosis,
    timeline,
    edited,
    lines: {
      logged: { x: timeline.places, y: drawable(points.value) },
      expected: draw(curve),
      explained: explained && place(explained),
      inferred: draw(inferred_curve),
      edited: draw(edited),
    },
    error: points.error && { x: timeline.places, y: drawable(points.error) },
    marks: marks.map((mark) => ({ ...mark, x: timeline.at(mark.step) })),
    spans: disagreements(diagnosis).map(({ min, max }) => ({ min: timeline.at(min), max: timeline.at(max) })),
  };
}

/** The lines over whose values the axis reaches. */
export function tracksOf(all: readonly Plotted[], hidden: ReadonlySet<string>): Track[] {
  return all
    .filter(({ diagnosis }) => !hidden.has(diagnosis.key))
    .flatMap(({ lines }) => LINES.flatMap((line) => (hidden.has(line) ? [] : (lines[line] ?? []))));
}

/** The values at the logged point that is nearest to a step, or beyond the last point at the step itself. */
export function readAt(plotted: Plotted, step: number): Readout {
  const { points, curve, explained, inferred_curve } = plotted.diagnosis;
  const index = isBeyond(points, step) ? -1 : nearest(points.step, step);
  const at = points.step[index] ?? step;
  const time = points.wall_time[index] ?? null;
  const error = plotted.error?.y[index] ?? NaN;
  const height = (columns: Columns | null): number | null => {
    const value = columns ? heightAt(columns.step, columns.value, at) : NaN;
    return Number.isNaN(value) ? null : value;
  };
  return {
    step: at,
    time,
    elapsed: time === null ? null : time - (points.wall_time[0] ?? time),
    logged: points.value[index] ?? null,
    expected: points.expected?.[index] ?? height(curve),
    error: Number.isNaN(error) ? null : error,
    explained: height(explained),
    inferred: height(inferred_curve),
    edited: height(plotted.edited),
  };
}

/** The step that the cursor stands on at a place of the axis: a logged one, or any whole one beyond them. */
export function stepNear({ diagnosis, timeline }: Plotted, place: number): number {
  const { step } = diagnosis.points;
  const at = timeline.stepAt(place);
  return isBeyond({ step }, at) ? Math.round(at) : (step[nearest(timeline.places, place)] ?? 0);
}

/** The step a key leads the cursor to, or null for a key that does not move it. */
export function stepForKey(key: string, { step }: { step: number[] }, cursor: number | null): number | null {
  const last = step.length - 1;
  const at = cursor === null || isBeyond({ step }, cursor) ? last + 1 : nearest(step, cursor);
  const page = Math.ceil(step.length / 20);
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: last,
  };
  const target = moves[key];
  if (target === undefined) return null;
  return step[Math.min(last, Math.max(0, target))] ?? null;
}

function isBeyond({ step }: { step: number[] }, at: number): boolean {
  return at > (step[step.length - 1] ?? -Infinity);
}

/** As Float64Array.from, which takes ten times as long over a million numbers. */
function mapped(values: readonly number[], to: (value: number) => number): Float64Array {
  const result = new Float64Array(values.length);
  for (let index = 0; index < result.length; index++) result[index] = to(values[index] as number);
  return result;
}
