import { describe, expect, it } from 'vitest';
import { decodeDiagnosis } from '../src/api/decode';
import type { Columns, Mark } from '../src/api/types';
import { densify } from '../src/chart/curve';
import { bundle, placeLabels } from '../src/chart/labels';
import type { Track } from '../src/chart/model';
import { plotSeries, readAt } from '../src/chart/plotted';
import { errorRange, extentIn, preferredScale, valueRange, wholeView } from '../src/chart/range';
import {
  beyondView,
  describeChart,
  describeFollowed,
  describeReadout,
  disagreements,
} from '../src/chart/summary';
import { formatPlaces, linearTicks, logTicks, placeTicks } from '../src/chart/ticks';
import { thin } from '../src/chart/thin';
import { drawable, heightAt, nearest } from '../src/chart/track';
import { reveal, stretch, within } from '../src/chart/zoom';
import { EVIDENCE, series } from './answers';

const STAIRCASE = { step: [0, 50, 50, 120], value: [0.01, 0.01, 0.005, 0.005] };
const points = (...step: number[]) => ({ step, value: step.map(() => 0.01) });
const track = ({ step, value }: Columns): Track => ({ x: new Float64Array(step), y: drawable(value) });
const mark = (step: number): Mark => ({ kind: 'next_change', step, label: 'next change' });

