import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatError,
  formatPercent,
  formatRate,
  formatRatePair,
  formatStep,
  formatTicks,
} from '../src/format/number';
import { formatAgo, formatClock, formatDuration } from '../src/format/time';

describe('formatRate', () => {
  it.each([
    [0.004, '0.004'],
    [8.2e-5, '8.2e-5'],
    [1e-4, '1e-4'],
    [0.001, '0.001'],
    [0.00099999, '0.001'],
    [0, '0'],
    [1, '1'],
    [0.1 + 0.2, '0.3'],
    [-0.5, '-0.5'],
    [2.5e7, '2.5e7'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [null, '–'],
  ])('%s is %s', (value, text) => expect(formatRate(value)).toBe(text));
});

describe('formatRatePair', () => {
  it('adds digits until rates that differ look different', () => {
    expect(formatRatePair(0.004, 0.004004)).toEqual(['0.004', '0.004004']);
  });
  it('stays short for equal rates', () => {
    expect(formatRatePair(0.00123456, 0.00123456)).toEqual(['0.00123', '0.00123']);
  });
  it('sees no difference in single precision', () => {
    expect(formatRatePair(Math.fround(0.004), 0.004)).toEqual(['0.004', '0.004']);
  });
  it('takes rates that are missing or not finite', () => {
    expect(formatRatePair(NaN, null)).toEqual(['NaN', '–']);
  });
});

describe('formatTicks', () => {
  it('has the digits that tell neighbours apart', () => {
    expect(formatTicks([0.00398, 0.00399, 0.004])).toEqual(['0.00398', '0.00399', '0.004']);
  });
  it('keeps one notation on an axis', () => {
    expect(formatTicks([0.0009, 0.00095, 0.001])).toEqual(['0.0009', '0.00095', '0.001']);
  });
  it('writes powers for small rates', () => {
    expect(formatTicks([0, 5e-6, 1e-5, 1.5e-5])).toEqual(['0', '5e-6', '1e-5', '1.5e-5']);
  });
  it('takes a single mark, and none', () => {
    expect(formatTicks([0.004])).toEqual(['0.004']);
    expect(formatTicks([])).toEqual([]);
  });
});

describe('formatError', () => {
  it.each([
    [15, '+1,500 %'],
    [-0.0064, '-0.64 %'],
    [0, '0 %'],
    [20.5, 'over +2,000 %'],
    [-81, 'over -2,000 %'],
    [Infinity, 'infinite'],
    [null, '–'],
  ])('%s is %s', (fraction, text) => expect(formatError(fraction)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [11.142, '1,114 %'],
    [0.0064, '0.64 %'],
    [0.94, '94 %'],
    [-0.5, '-50 %'],
    [0, '0 %'],
    [3e-7, 'below 0.0001 %'],
    [Infinity, 'infinite'],
    [NaN, 'not a number'],
    [null, '–'],
  ])('%s is %s', (fraction, text) => expect(formatPercent(fraction)).toBe(text));
});

it('separates the thousands of steps', () => {
  expect([formatStep(0), formatStep(800720), formatStep(null)]).toEqual(['0', '800,720', '–']);
});

it('counts in the right number', () => {
  expect([formatCount(1, 'error'), formatCount(1200, 'error'), formatCount(0, 'ok', 'ok')]).toEqual([
    '1 error',
    '1,200 errors',
    '0 ok',
  ]);
});

describe('formatDuration', () => {
  it.each([
    [20, 'less than a minute'],
    [840, 'about 14 min'],
    [58000, 'about 16 h'],
    [4 * 86400, 'about 4 days'],
    [1e9, 'about 32 years'],
    [NaN, null],
    [-5, null],
    [null, null],
  ])('%s s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

it('says how long ago', () => {
  expect([formatAgo(-500), formatAgo(3100), formatAgo(125_000), formatAgo(7_300_000)]).toEqual([
    '0 s ago',
    '3 s ago',
    '2 min ago',
    '2 h ago',
  ]);
});

it('writes the time of day with two digits each', () => {
  expect(formatClock(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('03:04:05');
});
