import type { Columns } from '../api/types';

/**
 * The value of the expected curve at a step: straight lines between its vertices, and at a jump the value after it,
 * since a schedule changes with the step it names. Null outside of the curve.
 */
export function curveAt(curve: Columns, step: number): number | null {
  const after = firstAfter(curve.step, step);
  const left = after - 1;
  const leftStep = curve.step[left];
  const leftValue = curve.value[left];
  if (leftStep === undefined || leftValue === undefined) return null;
  if (leftStep === step) return leftValue;
  const rightStep = curve.step[after];
  const rightValue = curve.value[after];
  if (rightStep === undefined || rightValue === undefined) return null;
  return leftValue + ((rightValue - leftValue) * (step - leftStep)) / (rightStep - leftStep);
}

/**
 * The same curve with more vertices on its slopes. The lines between the served vertices are straight over a linear
 * axis only; over a logarithmic one they bend, and short pieces are what lets them.
 */
export function densify(curve: Columns, pieces: number): Columns {
  const first = curve.step[0];
  const last = curve.step[curve.step.length - 1];
  if (first === undefined || last === undefined || last <= first) return curve;
  const longest = (last - first) / pieces;
  const dense: Columns = { step: [], value: [] };
  for (let index = 0; index < curve.step.length; index++) {
    const step = curve.step[index] as number;
    const value = curve.value[index] as number;
    const fromStep = curve.step[index - 1] ?? step;
    const fromValue = curve.value[index - 1] ?? value;
    const parts = value === fromValue ? 1 : Math.ceil((step - fromStep) / longest);
    for (let part = 1; part < parts; part++) {
      dense.step.push(fromStep + ((step - fromStep) * part) / parts);
      dense.value.push(fromValue + ((value - fromValue) * part) / parts);
    }
    dense.step.push(step);
    dense.value.push(value);
  }
  return dense;
}

/** The index of the nearest entry of a sorted list, or -1 in an empty one. */
export function nearest(steps: readonly number[], step: number): number {
  const after = firstAfter(steps, step);
  const right = steps[after];
  const left = steps[after - 1];
  if (right === undefined || left === undefined) return right === undefined ? after - 1 : after;
  return right - step < step - left ? after : after - 1;
}

/** The index of the first entry of a sorted list that is greater than `step`. */
function firstAfter(steps: readonly number[], step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] as number) > step) high = middle;
    else low = middle + 1;
  }
  return low;
}
