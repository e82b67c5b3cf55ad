import type { Diagnosis, Mark } from '../api/types';
import { formatRate, formatStep } from '../format/number';
import type { Range } from './range';

/** The span to shade: from where the series leaves its schedule to its last point. */
export function disagreement(diagnosis: Diagnosis): Range | null {
  const onset = diagnosis.evidence.onsetStep;
  const last = diagnosis.steps.last;
  const isFault = diagnosis.severity === 'error' || diagnosis.severity === 'warning';
  return isFault && onset !== null && last !== null && onset <= last ? { min: onset, max: last } : null;
}

/** The chart in words, for those who cannot see it. */
export function describeChart(diagnosis: Diagnosis): string {
  const { run, tag, steps, logged, expected, marks } = diagnosis;
  const span = disagreement(diagnosis);
  const sentences = [
    `Learning rate of run ${run}, tag ${tag}, over steps ${formatStep(steps.first)} to ${formatStep(steps.last)}`,
    `Logged: ${formatRate(logged.first)} at first, ${formatRate(logged.last)} at last`,
    diagnosis.curve
      ? `Expected: ${formatRate(expected.first)} at first, ${formatRate(expected.last)} at last`
      : 'No expected curve',
    ...(span ? [`The two disagree from step ${formatStep(span.min)} on`] : []),
    ...(marks.length > 0 ? [`Marked: ${marks.map(describeMark).join('; ')}`] : []),
  ];
  return `${sentences.join('. ')}.`;
}

export function describeMark(mark: Mark): string {
  return `${mark.label} ${formatStep(mark.step)}`;
}

/** The marks that lie to the right of the view and are told in words, or null when all are in it. */
export function beyondView(marks: readonly Mark[], view: Range): string | null {
  const beyond = marks.filter((mark) => mark.step > view.max);
  return beyond.length > 0 ? `Beyond this view: ${beyond.map(describeMark).join(', ')}` : null;
}
