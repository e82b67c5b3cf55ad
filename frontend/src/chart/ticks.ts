import { formatStep } from '../format/number';
import { formatMoment } from '../format/time';
import type { Axis, Range } from './model';

/** Which multiples of the powers of ten are marked, the densest choice first. */
const MULTIPLES = [[1, 2, 5], [1, 3], [1]];

/** The places to mark on a logarithmic axis, at most `most` of them. */
export function logTicks({ min, max }: Range, most: number): number[] {
  const lowest = Math.floor(Math.log10(min));
  const highest = Math.ceil(Math.log10(max));
  for (const multiples of MULTIPLES) {
    const ticks = powers(lowest, highest, 1)
      .flatMap((exponent) => multiples.map((multiple) => Number(`${multiple}e${exponent}`)))
      .filter((tick) => tick >= min && tick <= max);
    // Less than three marks do not tell a reader how the axis runs: over so short a range it is all but linear.
    if (ticks.length < 3) return linearTicks({ min, max }, most);
    if (ticks.length <= most) return ticks;
  }
  const stride = Math.ceil((highest - lowest + 1) / most);
  return powers(lowest, highest, stride)
    .map((exponent) => Number(`1e${exponent}`))
    .filter((tick) => tick >= min && tick <= max);
}

/** Round places to mark on a linear axis, at most `most` of them. */
export function linearTicks({ min, max }: Range, most: number): number[] {
  const increment = roundIncrement((max - min) / most);
  const ticks: number[] = [];
  for (let index = Math.ceil(min / increment); index * increment <= max; index++) {
    // Multiplying gathers no error, but leaves 0.30000000000000004.
    ticks.push(Number((index * increment).toPrecision(12)));
  }
  return ticks;
}

/** The next 1, 2 or 5 times a power of ten. */
export function roundIncrement(least: number): number {
  const exponent = Math.floor(Math.log10(least));
  const multiple = [1, 2, 5].find((candidate) => Number(`${candidate}e${exponent}`) >= least);
  return multiple ? Number(`${multiple}e${exponent}`) : Number(`1e${exponent + 1}`);
}

function powers(lowest: number, highest: number, stride: number): number[] {
  const exponents: number[] = [];
  for (let exponent = lowest; exponent <= highest; exponent += stride) exponents.push(exponent);
  return exponents;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const ONE_TWO_FIVE = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((m) => m * 10 ** power)).flat();

const TIMES = [
  ...[0.001, 0.01, 0.1, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...ONE_TWO_FIVE.map((days) => days * DAY),
];

/** The places to mark on the horizontal axis, at most `most` of them. */
export function placeTicks(axis: Axis, { min, max }: Range, most: number): number[] {
  const increments = axis === 'step' ? ONE_TWO_FIVE : TIMES;
  const increment = increments.find((candidate) => (max - min) / candidate <= most) ?? (max - min) / most;
  // Moments are marked at full hours and days of the reader's time zone.
  const origin = axis === 'wall' ? new Date(min * 1000).getTimezoneOffset() * MINUTE : 0;
  const ticks: number[] = [];
  for (let index = Math.ceil((min - origin) / increment); index * increment + origin <= max; index++) {
    ticks.push(Number((index * increment + origin).toPrecision(15)));
  }
  return ticks;
}

/** Their labels. */
export function formatPlaces(axis: Axis, ticks: readonly number[]): string[] {
  if (axis === 'step') return ticks.map(formatStep);
  const increment = (ticks[1] ?? 0) - (ticks[0] ?? 0);
  if (axis === 'relative') {
    const units = [[DAY, 'd'] as const, [HOUR, 'h'] as const, [MINUTE, 'min'] as const];
    const [unit, name] = units.find(([size]) => increment >= size) ?? [1, 's'];
    return ticks.map((tick) => `${Number((tick / unit).toFixed(3))} ${name}`);
  }
  let day = '';
  return ticks.map((tick) => {
    const [date, clock] = formatMoment(tick, increment).split(' ') as [string, string];
    const label = increment >= DAY ? date : date === day ? clock : `${clock}\n${date}`;
    day = date;
    return label;
  });
}
