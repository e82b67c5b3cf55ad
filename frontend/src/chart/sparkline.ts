import type { Sparkline } from '../api/types';

export interface SparklinePaths {
  logged: string;
  expected: string;
}

/** From this ratio of the largest value to the middle one on, a linear axis would flatten most of the curve. */
const LOG_RATIO = 20;
const MARGIN = 2;

/** Both curves as SVG paths over one scale, in a box of this size. Values that are no numbers leave a gap. */
export function sparklinePaths(
  { step, logged, expected }: Pick<Sparkline, 'step' | 'logged' | 'expected'>,
  width: number,
  height: number,
): SparklinePaths {
  const values = [...logged, ...expected].filter(Number.isFinite).sort((first, second) => first - second);
  const least = values[0] ?? NaN;
  const most = values[values.length - 1] ?? NaN;
  // A straight or a cosine decay that ends next to zero keeps its shape, for most of its values are large.
  const isLog = least > 0 && most / values[values.length >> 1]! > LOG_RATIO;
  const scaled = isLog ? Math.log : (value: number): number => value;
  const x = scale(step[0] ?? 0, step[step.length - 1] ?? 0, MARGIN, width - MARGIN);
  const y = scale(scaled(least), scaled(most), height - MARGIN, MARGIN);
  const path = (column: readonly number[]): string => {
    let isGap = true;
    return column
      .map((value, index) => {
        const wasGap = isGap;
        isGap = !Number.isFinite(value);
        return isGap ? '' : `${wasGap ? 'M' : 'L'}${x(step[index] ?? 0)} ${y(scaled(value))}`;
      })
      .join('');
  };
  return { logged: path(logged), expected: path(expected) };
}

/** Maps one range to another; the middle of it, where the first has no width (or its values differ by noise only). */
function scale(from: number, to: number, start: number, end: number): (value: number) => string {
  const isFlat = !(Math.abs(to - from) > 1e-6 * Math.max(Math.abs(from), Math.abs(to)));
  return (value) =>
    (isFlat ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start)).toFixed(1);
}
