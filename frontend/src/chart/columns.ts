import type { Columns } from '../api/types';
import { densify } from './curve';

/** A value to draw, null for a gap in the line, undefined where this line has no point but another one does. */
export type Cell = number | null | undefined;

/** What the chart library takes: one column of steps, and beside it one of each line's values. */
export interface ChartColumns {
  step: number[];
  logged: Cell[];
  expected: Cell[];
  edited: Cell[];
}

/** Enough that a slope over a logarithmic axis looks smooth on a wide screen. */
const CURVE_PIECES = 500;
const NOTHING: Columns = { step: [], value: [] };

/**
 * Puts the logged points, the expected curve and that of an edited schedule over one column of steps. A step stands
 * there more than once where a curve jumps, so that its corners are drawn as they are.
 */
export function mergeColumns(
  points: Columns,
  curve: Columns | null,
  logarithmic: boolean,
  preview: Columns | null = null,
): ChartColumns {
  const dense = curve ? densify(curve, CURVE_PIECES) : NOTHING;
  const edited = preview ? densify(preview, CURVE_PIECES) : NOTHING;
  const merged: ChartColumns = { step: [], logged: [], expected: [], edited: [] };
  let point = 0;
  let vertex = 0;
  let corner = 0;
  for (;;) {
    const pointStep = points.step[point] ?? Infinity;
    const vertexStep = dense.step[vertex] ?? Infinity;
    const cornerStep = edited.step[corner] ?? Infinity;
    const step = Math.min(pointStep, vertexStep, cornerStep);
    if (step === Infinity) break;
    merged.step.push(step);
    merged.logged.push(pointStep === step ? drawable(points.value[point++], logarithmic) : undefined);
    merged.expected.push(vertexStep === step ? drawable(dense.value[vertex++], logarithmic) : undefined);
    merged.edited.push(cornerStep === step ? drawable(edited.value[corner++], logarithmic) : undefined);
  }
  widenGaps(merged.logged);
  widenGaps(merged.expected);
  widenGaps(merged.edited);
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
