import { MOST_ERROR } from '../format/number';
import type { Plotted, Range, Scale, Track } from './model';
import { firstAfter, heightAt } from './track';

/** How far past the last logged point the chart reaches of its own accord, as a part of the logged steps. */
const BEYOND = 0.15;
/** From this ratio of largest to smallest value on, a linear axis would flatten most of the curve. */
const LOG_RATIO = 20;
/** A schedule that ends next to zero must not squeeze all that matters into the top of a logarithmic axis. */
const LOG_SPAN = 1e8;
/** Differences below this part of the value are noise of the number format and no reason to zoom in. */
const NOISE = 1e-6;
const MARGIN = 0.06;
/** A tenth of a percent: what disagrees by less does not look so. */
const LEAST_ERROR = 1e-3;

/** What to show at first: all of every series. */
export function wholeView(all: readonly Plotted[]): Range {
  const views = all.map(viewOf);
  return {
    min: Math.min(...views.map((view) => view.min)),
    max: Math.max(...views.map((view) => view.max)),
  };
}

/**
 * All that was logged, and what the curve and the marks hold shortly beyond. What is further away is told in words, for
 * it would squash the run into a corner.
 */
function viewOf({ lines, marks }: Plotted): Range {
  const logged = lines.logged.x;
  const curve = lines.expected?.x ?? [];
  const beyond = [...marks.map((mark) => mark.x), ...curve.slice(-1)];
  const min = logged[0] ?? curve[0] ?? 0;
  const last = logged[logged.length - 1] ?? min;
  if (last === min) {
    // A single point has no width of its own; what lies ahead gives it one.
    const furthest = Math.max(min, ...beyond);
    return furthest > min ? { min, max: furthest } : { min: min - 1, max: min + 1 };
  }
  const limit = last + BEYOND * (last - min);
  const curveEnd = Math.min(limit, curve[curve.length - 1] ?? last);
  // Whoever edits a schedule wants to see where it ends, however far that is.
  const edited = lines.edited?.x.slice(-1) ?? [];
  return { min, max: Math.max(last, curveEnd, ...edited, ...beyond.filter((place) => place <= limit)) };
}

/**
 * The smallest and largest value above a floor that lines have within a view; of all their values where none passes
 * through it.
 */
export function extentIn(tracks: readonly Track[], view: Range, floor = -Infinity): Range | null {
  let [min, max] = [Infinity, -Infinity];
  const take = (value: number): void => {
    // No comparison with NaN is true.
    if (value < min && value > floor) min = value;
    if (value > max && value > floor) max = value;
  };
  for (const { x, y } of tracks) {
    take(heightAt(x, y, view.min));
    take(heightAt(x, y, view.max));
    const end = firstAfter(x, view.max);
    for (let index = firstAfter(x, view.min); index < end; index++) take(y[index] as number);
  }
  if (min <= max) return { min, max };
  const isAll = view.min === -Infinity;
  return isAll ? null : extentIn(tracks, { min: -Infinity, max: Infinity }, floor);
}

/** The scale that shows most: logarithmic for values of many sizes, all above zero. */
export function preferredScale(tracks: readonly Track[], view: Range): Scale {
  const values = extentIn(tracks, view);
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

/**
 * The ends of the axis of relative errors: with zero in it, never so short that rounding looks like
 * an error, and never so long that an expected rate of next to nothing leaves no room for other errors.
 */
export function errorRange(values: Range | null): Range {
  const min = Math.max(-MOST_ERROR, Math.min(0, values?.min ?? 0));
  const max = Math.min(MOST_ERROR, Math.max(0, values?.max ?? 0));
  const margin = Math.max(0.12 * (max - min), LEAST_ERROR - (max - min) / 2);
  return { min: min - margin, max: max + margin };
}
