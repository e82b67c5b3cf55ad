import { describe, expect, it } from 'vitest';
import { describePlace, describeProgress } from '../src/format/describe';
import { breakable, unbroken } from '../src/views/unbroken';
import { itemForKey, Places } from '../src/views/windowing';

describe('sentences and names', () => {
  /** What stands between bars is one thing: a number or code. */
  const told = (sentence: string): string =>
    unbroken(sentence)
      .map((part) => (typeof part === 'string' ? part : `${part.strings[0]}${String(part.values[0])}|`))
      .join('');

  it('keep numbers whole and show code as such', () => {
    expect(told('0.00604 where 3.05e-6 is due')).toBe(
      '<span class="number">0.00604| where <span class="number">3.05e-6| is due',
    );
    expect(told('Write `decay: 0.0` there')).toBe('Write <code>decay: 0.0| there');
  });
  it('go on in the next line between words alone', () => {
    const parts = breakable('train/learning_rate').filter((part) => typeof part === 'string');
    expect(parts).toEqual(['train/', 'learning_', 'rate']);
    expect(breakable('lr=0.003,b').filter((part) => typeof part === 'string')).toEqual([
      'lr=',
      '0.003,',
      'b',
    ]);
    expect(breakable('run')).toEqual(['run']);
  });
});

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
  it('tell how far the reading is', () => {
    expect(describeProgress({ done: 120, total: 1000 })).toBe('Still reading: 120 of 1,000 series…');
    expect(describeProgress({ done: 0, total: 0 })).toBe('Still looking for series…');
  });

  it('tell where a schedule stands', () => {
    const source = { kind: 'pipeline_config', where: 'pipeline.config' };
    expect(describePlace(source)).toBe('pipeline.config');
    expect(describePlace({ ...source, lines: [7, 7] })).toBe('pipeline.config, line 7');
    expect(describePlace({ ...source, lines: [141, 152] })).toBe('pipeline.config, lines 141–152');
  });
});
