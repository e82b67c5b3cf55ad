import type { Diagnosis, Mark } from '../api/types';
import { formatErrorOf, formatRate, formatStep } from '../format/number';
import { describeOffset, oneOf } from '../format/describe';
import { formatMoment, formatSpan } from '../format/time';
import type { Axis, PlottedMark, Range, Readout } from './model';

/** The stretches to shade: those whose points disagree with the schedule. */
export function disagreements({ disagreements }: Diagnosis): Range[] {
  return disagreements.map(({ first, last }) => ({ min: first, max: last }));
}

/** The chart in words, for those who cannot see it. */
export function describeChart(diagnosis: Diagnosis): string {
  const { run, tag, steps, unit, logged, expected, marks } = diagnosis;
  const spans = disagreements(diagnosis);
  const sentences = [
    `Learning rate of run ${run}, tag ${tag}, over ${unit} ${formatStep(steps.first)} to ${formatStep(steps.last)}`,
    `Logged: ${formatRate(logged.first)} at first, ${formatRate(logged.last)} at last`,
    diagnosis.curve
      ? `Expected: ${formatRate(expected.first)} at first, ${formatRate(expected.last)} at last`
      : 'No expected curve',
    ...(spans.length > 0 ? [describeDisagreements(spans, steps.last, unit)] : []),
    ...(marks.length > 0 ? [`Marked: ${marks.map(describeMark).join('; ')}`] : []),
  ];
  return `${sentences.join('. ')}.`;
}

/** "The two disagree from step 50 on", "... from step 5 to 200", "... in 12 stretches from step 5 to 200". */
function describeDisagreements(spans: readonly Range[], last: number | null, unit: string): string {
  const [first, end] = [spans[0]!.min, spans[spans.length - 1]!.max];
  const from = `from ${oneOf(unit)} ${formatStep(first)}`;
  if (spans.length > 1) return `The two disagree in ${spans.length} stretches ${from} to ${formatStep(end)}`;
  return `The two disagree ${from} ${end === last ? 'on' : `to ${formatStep(end)}`}`;
}

export function describeMark(mark: Mark): string {
  return `${mark.label} ${formatStep(mark.step)}`;
}

/** The marks that lie to the right of the view and are told in words, or null when all are in it. */
export function beyondView(marks: readonly PlottedMark[], view: Range): string | null {
  const beyond = marks.filter((mark) => mark.x > view.max);
  return beyond.length > 0 ? `Beyond this view: ${beyond.map(describeMark).join(', ')}` : null;
}

/** What the run followed instead of its schedule: "followed: 4 times the pace, 300 steps ahead". */
export function describeFollowed({ evidence, unit }: Diagnosis): string {
  const { time_scale, step_offset, value_scale, variant } = evidence;
  const parts = [
    ...(variant ? [variant.replaceAll('_', ' ')] : []),
    ...(time_scale === 1 ? [] : [`${formatRate(time_scale)} times the pace`]),
    ...(value_scale === 1 ? [] : [`${formatRate(value_scale)} times the rate`]),
    ...(Math.abs(step_offset) > MOST_CONVENTIONAL ? [describeOffset(step_offset, unit)] : []),
  ];
  return parts.length > 0 ? `followed: ${parts.join(', ')}` : 'followed';
}

/** So far apart loggers count one and the same step. */
const MOST_CONVENTIONAL = 1;

/** Where a readout stands: "step 1,200, 0:20:00", "epoch 8". */
export function describePlaceOfReadout({ step, time, elapsed }: Readout, axis: Axis, unit: string): string {
  const moment =
    axis === 'wall' && time !== null
      ? formatMoment(time)
      : axis === 'relative' && elapsed !== null
        ? formatSpan(elapsed)
        : null;
  return `${oneOf(unit)} ${formatStep(step)}${moment ? `, ${moment}` : ''}`;
}

export function describeReadout(readout: Readout, axis: Axis, unit: string): string {
  const parts = [describePlaceOfReadout(readout, axis, unit)];
  if (readout.logged !== null) parts.push(`logged ${formatRate(readout.logged)}`);
  if (readout.expected !== null) parts.push(`expected ${formatRate(readout.expected)}`);
  if (readout.error !== null)
    parts.push(`error ${formatErrorOf(readout.logged, readout.expected, readout.error)}`);
  return parts.join(', ');
}
