import { describe, expect, it } from 'vitest';
import { decodeDiagnosis } from '../src/api/decode';
import type { Mark } from '../src/api/types';
import { mergeColumns } from '../src/chart/columns';
import { curveAt, densify, nearest } from '../src/chart/curve';
import { placeLabels } from '../src/chart/labels';
import { defaultView, extentIn, preferredScale, valueRange } from '../src/chart/range';
import { beyondView, describeChart, disagreement } from '../src/chart/summary';
import { linearTicks, logTicks } from '../src/chart/ticks';
import { series } from './answers';

const STAIRCASE = { step: [0, 50, 50, 120], value: [0.01, 0.01, 0.005, 0.005] };
const points = (...step: number[]) => ({ step, value: step.map(() => 0.01) });
const mark = (step: number): Mark => ({ kind: 'next_change', step, label: 'next change' });

describe('curveAt', () => {
  it('has the new value at the step of a jump', () => {
    expect([49, 50, 51].map((step) => curveAt(STAIRCASE, step))).toEqual([0.01, 0.005, 0.005]);
  });
  it('runs straight between vertices', () => {
    expect(curveAt({ step: [0, 100], value: [0, 1] }, 25)).toBe(0.25);
  });
  it('ends where the curve ends', () => {
    expect([-1, 0, 120, 121].map((step) => curveAt(STAIRCASE, step))).toEqual([null, 0.01, 0.005, null]);
    expect(curveAt({ step: [], value: [] }, 0)).toBeNull();
  });
});

it('finds the nearest step', () => {
  expect([-5, 4, 6, 99].map((step) => nearest([0, 10, 20], step))).toEqual([0, 0, 1, 2]);
  expect(nearest([], 3)).toBe(-1);
});

describe('densify', () => {
  it('leaves corners as they are', () => expect(densify(STAIRCASE, 100)).toEqual(STAIRCASE));
  it('divides slopes', () => {
    expect(densify({ step: [0, 100], value: [0, 1] }, 4)).toEqual({
      step: [0, 25, 50, 75, 100],
      value: [0, 0.25, 0.5, 0.75, 1],
    });
  });
  it('takes a curve of one step', () => {
    expect(densify({ step: [5, 5], value: [1, 2] }, 4)).toEqual({ step: [5, 5], value: [1, 2] });
  });
});

describe('mergeColumns', () => {
  it('keeps both vertices of a jump at one step', () => {
    const merged = mergeColumns(points(0, 50, 100), STAIRCASE, false);
    expect(merged.step).toEqual([0, 50, 50, 100, 120]);
    expect(merged.logged).toEqual([0.01, 0.01, undefined, 0.01, undefined]);
    expect(merged.expected).toEqual([0.01, 0.01, 0.005, undefined, 0.005]);
  });
  it('opens a gap at values that are not finite, as far as to the neighbours of the same line', () => {
    const logged = { step: [0, 60, 70], value: [1, NaN, 1] };
    const merged = mergeColumns(logged, STAIRCASE, false);
    expect(merged.step).toEqual([0, 50, 50, 60, 70, 120]);
    expect(merged.logged).toEqual([1, null, null, null, 1, undefined]);
  });
  it('opens a gap at zero where there is no place for it', () => {
    const logged = { step: [0, 1], value: [0, 1] };
    expect(mergeColumns(logged, null, true).logged).toEqual([null, 1]);
    expect(mergeColumns(logged, null, false).logged).toEqual([0, 1]);
  });
});

describe('defaultView', () => {
  it('covers the logged steps and what comes shortly after', () => {
    expect(defaultView(points(0, 1000), null, [mark(1100)])).toEqual({ min: 0, max: 1100 });
  });
  it('is not stretched by what is far away', () => {
    const curve = { step: [0, 900_000], value: [1, 1] };
    expect(defaultView(points(0, 1000), curve, [mark(800_720)])).toEqual({ min: 0, max: 1150 });
    expect(defaultView(points(0, 1000), null, [mark(800_720)])).toEqual({ min: 0, max: 1000 });
  });
  it('has a width for a single point, and for none', () => {
    expect(defaultView(points(5), null, [])).toEqual({ min: 4, max: 6 });
    expect(defaultView(points(5), { step: [5, 90], value: [1, 1] }, [])).toEqual({ min: 5, max: 90 });
    expect(defaultView(points(), null, [])).toEqual({ min: -1, max: 1 });
  });
});

describe('extentIn', () => {
  const columns = mergeColumns({ step: [0, 10, 20], value: [1, 5, 9] }, null, false);
  it('measures what is in view', () =>
    expect(extentIn(columns, { min: 5, max: 15 })).toEqual({ min: 5, max: 5 }));
  it('measures everything where no point is in view', () =>
    expect(extentIn(columns, { min: 12, max: 14 })).toEqual({ min: 1, max: 9 }));
  it('measures nothing where nothing is finite', () =>
    expect(extentIn(mergeColumns({ step: [0], value: [NaN] }, null, false), { min: 0, max: 1 })).toBeNull());
});

