import type { Columns } from '../api/types';

/**
 * The same curve with more vertices on its slopes. The lines between the served vertices are straight over a linear
 * axis of steps only; over a logarithmic one or one of times they bend, and short pieces are what lets them.
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
