import type { Diagnosis } from '../api/types';
import { firstAfter } from './track';

/** What the horizontal axis counts: steps, seconds since the series began, or seconds since 1970. */
export type Axis = 'step' | 'relative' | 'wall';

/** Where the steps of a series stand on the axis. */
export class Timeline {
  /** Where its points stand; never decreasing, so that a clock that was set back stands still. */
  readonly places: Float64Array;
  private readonly steps: readonly number[];
  private readonly isTime: boolean;
  /** Seconds per step beyond the last point. */
  private readonly pace: number;

  constructor(diagnosis: Diagnosis, axis: Axis) {
    const { step, wallTime } = diagnosis.points;
    this.steps = step;
    this.isTime = axis !== 'step' && step.length > 0 && wallTime.length >= step.length;
    this.places = new Float64Array(step);
    this.pace = 1;
    if (!this.isTime) return;
    const origin = axis === 'relative' ? (wallTime[0] as number) : 0;
    let latest = -Infinity;
    for (let index = 0; index < step.length; index++) {
      latest = Math.max(latest, (wallTime[index] as number) - origin);
      this.places[index] = latest;
    }
    this.pace = pace(diagnosis, latest - (this.places[0] as number));
  }

  at(step: number): number {
    return this.isTime ? interpolate(this.steps, this.places, step, this.pace) : step;
  }

  stepAt(place: number): number {
    return this.isTime ? interpolate(this.places, this.steps, place, 1 / this.pace) : place;
  }
}

/** As the server estimates it where it does, or else as on the whole so far. */
function pace({ points: { step }, nextChange }: Diagnosis, seconds: number): number {
  const first = step[0] as number;
  const last = step[step.length - 1] as number;
  const ahead = (nextChange?.step ?? last) - last;
  const estimated = (nextChange?.etaSeconds ?? NaN) / ahead;
  if (ahead > 0 && estimated > 0) return estimated;
  return seconds > 0 && last > first ? seconds / (last - first) : 1;
}

function interpolate(x: ArrayLike<number>, y: ArrayLike<number>, at: number, slope: number): number {
  const after = firstAfter(x, at);
  const end = x.length - 1;
  if (after === 0) return (y[0] as number) - ((x[0] as number) - at) * slope;
  if (after > end) return (y[end] as number) + (at - (x[end] as number)) * slope;
  const [left, right] = [x[after - 1] as number, x[after] as number];
  const [from, to] = [y[after - 1] as number, y[after] as number];
  return from + ((to - from) * (at - left)) / (right - left);
}
