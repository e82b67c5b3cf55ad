import type { Columns } from '../api/types';
import { densify } from './curve';

/** A value to draw, null for a gap in the line, undefined where this line has no point but another one does. */
export type Cell = number | null | undefined;

/** What the chart library takes: one column of steps, and beside it one of each line's values. */
export interface ChartColumns {
  step: number[];
  logged: Cell[];
  expected: Cell[];
}

/** Enough that a slope over a logarithmic axis looks smooth on a wide screen. */
const CURVE_PIECES = 500;

/**
 * Puts the logged points and the expected curve over one column of steps. A step stands there more than once where
 * the curve jumps, so that its corners are drawn as they are.
 */
export function mergeColumns(points: Columns, curve: Columns | null, logarithmic: boolean): ChartColumns {
  const dense = curve ? densify(curve, CURVE_PIECES) : { step: [], value: [] };
  const merged: ChartColumns = { step: [], logged: [], expected: [] };
  let point = 0;
  let vertex = 0;
  while (point < points.step.length || vertex < dense.step.length) {
    const pointStep = points.step[point] ?? Infinity;
    const vertexStep = dense.step[vertex] ?? Infinity;
    merged.step.push(Math.min(pointStep, vertexStep));
    merged.logged.push(pointStep <= vertexStep ? drawable(points.value[point++], logarithmic) : undefined);
    merged.expected.push(vertexStep <= pointStep ? drawable(dense.value[vertex++], logarithmic) : undefined);
  }
  widenGaps(merged.logged);
  widenGaps(merged.expected);
  return merged;
}

function drawable(value: number | undefined, logarithmic: boolean): number | null {
  if (value === undefined || !Number.isFinite(value)) return null;
  return logarithmic && value <= 0 ? null : value;
}

/** A gap reaches to the neighbouring points of its own line, across the rows that only the other line has. */
function widenGaps(cells: Cell[]): void {
  let start = 0;
  for (let index = 0; index <= cells.length; index++) {
    if (index < cells.length && typeof cells[index] !== 'number') continue;
    if (cells.slice(start, index).includes(null)) cells.fill(null, start, index);
    start = index + 1;
  }
}