describe('preferredScale', () => {
  const scaleOf = (...value: number[]) =>
    preferredScale(mergeColumns({ step: value.map((_, step) => step), value }, null, false), {
      min: 0,
      max: 9,
    });
  it('is linear for values of like size', () => expect(scaleOf(0.1, 0.01)).toBe('linear'));
  it('is logarithmic for values of many sizes', () => expect(scaleOf(0.1, 0.001)).toBe('log'));
  it('is linear where there is a zero', () => expect(scaleOf(0.1, 0.001, 0)).toBe('linear'));
  it('is linear where there is nothing', () => expect(scaleOf(NaN)).toBe('linear'));
});

describe('valueRange', () => {
  it.each([
    [0.004, 0.004],
    [0.004, 0.004 + 1e-12],
    [0, 0],
    [-2, -2],
  ])('has a height for %s to %s', (min, max) => {
    const range = valueRange({ min, max }, 'linear');
    expect(range.max - range.min).toBeGreaterThan(Math.abs(min) / 2);
    expect(range.min).toBeLessThanOrEqual(min);
    expect(range.max).toBeGreaterThanOrEqual(max);
  });
  it('starts just below zero', () => {
    const { min } = valueRange({ min: 0, max: 1 }, 'linear');
    expect(min).toBeLessThan(0);
    expect(min).toBeGreaterThan(-0.05);
  });
  it('has a height on a logarithmic axis', () => {
    expect(valueRange({ min: 0.004, max: 0.004 }, 'log')).toEqual({ min: 0.001, max: 0.016 });
  });
  it('cuts off what is next to zero', () => {
    expect(valueRange({ min: 1e-30, max: 1 }, 'log').min).toBeGreaterThan(1e-9);
  });
  it('has an axis where there are no values', () => {
    expect(valueRange(null, 'linear')).toEqual({ min: 0, max: 1 });
    expect(valueRange(null, 'log').min).toBeGreaterThan(0);
  });
});

describe('ticks', () => {
  it('are round', () => {
    expect(linearTicks({ min: 0, max: 0.31 }, 4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearTicks({ min: 0.0009, max: 0.00102 }, 3)).toEqual([0.0009, 0.00095, 0.001]);
  });
  it('are as dense on a logarithmic axis as there is room for', () => {
    expect(logTicks({ min: 0.009, max: 0.12 }, 9)).toEqual([0.01, 0.02, 0.05, 0.1]);
    expect(logTicks({ min: 1e-4, max: 1 }, 9)).toEqual([1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1]);
    expect(logTicks({ min: 1e-4, max: 1 }, 5)).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
    expect(logTicks({ min: 1e-12, max: 1 }, 5).length).toBeLessThanOrEqual(5);
  });
  it('are as on a linear axis where it is short', () => {
    expect(logTicks({ min: 0.0011, max: 0.0014 }, 4)).toEqual([0.0011, 0.0012, 0.0013, 0.0014]);
  });
});

describe('placeLabels', () => {
  it('raises a label over the one to its right', () => {
    const placed = placeLabels([label(10, 50), label(30, 50), label(200, 50)], 300);
    expect(placed.map(({ left, row }) => [left, row])).toEqual([
      [200, 0],
      [30, 0],
      [10, 1],
    ]);
  });
  it('keeps labels within the chart', () => {
    expect(placeLabels([label(290, 50)], 300)[0]?.left).toBe(250);
  });
  function label(at: number, width: number) {
    return { text: '', at, width };
  }
});

describe('summary', () => {
  const diagnosis = decodeDiagnosis(series('a'));
  it('shades from the onset to the last point, for faults only', () => {
    expect(disagreement(diagnosis)).toEqual({ min: 50, max: 100 });
    expect(disagreement({ ...diagnosis, severity: 'notice' })).toBeNull();
  });
  it('says what the chart shows', () => {
    expect(describeChart(diagnosis)).toBe(
      'Learning rate of run a, tag lr, over steps 0 to 100. Logged: 0.01 at first, 0.01 at last. ' +
        'Expected: 0.01 at first, 0.005 at last. The two disagree from step 50 on. Marked: onset 50.',
    );
  });
  it('tells the marks that are out of view', () => {
    expect(beyondView([mark(800_720)], { min: 0, max: 1000 })).toBe('Beyond this view: next change 800,720');
    expect(beyondView([mark(10)], { min: 0, max: 1000 })).toBeNull();
  });
});

it('draws the edited curve over the same steps, with its own corners', () => {
  const curve = { step: [0, 50, 50, 120], value: [4, 4, 2, 2] };
  const preview = { step: [0, 80, 80, 120], value: [4, 4, 1, 1] };
  const merged = mergeColumns({ step: [0, 100], value: [4, 4] }, curve, false, preview);
  expect(merged.step).toEqual([0, 50, 50, 80, 80, 100, 120]);
  expect(merged.logged).toEqual([4, undefined, undefined, undefined, undefined, 4, undefined]);
  expect(merged.expected).toEqual([4, 4, 2, undefined, undefined, undefined, 2]);
  expect(merged.edited).toEqual([4, undefined, undefined, 4, 1, undefined, 1]);
});
