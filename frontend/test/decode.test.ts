import { describe, expect, it } from 'vitest';
import { decodeDiagnoses, decodeDiagnosis } from '../src/api/decode';
import { ApiError } from '../src/api/error';
import { DIAGNOSES, row, series } from './answers';

describe('decodeDiagnoses', () => {
  it('reads rows in the order they are served', () => {
    const { rows, problems } = decodeDiagnoses(DIAGNOSES);
    expect(rows.map((item) => [item.run, item.severity, item.expectedValue])).toEqual([
      ['b', 'error', 0.0026],
      ['a', 'ok', 0.0026],
    ]);
    expect(problems).toEqual([{ where: 'pipeline.config', message: 'decay_steps is 0' }]);
  });

  it('decodes numbers that JSON has no form for, and leaves names alone', () => {
    const answer = { ...DIAGNOSES, series: [{ ...row('NaN', 'error'), last_value: 'NaN' }] };
    const [first] = decodeDiagnoses(answer).rows;
    expect(first?.run).toBe('NaN');
    expect(first?.lastValue).toBeNaN();
  });

  it('tells series apart whose names differ only in where the run ends', () => {
    const one = { ...row('a', 'ok'), tag: 'b/lr' };
    const other = { ...row('a/b', 'ok'), tag: 'lr' };
    const { rows } = decodeDiagnoses({ ...DIAGNOSES, series: [one, other] });
    expect(rows[0]?.key).not.toBe(rows[1]?.key);
  });

  it('shows a severity it does not know as unknown', () => {
    expect(decodeDiagnoses({ ...DIAGNOSES, series: [row('a', 'dire')] }).rows[0]?.severity).toBe('unknown');
  });

  it('refuses another version, and anything else', () => {
    expect(() => decodeDiagnoses({ ...DIAGNOSES, version: 2 })).toThrow('Reload the page');
    expect(() => decodeDiagnoses([])).toThrow(ApiError);
    expect(() => decodeDiagnoses(null)).toThrow(ApiError);
  });
});

describe('decodeDiagnosis', () => {
  it('reads the columns, with numbers that are not finite', () => {
    const points = { step: [0, 1, 2], wall_time: [7, 8, 9], value: [0.1, 'NaN', '-Infinity'] };
    expect(decodeDiagnosis(series('a', { points })).points).toEqual({
      step: [0, 1, 2],
      value: [0.1, NaN, -Infinity],
      expected: null,
      wallTime: [7, 8, 9],
    });
  });

  it('cuts columns to one length', () => {
    const points = { step: [0, 1, 2], value: [0.1] };
    expect(decodeDiagnosis(series('a', { points })).points).toMatchObject({ step: [0], value: [0.1] });
  });

  it('takes what may be null or missing', () => {
    const absent = { next_change: null, source: null, curve: null, fix: null, evidence: undefined };
    const diagnosis = decodeDiagnosis(series('a', absent));
    expect(diagnosis.nextChange).toBeNull();
    expect(diagnosis.source).toBeNull();
    expect(diagnosis.curve).toBeNull();
    expect(diagnosis.evidence.onsetStep).toBeNull();
    expect(diagnosis.evidence.restartSteps).toEqual([]);
  });

  it('takes a source without lines and text', () => {
    expect(decodeDiagnosis(series('a')).source).toEqual({
      kind: 'metadata',
      where: 'metadata',
      lines: [],
      text: null,
    });
  });

  it('refuses an answer without points', () => {
    expect(() => decodeDiagnosis({ run: 'a' })).toThrow(ApiError);
  });
});
