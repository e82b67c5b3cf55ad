import type { Diagnosis } from '../api/types';
import type { Axis, Timeline } from './model';
import { firstAfter } from './track';

/** Lays the steps of a series along an axis. */
export function timelineOf(diagnosis: Diagnosis, axis: Axis): Timeline {
  const { step, wall_time } = diagnosis.points;
  const places = new Float64Array(step);
  if (axis === 'step' || step.length === 0) return { places, at: (step) => step, stepAt: (place) => place };
  const origin = axis === 'relative' ? (wall_time[0] as number) : 0;
  let latest = -Infinity;
  for (let index = 0; index < step.length; index++) {
    latest = Math.max(latest, (wall_time[index] as number) - origin);
    places[index] = latest;
  }
  // Beyond the last point, in seconds per step.
  const slope = pace(diagnosis, latest - (places[0] as number));
  return {
    places,
    at: (at) => interpolate(step, places, at, slope),
    stepAt: (place) => interpolate(places, step, place, 1 / slope),
  };
}

/** As the server estimates it where it does, or else as on the whole so far. */
function pace({ points: { step }, next_change }: Diagnosis, seconds: number): number {
  const first = step[0] as number;
  const last = step[step.length - 1] as number;
  const ahead = (next_change?.step ?? last) - last;
  const estimated = (next_change?.eta_seconds ?? NaN) / ahead;
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
