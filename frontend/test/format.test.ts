import { describe, expect, it } from 'vitest';
import cases from '../../tests/support/number_cases.json';
import {
  formatCount,
  formatError,
  formatErrorOf,
  formatPercent,
  formatRate,
  formatRatePair,
  formatSignedError,
  formatStep,
  formatTicks,
} from '../src/format/number';
import { formatAgo, formatClock } from '../src/format/time';

describe('the rules of the server', () => {
  it.each(cases.format_rate)('$value is the rate $text', ({ value, digits, text }) =>
    expect(formatRate(Number(value), digits)).toBe(text),
  );
  it.each(cases.format_step)('$value is the step $text', ({ value, text }) =>
    expect(formatStep(value)).toBe(text),
  );
  it.each(cases.format_percent)('$value is $text', ({ value, text }) =>
    expect(formatPercent(Number(value))).toBe(text),
  );
  it.each(cases.format_error)('$value is the error $text', ({ value, text }) =>
    expect(formatError(Number(value))).toBe(text),
  );
  it('round a tie to the even digit', () => {
    expect([0.5 ** 10, 3 * 0.5 ** 11, 0.5 ** 10 + 1e-17].map((rate) => formatRate(rate))).toEqual([
      '0.000976562',
      '0.00146484',
      '0.000976563',
    ]);
    expect([2.5, 3.5, -2.5].map((rate) => formatRate(rate, 1))).toEqual(['2', '4', '-2']);
  });
});

it('has a dash for what is not there', () => {
  expect([formatRate(null), formatStep(null), formatSignedError(null)]).toEqual(['–', '–', '–']);
});

describe('formatRatePair', () => {
  it('adds digits until rates that differ look different', () => {
    expect(formatRatePair(0.004, 0.004004)).toEqual(['0.004', '0.004004']);
    expect(formatRatePair(0.00123456, 0.0025)).toEqual(['0.00123', '0.0025']);
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
    expect(formatTicks([0.00009, 0.000095, 0.0001])).toEqual(['0.00009', '0.000095', '0.0001']);
  });
  it('writes powers for small rates', () => {
    expect(formatTicks([0, 5e-6, 1e-5, 1.5e-5])).toEqual(['0', '5e-6', '1e-5', '1.5e-5']);
  });
  it('takes a single mark, and none', () => {
    expect(formatTicks([0.004])).toEqual(['0.004']);
    expect(formatTicks([])).toEqual([]);
  });
});

describe('formatSignedError', () => {
  it.each([
    [15, '+1,500 %'],
    [-0.0064, '-0.64 %'],
    [0, '0 %'],
    [-1e-9, 'below 0.0001 %'],
    [20.5, 'over +2,000 %'],
    [-81, 'over -2,000 %'],
    [NaN, 'NaN %'],
  ])('%s is %s', (error, text) => expect(formatSignedError(error)).toBe(text));
});

it('counts in the right number', () => {
  expect([formatCount(1, 'error'), formatCount(1200, 'error'), formatCount(0, 'ok', 'ok')]).toEqual([
    '1 error',
    '1,200 errors',
    '0 ok',
  ]);
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

describe('formatErrorOf', () => {
  it.each([
    [0, 1e-7, -1, '-100 %'],
    [0.0099, 0.01, -0.01, '-1 %'],
    [0.033, 0.001, 20, '33 times too high'],
    [0.1, 1e-9, 100, 'more than a million times too high'],
    [0.1, 0, 100, 'over +2,000 %'],
    [0.1, null, null, '–'],
  ])('agrees with the two rates %s and %s', (logged, expected, error, text) => {
    expect(formatErrorOf(logged, expected, error)).toBe(text);
  });
});
