import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from '../src/api/client';
import { decodeDiagnoses } from '../src/api/decode';
import type { Severity } from '../src/api/types';
import { countSeverities, filterRows } from '../src/state/filter';
import { Poller } from '../src/state/poller';
import { Store } from '../src/state/store';
import { DIAGNOSES, row, series, settle } from './answers';

const { rows } = decodeDiagnoses({
  ...DIAGNOSES,
  series: [row('ssd/train', 'error'), row('bert', 'warning'), row('SSD/eval', 'ok')],
});

describe('filterRows', () => {
  const runs = (text: string, ...severities: Severity[]): string[] =>
    filterRows(rows, { text, severities: new Set(severities) }).rows.map(({ run }) => run);

  it('shows everything at first', () => expect(runs('')).toHaveLength(3));
  it('looks in run and tag, whatever the case', () => {
    expect(runs('ssd')).toEqual(['ssd/train', 'SSD/eval']);
    expect(runs('^bert lr$')).toEqual(['bert']);
  });
  it('shows any of the chosen severities', () => {
    expect(runs('', 'ok', 'error')).toEqual(['ssd/train', 'SSD/eval']);
    expect(runs('ssd', 'ok')).toEqual(['SSD/eval']);
  });
  it('filters nothing by what is no regular expression, and says so', () => {
    const filtered = filterRows(rows, { text: '(', severities: new Set() });
    expect(filtered.rows).toHaveLength(3);
    expect(filtered.error).toContain('regular expression');
  });
});

it('counts the rows of every severity', () => {
  expect(countSeverities(rows)).toEqual({ error: 1, warning: 1, notice: 0, ok: 1, unknown: 0 });
});

describe('Store', () => {
  let list: Record<string, unknown>;
  let revision: number;
  let isGone: boolean;
  let asked: string[];
  let store: Store;

  beforeEach(() => {
    list = DIAGNOSES;
    revision = 1;
    isGone = false;
    asked = [];
    store = new Store(
      new Client(async (url, init) => {
        asked.push(url);
        if (isGone) throw new TypeError('Failed to fetch');
        const etag = `"${revision}"`;
        if (new Headers(init.headers).get('If-None-Match') === etag)
          return new Response(null, { status: 304 });
        const run = new URL(url, 'http://localhost/').searchParams.get('run');
        return new Response(JSON.stringify(run === null ? list : series(run)), { headers: { ETag: etag } });
      }),
      () => 1000,
    );
  });

  it('selects the first row and reads it', async () => {
    await store.refresh();
    expect(store.state.selected?.run).toBe('b');
    expect(store.state.diagnosis?.run).toBe('b');
    expect(store.state.updatedAt).toBe(1000);
  });

  it('keeps the selection when the order changes', async () => {
    await store.refresh();
    list = { ...DIAGNOSES, series: [row('z', 'error'), row('a', 'error'), row('b', 'ok')] };
    revision = 2;
    await store.refresh();
    expect(store.state.selected?.run).toBe('b');
    expect(store.state.selected?.severity).toBe('ok');
  });

  it('selects the first row when the selected series is gone', async () => {
    await store.refresh();
    list = { ...DIAGNOSES, series: [row('z', 'error')] };
    revision = 2;
    await store.refresh();
    expect(store.state.diagnosis?.run).toBe('z');
  });

  it('reads the series again only when the list has changed', async () => {
    await store.refresh();
    await store.refresh();
    expect(asked).toEqual(['./diagnoses', './series?run=b&tag=lr', './diagnoses']);
    revision = 2;
    await store.refresh();
    expect(asked).toHaveLength(5);
  });

  it('keeps what it has when the server is gone, and recovers', async () => {
    await store.refresh();
    isGone = true;
    await store.refresh();
    expect(store.state.failure).toBe('TensorBoard does not answer.');
    expect(store.state.diagnosis?.run).toBe('b');
    isGone = false;
    await store.refresh();
    expect(store.state.failure).toBeNull();
  });

  it('asks again for a series that could not be read', async () => {
    await store.refresh();
    isGone = true;
    store.select(decodeDiagnoses(DIAGNOSES).rows[1]!);
    await settle();
    expect(store.state.diagnosisFailure).toBe('TensorBoard does not answer.');
    isGone = false;
    await store.refresh();
    expect(store.state.diagnosisFailure).toBeNull();
    expect(store.state.diagnosis?.run).toBe('a');
  });

  it('shows the series selected last, whichever answer comes last', async () => {
    await store.refresh();
    const [first, second] = decodeDiagnoses(DIAGNOSES).rows;
    store.select(second!);
    store.select(first!);
    await settle();
    expect(store.state.diagnosis?.run).toBe('b');
  });

  it('tells its listeners, until they leave', async () => {
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.toggleSeverity('ok');
    store.toggleSeverity('ok');
    expect(store.state.filter.severities.size).toBe(0);
    leave();
    store.setFilterText('x');
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('Poller', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs at once and then after every pause', async () => {
    const task = vi.fn(async () => {});
    new Poller(task, () => true, 5000).poke();
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(task).toHaveBeenCalledTimes(4);
  });

  it('rests while nobody can see the page', async () => {
    const task = vi.fn(async () => {});
    let visible = false;
    const poller = new Poller(task, () => visible, 5000);
    poller.poke();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(task).not.toHaveBeenCalled();
    visible = true;
    poller.poke();
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('never runs twice at a time, and forgets no wish', async () => {
    let finish = (): void => {};
    const task = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const poller = new Poller(task, () => true, 5000);
    poller.poke();
    poller.poke();
    poller.poke();
    expect(task).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(task).toHaveBeenCalledTimes(2);
  });
});
