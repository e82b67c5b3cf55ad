import type { Diagnosis, Mark } from '../api/types';
import { formatSignedError, formatRate, formatStep } from '../format/number';
import { formatMoment, formatSpan } from '../format/time';
import type { Axis, PlottedMark, Range, Readout } from './model';

/** The span to shade: from where the series leaves its schedule to its last point. */
export function disagreement(diagnosis: Diagnosis): Range | null {
  const onset = diagnosis.evidence.onset_step;
  const { last } = diagnosis.steps;
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
export function describeFollowed(evidence: Diagnosis['evidence']): string {
  const { time_scale, step_offset: offset, value_scale, variant } = evidence;
  if (variant) return `followed ${variant.replaceAll('_', ' ')}`;
  const factor = (value: number): string => (value === 1 ? '' : `${formatRate(value)} `);
  const shift = offset === 0 ? '' : ` ${offset < 0 ? '−' : '+'} ${formatStep(Math.abs(offset))}`;
  const argument = `${factor(time_scale)}s${shift}`;
  return argument === 's' && value_scale === 1
    ? 'followed'
    : `followed ${factor(value_scale)}lr(${argument})`;
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
  if (readout.logged !== null) parts.push(`logged ${formatRate(readout.logged)}`);
  if (readout.expected !== null) parts.push(`expected ${formatRate(readout.expected)}`);
  if (readout.error !== null) parts.push(`error ${formatSignedError(readout.error)}`);
  return parts.join(', ');
}
