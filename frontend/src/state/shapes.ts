// Usual schedules to start from, with the numbers that the points show.

import type { Diagnosis, ScheduleObject } from '../api/types';

/** What decays after the peak, by what people call it. */
const SHAPES: Readonly<Record<string, (from: Shown) => ScheduleObject>> = {
  constant: ({ peak }) => ({ kind: 'constant', value: peak }),
  linear: (from) => ramp(from.peak, from.last, from.steps),
  cosine: ({ peak, last, steps }) => ({
    kind: 'cosine',
    init_value: peak,
    decay_steps: steps,
    end_value: last,
  }),
  polynomial: (from) => ramp(from.peak, from.last, from.steps, 2),
  exponential: (from) => decay(from, 1),
  steps: (from) => decay(from, DROPS),
};

/** The names of the shapes. */
export const SHAPE_NAMES: readonly string[] = Object.keys(SHAPES);
/** Before the name of a shape: a ramp leads up to it. */
export const WARM_UP = 'warm-up, ';

const DROPS = 3;
/** Down to this share of the peak where the points do not tell; and a warm-up over this share of the steps. */
const LEAST = 1e-3;
const WARMING = 0.1;

interface Shown {
  peak: number;
  /** The last rate where it lies below the peak, else 0. */
  last: number;
  steps: number;
}

/** The schedule of that name with the rates and steps of the points; null for a name that there is not. */
export function shapeOf(name: string, { points, steps }: Diagnosis): ScheduleObject | null {
  const isWarm = name.startsWith(WARM_UP);
  const shape = isWarm ? name.slice(WARM_UP.length) : name;
  const make = SHAPE_NAMES.includes(shape) ? SHAPES[shape] : undefined;
  if (!make) return null;
  const rates = points.value.map((rate) => (Number.isFinite(rate) && rate > 0 ? rate : 0));
  const top = Math.max(0, ...rates);
  const peak = rounded(top) || 0.001;
  const below = (rate: number | undefined): number => (rate && rate < top ? rounded(rate) : 0);
  const last = below(rates.at(-1));
  const end = Math.max(2, steps.last ?? 0);
  if (!isWarm) return make({ peak, last, steps: end });
  const reached = points.step[rates.indexOf(top)] ?? 0;
  const isSeen = rates[0]! < top && reached < end;
  const warm = isSeen ? reached : Math.max(1, Math.round(WARMING * end));
  return {
    kind: 'join',
    schedules: [ramp(below(rates[0]), peak, warm), make({ peak, last, steps: end - warm })],
    boundaries: [warm],
    phase_names: ['warm-up', 'decay'],
  };
}

/** Without what float32 adds. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(6));
}

function ramp(from: number, to: number, steps: number, power = 1): ScheduleObject {
  return { kind: 'polynomial', init_value: from, end_value: to, transition_steps: steps, power };
}

function decay({ peak, last, steps }: Shown, drops: number): ScheduleObject {
  return {
    kind: 'exponential',
    init_value: peak,
    transition_steps: Math.max(1, Math.round(steps / drops)),
    decay_rate: rounded((last ? last / peak : LEAST) ** (1 / drops)),
    staircase: drops > 1,
  };
}
