import type { Diagnosis, Evidence, Mark } from '../api/types';
import { formatError, formatRate, formatStep } from '../format/number';
import { formatMoment, formatSpan } from '../format/time';
import type { Axis, PlottedMark, Range, Readout } from './model';

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
export function beyondView(marks: readonly PlottedMark[], view: Range): string | null {
  const beyond = marks.filter((mark) => mark.x > view.max);
  return beyond.length > 0 ? `Beyond this view: ${beyond.map(describeMark).join(', ')}` : null;
}

/** What the run followed, in terms of its schedule lr(s): "followed lr(4 s + 3)". */
export function describeFollowed({ timeScale, stepOffset, valueScale, variant }: Evidence): string {
  if (variant) return `followed ${variant.replaceAll('_', ' ')}`;
  const factor = (value: number | null): string =>
    value === null || value === 1 ? '' : `${formatRate(value)} `;
  const offset = stepOffset ?? 0;
  const shift = offset === 0 ? '' : ` ${offset < 0 ? '−' : '+'} ${formatStep(Math.abs(offset))}`;
  const argument = `${factor(timeScale)}s${shift}`;
  return argument === 's' && !factor(valueScale)
    ? 'followed'
    : `followed ${factor(valueScale)}lr(${argument})`;
}

/** Where a readout stands: "step 1,200, 0:20:00". */
export function describePlaceOfReadout({ step, time, elapsed }: Readout, axis: Axis): string {
  const moment =
    axis === 'wall' && time !== null
      ? formatMoment(time)
      : axis === 'relative' && elapsed !== null
        ? formatSpan(elapsed)
        : null;
  return `step ${formatStep(step)}${moment ? `, ${moment}` : ''}`;
}

export function describeReadout(readout: Readout, axis: Axis): string {
  const parts = [describePlaceOfReadout(readout, axis)];
  if (readout.logged !== null) parts.push(`logged ${formatRate(readout.logged, 6)}`);
  if (readout.expected !== null) parts.push(`expected ${formatRate(readout.expected, 6)}`);
  if (readout.error !== null) parts.push(`error ${formatError(readout.error)}`);
  return parts.join(', ');
}