describe('heightAt', () => {
  const { step, value } = STAIRCASE;
  it('has the new value at the step of a jump', () => {
    expect([49, 50, 51].map((at) => heightAt(step, value, at))).toEqual([0.01, 0.005, 0.005]);
  });
  it('runs straight between vertices', () => {
    expect(heightAt([0, 100], [0, 1], 25)).toBe(0.25);
  });
  it('ends where the line ends', () => {
    expect([-1, 0, 120, 121].map((at) => heightAt(step, value, at))).toEqual([NaN, 0.01, 0.005, NaN]);
    expect(heightAt([], [], 0)).toBeNaN();
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

describe('thin', () => {
  const track = (count: number, value: (index: number) => number): Track => ({
    x: Float64Array.from({ length: count }, (_, index) => index),
    y: Float64Array.from({ length: count }, (_, index) => value(index)),
  });
  it('leaves few points as they are, with a neighbour on either side of the view', () => {
    const { x } = thin(
      track(100, () => 1),
      { min: 10.5, max: 12.5 },
      500,
    );
    expect([...x]).toEqual([10, 11, 12, 13]);
  });
  it('keeps every peak and dip of a million points', () => {
    const spikes = new Map([
      [123_456, 9],
      [123_457, -9],
      [999_999, 5],
    ]);
    const long = track(1_000_000, (index) => spikes.get(index) ?? Math.sin(index / 1e5));
    const { x, y } = thin(long, { min: 0, max: 999_999 }, 800);
    expect(x.length).toBeLessThanOrEqual(4 * 804);
    for (const [index, value] of spikes) expect(y[x.indexOf(index)]).toBe(value);
    expect([...x]).toEqual([...new Set(x)].sort((first, second) => first - second));
    expect([x[0], x[x.length - 1]]).toEqual([0, 999_999]);
  });
  it('keeps the lowest and the highest value of every column', () => {
    const noisy = track(10_000, (index) => Math.sin(index * index));
    const { x, y } = thin(noisy, { min: 0, max: 9999 }, 10);
    for (let column = 0; column < 10; column++) {
      const isIn = (at: number): boolean => Math.floor((at / 9999) * 10) === column;
      const all = [...noisy.y].filter((_, index) => isIn(noisy.x[index]!));
      const kept = [...y].filter((_, index) => isIn(x[index]!));
      expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...all), Math.max(...all)]);
    }
  });
  it('keeps a gap that is wider than a column', () => {
    const { x, y } = thin(
      track(10_000, (index) => (index > 3000 && index < 6000 ? NaN : 1)),
      { min: 0, max: 9999 },
      100,
    );
    const inGap = [...y].filter((_, index) => x[index]! > 3100 && x[index]! < 5900);
    expect(inGap.length).toBeGreaterThan(0);
    expect(inGap.every(Number.isNaN)).toBe(true);
  });
  it('takes points at one place and an empty line', () => {
    const still = {
      x: new Float64Array(5000).fill(7),
      y: Float64Array.from({ length: 5000 }, (_, at) => at),
    };
    expect([...thin(still, { min: 0, max: 10 }, 10).y]).toEqual([0, 4999]);
    expect(thin({ x: new Float64Array(), y: new Float64Array() }, { min: 0, max: 1 }, 10).x.length).toBe(0);
  });
});

describe('wholeView', () => {
  const view = (points: Columns, curve: Columns | null, steps: number[] = []) =>
    wholeView(
      [
        plotSeries(
          decodeDiagnosis(series('a', { next_change: null, curve, marks: steps.map(mark) })),
          'step',
        ),
      ].map((plotted) => ({ ...plotted, lines: { ...plotted.lines, logged: track(points) } })),
    );
  it('covers the logged steps and what comes shortly after', () => {
    expect(view(points(0, 1000), null, [1100])).toEqual({ min: 0, max: 1100 });
  });
  it('is not stretched by what is far away', () => {
    const curve = { step: [0, 900_000], value: [1, 1] };
    expect(view(points(0, 1000), curve, [800_720])).toEqual({ min: 0, max: 1150 });
    expect(view(points(0, 1000), null, [800_720])).toEqual({ min: 0, max: 1000 });
  });
  it('has a width for a single point, and for none', () => {
    expect(view(points(5), null)).toEqual({ min: 4, max: 6 });
    expect(view(points(5), { step: [5, 90], value: [1, 1] })).toEqual({ min: 5, max: 90 });
    expect(view(points(), null)).toEqual({ min: -1, max: 1 });
  });
});

describe('extentIn', () => {
  const line = track({ step: [0, 10, 20], value: [1, 5, 9] });
  it('measures what is in view, and what lines have at its edges', () =>
    expect(extentIn([line], { min: 5, max: 15 })).toEqual({ min: 3, max: 7 }));
  it('measures a line that only passes through', () =>
    expect(extentIn([line], { min: 12, max: 14 })).toEqual({ min: 5.8, max: 6.6 }));
  it('measures everything where no line passes', () =>
    expect(extentIn([line], { min: 100, max: 200 })).toEqual({ min: 1, max: 9 }));
  it('measures nothing where nothing is finite', () =>
    expect(extentIn([track({ step: [0], value: [NaN] })], { min: 0, max: 1 })).toBeNull());
  it('leaves out what a logarithmic axis has no place for', () =>
    expect(extentIn([track({ step: [0, 1], value: [0, 1] })], { min: 0, max: 1 }, 0)).toEqual({
      min: 1,
      max: 1,
    }));
});

describe('preferredScale', () => {
  const scaleOf = (...value: number[]) =>
    preferredScale([track({ step: value.map((_, step) => step), value })], { min: 0, max: 9 });
  it('is linear for values of like size', () => expect(scaleOf(0.1, 0.01)).toBe('linear'));
  it('is logarithmic for values of many sizes', () => expect(scaleOf(0.1, 0.001)).toBe('log'));
  it('is linear where there is a zero', () => expect(scaleOf(0.1, 0.001, 0)).toBe('linear'));
  it('is linear where there is nothing', () => expect(scaleOf(NaN)).toBe('linear'));
});

describe('errorRange', () => {
  it('holds zero, and does not make errors of rounding', () => {
    const tiny = errorRange({ min: 1e-8, max: 2e-8 });
    expect(tiny.max - tiny.min).toBeGreaterThan(1e-3);
    const wide = errorRange({ min: 2, max: 15 });
    expect(wide.min).toBeLessThan(0);
    expect(wide.max).toBeGreaterThan(15);
    expect(errorRange({ min: -0.5, max: 80 }).max).toBeLessThan(25);
    expect(errorRange(null).max).toBeGreaterThan(0);
  });
});

describe('zoom', () => {
  it('keeps the place under the pointer', () => {
    expect(stretch({ min: 0, max: 100 }, 25, 0.5)).toEqual({ min: 12.5, max: 62.5 });
    const { min, max } = stretch({ min: 1e-4, max: 1 }, 1e-2, 0.5, 'log');
    expect([min, max].map((end) => end.toPrecision(6))).toEqual(['0.00100000', '0.100000']);
  });
  it('stays within the whole, and is none where it shows the whole', () => {
    const whole = { min: 0, max: 100 };
    expect(within(whole, { min: -10, max: 40 }, 1)).toEqual({ min: 0, max: 50 });
    expect(within(whole, { min: 90, max: 110 }, 1)).toEqual({ min: 80, max: 100 });
    expect(within(whole, { min: -1, max: 101 }, 1)).toBeNull();
    expect(within(whole, { min: 50, max: 50.1 }, 1)).toEqual({ min: 50, max: 51 });
  });
  it('follows the cursor', () => {
    expect(reveal({ min: 0, max: 10 }, 5)).toEqual({ min: 0, max: 10 });
    expect(reveal({ min: 0, max: 10 }, 12)).toEqual({ min: 3, max: 13 });
    expect(reveal({ min: 10, max: 20 }, 5)).toEqual({ min: 4, max: 14 });
  });
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

describe('the marks of the horizontal axis', () => {
  it('are whole steps', () => {
    expect(placeTicks('step', { min: 0, max: 3 }, 9)).toEqual([0, 1, 2, 3]);
    expect(placeTicks('step', { min: 90, max: 1100 }, 5)).toEqual([500, 1000]);
    expect(formatPlaces('step', [0, 20_000])).toEqual(['0', '20,000']);
  });
  it('are round times', () => {
    expect(placeTicks('relative', { min: 0, max: 7000 }, 5)).toEqual([0, 1800, 3600, 5400]);
    expect(formatPlaces('relative', [0, 1800, 3600])).toEqual(['0 min', '30 min', '60 min']);
    expect(formatPlaces('relative', [0, 7200])).toEqual(['0 h', '2 h']);
    expect(formatPlaces('relative', [0, 0.5])).toEqual(['0 s', '0.5 s']);
  });
  it('are round moments of the reader’s time zone, with the day where it begins', () => {
    const midnight = new Date(2026, 10, 22).getTime() / 1000;
    const ticks = placeTicks('wall', { min: midnight - 7300, max: midnight + 3700 }, 4);
    expect(ticks.map((tick) => tick - midnight)).toEqual([-7200, -3600, 0, 3600]);
    expect(formatPlaces('wall', ticks)).toEqual(['22:00\n2026-11-21', '23:00', '00:00\n2026-11-22', '01:00']);
    expect(formatPlaces('wall', [midnight, midnight + 86_400])).toEqual(['2026-11-22', '2026-11-23']);
    expect(formatPlaces('wall', [midnight + 0.5, midnight + 1])[0]).toBe('00:00:00.5\n2026-11-22');
  });
});

describe('bundle', () => {
  it('joins neighbours of one name, whatever stands between them', () => {
    const marks = [
      { label: 'restart', at: 0 },
      { label: 'onset', at: 5 },
      { label: 'restart', at: 10 },
      { label: 'restart', at: 300 },
    ];
    expect(bundle(marks, 100).map((group) => group.map(({ at }) => at))).toEqual([[0, 10], [5], [300]]);
  });
});

describe('placeLabels', () => {
  it('lets no two labels overlap', () => {
    const labels = Array.from({ length: 40 }, (_, index) =>
      label((index * 37) % 500, 40 + ((index * 13) % 60)),
    );
    const placed = placeLabels(labels, 500);
    for (const one of placed) {
      for (const other of placed) {
        if (one === other || one.row !== other.row) continue;
        expect(one.left + one.width <= other.left || other.left + other.width <= one.left).toBe(true);
      }
    }
  });
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
  it('shades the stretches that disagree', () => {
    const stretches = [
      { first: 0, last: 20 },
      { first: 50, last: 50 },
    ];
    expect(disagreements({ ...diagnosis, disagreements: stretches })).toEqual([
      { min: 0, max: 20 },
      { min: 50, max: 50 },
    ]);
    const tell = (disagreements: typeof stretches) =>
      describeChart({ ...diagnosis, unit: 'epochs', disagreements });
    expect(tell(stretches)).toContain('disagree in 2 stretches from epoch 0 to 50.');
    expect(tell(stretches.slice(0, 1))).toContain('disagree from epoch 0 to 20.');
    expect(tell([])).not.toContain('disagree');
  });
  it('says what the chart shows', () => {
    expect(describeChart(diagnosis)).toBe(
      'Learning rate of run a, tag lr, over steps 0 to 100. Logged: 0.01 at first, 0.01 at last. ' +
        'Expected: 0.01 at first, 0.005 at last. The two disagree from step 50 on. Marked: onset 50.',
    );
  });
  it('tells the marks that are out of view', () => {
    const at = (x: number) => [{ ...mark(x), x }];
    expect(beyondView(at(800_720), { min: 0, max: 1000 })).toBe('Beyond this view: next change 800,720');
    expect(beyondView(at(10), { min: 0, max: 1000 })).toBeNull();
  });
  it.each([
    [{ time_scale: 4, step_offset: -1 }, 'followed: 4 times the pace'],
    [{ value_scale: 0.5, step_offset: 2000 }, 'followed: 0.5 times the rate, 2,000 steps ahead'],
    [{ step_offset: -2 }, 'followed: 2 steps behind'],
    [{ variant: 'no_staircase' }, 'followed: no staircase'],
    [{}, 'followed'],
  ])('tells what was followed: %o', (evidence, text) => {
    const found = { ...EVIDENCE, ...evidence };
    expect(describeFollowed(decodeDiagnosis(series('a', { evidence: found })))).toBe(text);
  });
  it('reads the values out', () => {
    const readout = readAt(plotSeries(diagnosis, 'relative'), 100);
    expect(describeReadout(readout, 'relative', 'steps')).toBe(
      'step 100, 0:01, logged 0.01, expected 0.005, error +100 %',
    );
    expect(describeReadout(readout, 'step', 'steps')).toMatch(/^step 100, logged/);
  });
});
