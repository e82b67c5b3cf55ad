import { describe, expect, it, vi } from 'vitest';
import { decodeDiagnoses } from '../src/api/decode';
import type { Row } from '../src/api/types';
import { countRows, isGroup, listRows, prepareSorting } from '../src/state/list';
import { DEFAULT_VIEW, type View } from '../src/state/view';
import { DIAGNOSES, row } from './answers';

const rows = decode([
  { ...row('ssd/train', 'error'), verdict: 'frozen', last_value: 0.5, schedule_text: 'halved' },
  { ...row('bert-10', 'warning'), last_step: 7, last_value: 'NaN' },
  { ...row('bert-2', 'warning'), last_step: null, last_value: 0.25, schedule_text: 'halved' },
  { ...row('SSD/eval', 'ok'), warnings: ['hidden_time_decay'] },
]);

function decode(series: Record<string, unknown>[]): Row[] {
  return decodeDiagnoses({ ...DIAGNOSES, series }).series;
}

function list(view: Partial<View>, hostFilter = '', collapsed: string[] = []) {
  return listRows(rows, { ...DEFAULT_VIEW, ...view }, hostFilter, new Set(collapsed));
}

function runs(view: Partial<View>, hostFilter = ''): string[] {
  return list(view, hostFilter).items.map((item) => (isGroup(item) ? `[${item.name}]` : item.run));
}

describe('filters', () => {
  it('shows everything at first', () => expect(runs({})).toHaveLength(4));
  it('looks in run and tag, whatever the case', () => {
    expect(runs({ text: 'ssd' })).toEqual(['ssd/train', 'SSD/eval']);
    expect(runs({ text: '^bert-2 lr$' })).toEqual(['bert-2']);
  });
  it('looks in the words of verdict, headline, schedule and warnings', () => {
    expect(runs({ text: 'frozen' })).toEqual(['ssd/train']);
    expect(runs({ text: 'about bert' })).toEqual(['bert-10', 'bert-2']);
    expect(runs({ text: 'halved' })).toEqual(['ssd/train', 'bert-2']);
    expect(runs({ text: 'hidden time' })).toEqual(['SSD/eval']);
  });
  it('shows those with warnings only', () => {
    expect(runs({ onlyWarned: true })).toEqual(['SSD/eval']);
    expect(countRows(rows).warned).toBe(1);
  });
  it('shows any of the chosen severities and verdicts', () => {
    expect(runs({ severities: new Set(['ok', 'error']) })).toEqual(['ssd/train', 'SSD/eval']);
    expect(runs({ text: 'ssd', severities: new Set(['ok']) })).toEqual(['SSD/eval']);
    expect(runs({ verdicts: new Set(['frozen']) })).toEqual(['ssd/train']);
  });
  it('filters nothing by what is no regular expression, and says why', () => {
    const { count, error } = list({ text: '(' });
    expect(count).toBe(4);
    expect(error).toContain('Unterminated group');
  });
  it('takes over the filter of runs of TensorBoard, unless told not to', () => {
    expect(runs({}, 'eval|2')).toEqual(['bert-2', 'SSD/eval']);
    expect(runs({ usesHostFilter: false }, 'eval')).toHaveLength(4);
    expect(runs({}, 'lr')).toEqual([]);
    expect(runs({}, '(')).toHaveLength(4);
  });
});

describe('sorting', () => {
  const sort = (column: View['sort']['column'], isDescending = false): string[] =>
    runs({ sort: { column, isDescending } });

  it('counts in names as people do', () => {
    expect(sort('run')).toEqual(['bert-2', 'bert-10', 'SSD/eval', 'ssd/train']);
    expect(sort('run', true)).toEqual(['ssd/train', 'SSD/eval', 'bert-10', 'bert-2']);
  });
  it('puts what is missing last either way', () => {
    expect(sort('step')).toEqual(['bert-10', 'ssd/train', 'SSD/eval', 'bert-2']);
    expect(sort('step', true)).toEqual(['ssd/train', 'SSD/eval', 'bert-10', 'bert-2']);
    expect(sort('logged')[3]).toBe('bert-10');
    expect(sort('logged', true)).toEqual(['ssd/train', 'bert-2', 'SSD/eval', 'bert-10']);
  });
  it('puts the most warnings first', () => expect(sort('warnings')[0]).toBe('SSD/eval'));
  it('turns the order of the server round', () => {
    expect(sort('worst', true)[0]).toBe('SSD/eval');
    expect(rows[0]?.run).toBe('ssd/train');
  });
});

describe('groups', () => {
  it('stand in the order of their worst series', () => {
    expect(runs({ grouping: 'schedule' })).toEqual([
      '[halved]',
      'ssd/train',
      'bert-2',
      '[no schedule known]',
      'bert-10',
      'SSD/eval',
    ]);
  });
  it('tell their worst severity, and close', () => {
    const { items, count } = list({ grouping: 'verdict' }, '', ['verdict on schedule']);
    expect(items.map((item) => isGroup(item) && [item.name, item.standing, item.rows.length])).toEqual([
      // A series that is alone has no heading.
      false,
      ['on schedule', 'warning', 3],
    ]);
    expect(count).toBe(4);
  });
});

it('never counts a series as ok whose optimizer trains at another rate', () => {
  const [hidden] = decode([{ ...row('a', 'ok'), standing: 'warning', applied_value: 1e-9 }]);
  expect(countRows([hidden!]).severities.get('ok')).toBe(0);
});

it('sums a group up', () => {
  const stuck = { ...row('c', 'error'), verdict: 'stuck_at_initial' };
  const sweep = decode([row('a', 'ok'), stuck, { ...stuck, run: 'd' }, row('b', 'ok'), row('e', 'unknown')]);
  const { items, groups, members } = listRows(
    sweep,
    { ...DEFAULT_VIEW, grouping: 'schedule' },
    '',
    new Set(),
  );
  expect(isGroup(items[0]!) && items[0].summary).toBe('2 ok, 2 stuck at initial, 1 unknown');
  expect([groups.length, members.size]).toEqual([1, 5]);
});

it('counts severities and verdicts', () => {
  expect(Object.fromEntries(countRows(rows).severities)).toEqual({
    error: 1,
    warning: 2,
    notice: 0,
    ok: 1,
    unknown: 0,
  });
  expect([...countRows(rows).verdicts]).toEqual([
    ['frozen', 1],
    ['on_schedule', 3],
  ]);
});

describe('prepareSorting', () => {
  it('comes to every row, a part at a time', () => {
    vi.useFakeTimers();
    const seen: number[] = [];
    const many = Array.from({ length: 1200 }, (_, index) => ({
      ...rows[0]!,
      get run() {
        seen.push(index);
        return `run-${index}`;
      },
    }));
    prepareSorting(many);
    expect(seen.length).toBeLessThan(many.length);
    vi.runAllTimers();
    expect([...new Set(seen)]).toEqual(many.map((_, index) => index));
    vi.useRealTimers();
  });
});
