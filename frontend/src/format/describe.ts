// Sentences and table rows made out of a diagnosis.

import type { Diagnosis, EvidenceRow, Progress, Source } from '../api/types';
import { formatCount, formatStep } from './number';

const MEASURES: Readonly<Record<Diagnosis['measures'], string>> = {
  optimizer: 'The rate the optimizer used.',
  schedule: 'The schedule function’s output; the optimizer may apply another rate.',
  window_mean: 'The mean rate over the steps since the point before.',
  unknown: 'Not known: the optimizer’s rate, or only what the schedule asked for.',
};

export function describeMeasures({ measures }: Diagnosis): string {
  return MEASURES[measures];
}

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

/** What the server calls by the names of programs, in words. */
const IN_WORDS: Readonly<Record<string, (text: string, unit: string) => EvidenceRow>> = {
  time_scale: (text) => ({ name: 'pace', text: `${text} times the schedule’s` }),
  value_scale: (text) => ({ name: 'size', text: `${text} times the schedule’s` }),
  step_offset: (text, unit) => ({
    name: 'displaced',
    text: describeOffset(Number(text.replaceAll(',', '')), unit),
  }),
  variant: (text) => ({ name: 'what it follows', text: text.replaceAll('_', ' ') }),
};

/** The numbers behind the verdict, as the server writes them. */
export function numberRows(diagnosis: Diagnosis): EvidenceRow[] {
  const { evidence_rows, comparison_rows, next_change_text, unit } = diagnosis;
  const nextChange = next_change_text ? [{ name: 'next change', text: next_change_text }] : [];
  return [...evidence_rows, ...comparison_rows, ...nextChange].map(
    (row) => IN_WORDS[row.name]?.(row.text, unit) ?? row,
  );
}
