import { describe, expect, it } from 'vitest';
import { decodeDiagnoses, decodeDiagnosis } from '../src/api/decode';
import { ApiError } from '../src/api/error';
import { DIAGNOSES, row, series } from './answers';

describe('decodeDiagnoses', () => {
  it('reads rows in the order they are served', () => {
    const { series, problems } = decodeDiagnoses(DIAGNOSES);
    expect(series.map((item) => [item.run, item.severity, item.expected_value])).toEqual([
      ['b', 'error', 0.0026],
      ['a', 'ok', 0.0026],
    ]);
    expect(problems).toEqual([{ where: 'pipeline.config', message: 'decay_steps is 0' }]);
  });

  it('decodes numbers that JSON has no form for, and leaves names alone', () => {
    const answer = { ...DIAGNOSES, series: [{ ...row('NaN', 'error'), last_value: 'NaN' }] };
    const [first] = decodeDiagnoses(answer).series;
    expect(first?.run).toBe('NaN');
    expect(first?.last_value).toBeNaN();
  });

  it('tells series apart whose names differ only in where the run ends', () => {
    const one = { ...row('a', 'ok'), tag: 'b/lr' };
    const other = { ...row('a/b', 'ok'), tag: 'lr' };
    const { series } = decodeDiagnoses({ ...DIAGNOSES, series: [one, other] });
    expect(series[0]?.key).not.toBe(series[1]?.key);
  });

  it('refuses another version, and anything else', () => {
    expect(() => decodeDiagnoses({ ...DIAGNOSES, version: 2 })).toThrow('Reload the page');
    expect(() => decodeDiagnoses([])).toThrow(ApiError);
    expect(() => decodeDiagnoses(null)).toThrow(ApiError);
  });
});

describe('decodeDiagnosis', () => {
  it('decodes numbers that are not finite wherever there are any', () => {
    const points = {
      step: [0, 1],
      wall_time: [7, 8],
      value: ['NaN', '-Infinity'],
      expected: null,
      error: null,
    };
    const inferred = {
      text: 'x',
      schedule: { kind: 'constant', value: 'NaN' },
      schedule_text: 'x',
      residual: 'Infinity',
    };
    const served = series('NaN', { points, inferred, logged: { first: 'NaN', last: '-Infinity' } });
    const decoded = decodeDiagnosis({
      ...served,
      headline: 'NaN',
      explained: { step: [0], value: ['Infinity'] },
    });
    expect(decoded.points).toEqual({ ...points, value: [NaN, -Infinity] });
    expect(decoded.logged).toEqual({ first: NaN, last: -Infinity });
    expect(decoded.explained?.value).toEqual([Infinity]);
    expect(decoded.inferred?.residual).toBe(Infinity);
    // Names stay names, and a schedule may go back to the server.
    expect([decoded.run, decoded.headline]).toEqual(['NaN', 'NaN']);
    expect(decoded.inferred?.schedule).toEqual({ kind: 'constant', value: 'NaN' });
  });

  it('leaves everything else as it came', () => {
    const { key, ...rest } = decodeDiagnosis(series('a'));
    expect(rest).toEqual(series('a'));
    expect(key).toBe('a\0lr');
  });

  it('refuses an answer without points', () => {
    expect(() => decodeDiagnosis({ run: 'a' })).toThrow(ApiError);
    expect(() => decodeDiagnosis(null)).toThrow(ApiError);
  });
});
