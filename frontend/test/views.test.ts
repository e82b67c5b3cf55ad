import { describe, expect, it } from 'vitest';
import { decodeDiagnosis } from '../src/api/decode';
import {
  describeMeasures,
  describeNextChange,
  describePlace,
  describeProgress,
  evidenceRows,
} from '../src/format/describe';
import { itemForKey, Places } from '../src/views/windowing';
import { series } from './answers';

describe('Places', () => {
  const even = new Places(10_000, () => 50);

  it('holds few items, whatever the length of the list', () => {
    const { start, end } = even.window(50 * 5000, 560);
    expect(start).toBeLessThanOrEqual(5000);
    expect(end).toBeGreaterThanOrEqual(5012);
    expect(end - start).toBeLessThan(45);
  });
  it('stays within the list', () => {
    expect(new Places(3, () => 50).window(0, 560)).toEqual({ start: 0, end: 3 });
    expect(even.window(99_999_999, 560).end).toBe(10_000);
    expect(new Places(0, () => 50).window(0, 560)).toEqual({ start: 0, end: 0 });
  });
  it('knows items of several heights', () => {
    const places = new Places(4, (index) => [30, 50, 50, 30][index]!);
    expect(places.height).toBe(160);
    expect([0, 29, 30, 79, 80, 130, 999].map((y) => places.at(y))).toEqual([0, 0, 1, 1, 2, 3, 3]);
  });
  it('scrolls no further than it takes', () => {
    expect(even.scrollTopFor(0, 120, 200)).toBe(0);
    expect(even.scrollTopFor(4, 120, 200)).toBe(120);
    expect(even.scrollTopFor(6, 120, 200)).toBe(150);
  });
});

describe('itemForKey', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['PageDown', 3, 8],
    ['PageUp', 3, 0],
    ['Home', 3, 0],
    ['End', 3, 9],
    ['ArrowDown', 9, 9],
    ['ArrowDown', -1, 0],
    ['ArrowUp', -1, 0],
    ['a', 3, null],
  ])('%s leads from %i to %s', (key, current, target) => {
    expect(itemForKey(key, current, 10, 5)).toBe(target);
  });
  it('leads nowhere in an empty list', () => expect(itemForKey('End', -1, 0, 5)).toBeNull());
});

describe('descriptions', () => {
  const diagnosis = decodeDiagnosis(series('a'));

  it('tell the next change', () => {
    expect(describeNextChange(diagnosis)).toBe('step 200 (0.005 → 0.0025) in about 14 min');
    expect(describeNextChange({ ...diagnosis, nextChange: null })).toBeNull();
    const bare = { step: 200, value: null, etaSeconds: null };
    expect(describeNextChange({ ...diagnosis, nextChange: bare })).toBe('step 200');
  });

  it('tell how far the reading is', () => {
    expect(describeProgress({ done: 120, total: 1000 })).toBe('Still reading: 120 of 1,000 series…');
    expect(describeProgress({ done: 0, total: 0 })).toBe('Still looking for series…');
  });

  it('tell where a schedule stands', () => {
    const source = { kind: 'pipeline_config', where: 'pipeline.config', text: null };
    expect(describePlace({ ...source, lines: [] })).toBe('pipeline.config');
    expect(describePlace({ ...source, lines: [7, 7] })).toBe('pipeline.config, line 7');
    expect(describePlace({ ...source, lines: [141, 152] })).toBe('pipeline.config, lines 141–152');
  });

  it('tell what the logged number is', () => {
    expect(describeMeasures('schedule')).toContain('the optimizer may apply another rate');
  });

  it('leave out evidence that says nothing', () => {
    const names = (change: Record<string, unknown>): string[] =>
      evidenceRows(decodeDiagnosis(series('a', change))).map(([name]) => name);
    expect(names({})).toEqual([
      'Onset',
      'Now: logged / expected',
      'Largest relative error',
      'Points checked',
      'Next change',
    ]);
    const told = { step_offset: -3, time_scale: 4, value_scale: 1, restart_steps: [10, 20], variant: 'x' };
    expect(names({ evidence: told, next_change: null, expected: { first: null, last: null } })).toEqual([
      'Last logged',
      'Time scale',
      'Step offset',
      'Restarts at',
      'Follows instead',
      'Points checked',
    ]);
  });
});
