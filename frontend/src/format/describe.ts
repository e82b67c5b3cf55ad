// Sentences and table rows made out of a diagnosis.

import type { Diagnosis, Progress, Source } from '../api/types';
import { formatError, formatRate, formatRatePair, formatStep } from './number';
import { formatDuration } from './time';

const MEASURES: Readonly<Record<string, string>> = {
  optimizer: 'The rate the optimizer used.',
  schedule: 'The schedule function’s output; the optimizer may apply another rate.',
  window_mean: 'The mean rate over the steps since the point before.',
  unknown: 'Not known: the optimizer’s rate, or only what the schedule asked for.',
};

export function describeMeasures(measures: string): string {
  return MEASURES[measures] ?? measures;
}

/** "Still reading: 120 of 1,000 series…" */
export function describeProgress({ done, total }: Progress): string {
  return total > 0
    ? `Still reading: ${formatStep(done)} of ${formatStep(total)} series…`
    : 'Still looking for series…';
}

/** "step 85,000", "epoch 12" */
function describeStep(unit: string, step: number | null): string {
  return `${unit.replace(/(?<=ch)es$|s$/, '')} ${formatStep(step)}`;
}

/** "step 85,000 (0.0082 → 0.0058) in about 14 min" */
export function describeNextChange({ nextChange, expected, unit }: Diagnosis): string | null {
  if (!nextChange) return null;
  const [from, to] = formatRatePair(expected.last, nextChange.value);
  const duration = formatDuration(nextChange.etaSeconds);
  const values = nextChange.value === null ? '' : ` (${from} → ${to})`;
  return `${describeStep(unit, nextChange.step)}${values}${duration === null ? '' : ` in ${duration}`}`;
}

/** "pipeline.config, lines 141–152" */
export function describePlace({ where, lines }: Source): string {
  const [first, last] = lines;
  if (first === undefined) return where;
  if (last === undefined || last === first) return `${where}, line ${formatStep(first)}`;
  return `${where}, lines ${formatStep(first)}–${formatStep(last)}`;
}

/** The numbers behind the verdict; only those that say something. */
export function evidenceRows(diagnosis: Diagnosis): [name: string, value: string][] {
  const { evidence, logged, expected, steps, unit } = diagnosis;
  const rows: [string, string][] = [];
  const pair = (name: string, first: number | null, second: number | null): void => {
    if (first !== null && second !== null) rows.push([name, formatRatePair(first, second).join(' / ')]);
  };
  const when = (isTold: boolean, name: string, text: string): void => {
    if (isTold) rows.push([name, text]);
  };
  when(evidence.onsetStep !== null, 'Onset', describeStep(unit, evidence.onsetStep));
  pair('At onset: logged / expected', evidence.onsetLogged, evidence.onsetExpected);
  pair('Now: logged / expected', logged.last, expected.last);
  when(expected.last === null, 'Last logged', formatRate(logged.last));
  when(
    evidence.maxRelativeError !== null,
    'Largest relative error',
    formatError(evidence.maxRelativeError).replace('+', ''),
  );
  when(tellsFactor(evidence.timeScale), 'Time scale', `× ${formatRate(evidence.timeScale)}`);
  when(tellsFactor(evidence.valueScale), 'Value scale', `× ${formatRate(evidence.valueScale)}`);
  when((evidence.stepOffset ?? 0) !== 0, 'Step offset', formatStep(evidence.stepOffset));
  const list = (name: string, steps: readonly number[]): void =>
    when(steps.length > 0, name, steps.map(formatStep).join(', '));
  list('Restarts at', evidence.restartSteps);
  list('Changes at', evidence.boundarySteps);
  when(evidence.phase !== null, 'Phase', evidence.phase ?? '');
  when(evidence.variant !== null, 'Follows instead', (evidence.variant ?? '').replaceAll('_', ' '));
  rows.push(['Points checked', formatStep(steps.count)]);
  const nextChange = describeNextChange(diagnosis);
  when(nextChange !== null, 'Next change', nextChange ?? '');
  return rows;
}

function tellsFactor(factor: number | null): boolean {
  return factor !== null && factor !== 1;
}
