// Places, lengths and progress in words.

import type { Progress, Source } from '../api/types';
import { formatCount, formatStep } from './number';

/** One of what an axis counts: "step", "epoch". */
export function oneOf(unit: string): string {
  return unit.replace(/(ch|sh|x)es$/, '$1').replace(/s$/, '');
}

/** "300 steps ahead", "1 epoch behind". */
export function describeOffset(offset: number, unit: string): string {
  return `${formatCount(Math.abs(offset), oneOf(unit), unit)} ${offset > 0 ? 'ahead' : 'behind'}`;
}

/** "Still reading: 120 of 1,000 series…" */
export function describeProgress({ done, total }: Progress): string {
  return total > 0
    ? `Still reading: ${formatStep(done)} of ${formatStep(total)} series…`
    : 'Still looking for series…';
}

/** "pipeline.config, lines 141–152" */
export function describePlace({ where, lines = [] }: Source): string {
  const [first, last] = lines;
  if (first === undefined) return where;
  if (last === undefined || last === first) return `${where}, line ${formatStep(first)}`;
  return `${where}, lines ${formatStep(first)}–${formatStep(last)}`;
}
