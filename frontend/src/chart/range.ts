import type { Columns, Mark } from '../api/types';
import type { Cell, ChartColumns } from './columns';

export interface Range {
  min: number;
  max: number;
}

export type Scale = 'linear' | 'log';

/** How far past the last logged point the chart reaches of its own accord, as a part of the logged steps. */
const BEYOND = 0.15;
/** From this ratio of largest to smallest value on, a linear axis would flatten most of the curve. */
const LOG_RATIO = 20;
/** A schedule that ends next to zero must not squeeze all that matters into the top of a logarithmic axis. */
const LOG_SPAN = 1e8;
/** Differences below this part of the value are noise of the number format and no reason to zoom in. */
const NOISE = 1e-6;
const MARGIN = 0.06;

/**
 * The steps to show at first: all the logged ones, and what the curve and the marks hold shortly beyond. What is
 * further away is told in words, for it would squash the run into a corner.
 */
export function defaultView(points: Columns, curve: Columns | null, marks: readonly Mark[]): Range {
  const beyond = [...marks.map((mark) => mark.step), ...(curve?.step.slice(-1) ?? [])];
  const min = points.step[0] ?? curve?.step[0] ?? 0;
  const last = points.step[points.step.length - 1] ?? min;
  if (last === min) {
    // A single point has no width of its own; what lies ahead gives it one.
    const furthest = Math.max(min, ...beyond);
    return furthest > min ? { min, max: furthest } : { min: min - 1, max: min + 1 };
  }
  const limit = last + BEYOND * (last - min);
  const curveEnd = Math.min(limit, curve?.step[curve.step.length - 1] ?? last);
  return { min, max: Math.max(last, curveEnd, ...beyond.filter((step) => step <= limit)) };
}

/** The smallest and largest value within a view. Lines that only pass through it count with their nearest points. */
export function extentIn(columns: ChartColumns, view: Range): Range | null {
  const inside = extent(columns, (step) => step >= view.min && step <= view.max);
  return inside ?? extent(columns, () => true);
}

/** The scale that shows most: logarithmic for values of many sizes, all above zero. */
export function preferredScale(columns: ChartColumns, view: Range): Scale {
  const values = extentIn(columns, view);
  return values && values.min > 0 && values.max / values.min > LOG_RATIO ? 'log' : 'linear';
}

/** The ends of the value axis: some air around the values, and never a range without height. */
export function valueRange(values: Range | null, scale: Scale): Range {
  if (!values) return scale === 'log' ? { min: 1e-4, max: 1e-2 } : { min: 0, max: 1 };
  return scale === 'log' ? logRange(values) : linearRange(values);
}

function linearRange({ min, max }: Range): Range {
  const size = Math.max(Math.abs(min), Math.abs(max));
  if (size === 0) return { min: -1, max: 1 };
  if (max - min <= NOISE * size) {
    const middle = (min + max) / 2;
    return middle > 0 ? { min: 0, max: 2 * middle } : { min: 2 * middle, max: 0 };
  }
  const margin = MARGIN * (max - min);
  // A rate is never negative, so a little below zero is enough to see a line that runs along it.
  const low = min >= 0 && min - margin < 0 ? -margin / 3 : min - margin;
  return { min: low, max: max + margin };
}

function logRange({ min, max }: Range): Range {
  const low = Math.max(min, max / LOG_SPAN);
  if (max - low <= NOISE * max) return { min: max / 4, max: max * 4 };
  const factor = Math.pow(max / low, MARGIN);
  return { min: low / factor, max: max * factor };
}

function extent(columns: ChartColumns, isIn: (step: number) => boolean): Range | null {
  let min = Infinity;
  let max = -Infinity;
  const take = (cell: Cell): void => {
    if (typeof cell !== 'number') return;
    min = Math.min(min, cell);
    max = Math.max(max, cell);
  };
  columns.step.forEach((step, index) => {
    if (!isIn(step)) return;
    take(columns.logged[index]);
    take(columns.expected[index]);
    take(columns.edited[index]);
  });
  return min <= max ? { min, max } : null;
}
