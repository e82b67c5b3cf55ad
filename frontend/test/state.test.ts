import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from '../src/api/client';
import { Poller } from '../src/state/poller';
import { Store } from '../src/state/store';
import { DEFAULT_VIEW } from '../src/state/view';
import { DIAGNOSES, row, series, settle } from './answers';

describe('Store', () => {
  let list: Record<string, unknown>;
  let revision: number;
  let isGone: boolean;
  let asked: string[];
  let store: Store;
  let now: number;
  const names = { a: { run: 'a', tag: 'lr' }, b: { run: 'b', tag: 'lr' } };

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
      DEFAULT_VIEW,
      () => now,
    );
    now = 1000;
  });

  it('begins with the overview, and reads no series for it', async () => {
    await store.refresh();
    expect(store.state.view.selected).toBeNull();
    expect(store.state.list.count).toBe(2);
    expect(store.state.updatedAt).toBe(1000);
    expect(asked).toEqual(['./diagnoses']);
  });

  it('selects a series that is the only one', async () => {
    list = { ...DIAGNOSES, series: [row('z', 'error')] };
    await store.refresh();
    expect(store.state.diagnosis?.run).toBe('z');
    store.select(null);
    revision = 2;
    await store.refresh();
    expect(store.state.view.selected).toBeNull();
  });

  it('restores the selection of a link', async () => {
    store.show({ ...DEFAULT_VIEW, selected: names.a });
    await store.refresh();
    await settle();
    expect(store.state.diagnosis?.run).toBe('a');
  });

  it('keeps the selection when the order changes, and when the series is gone', async () => {
    await store.refresh();
    store.select(names.b);
    await settle();
    list = { ...DIAGNOSES, series: [row('z', 'error'), row('a', 'error'), row('b', 'ok')] };
    revision = 2;
    await store.refresh();
    expect(store.state.view.selected).toEqual(names.b);
    list = { ...DIAGNOSES, series: [row('z', 'error')] };
    revision = 3;
    await store.refresh();
    expect(store.state.view.selected).toEqual(names.b);
    expect(store.state.diagnosis?.run).toBe('b');
  });

  it('reads the selected series again only when the list has changed', async () => {
    await store.refresh();
    store.select(names.b);
    await settle();
    await store.refresh();
    expect(asked).toEqual(['./diagnoses', './series?run=b&tag=lr', './diagnoses']);
    revision = 2;
    await store.refresh();
    expect(asked).toHaveLength(5);
  });

  it('forgets the zoom of another series or another axis, and nothing else', async () => {
    await store.refresh();
    store.select(names.b);
    store.change({ zoom: { min: 1, max: 2 }, scale: 'log' });
    store.select(names.b);
    expect(store.state.view.zoom).toEqual({ min: 1, max: 2 });
    store.change({ axis: 'wall' });
    expect(store.state.view.zoom).toBeNull();
    store.change({ zoom: { min: 1, max: 2 } });
    store.select(names.a);
    expect(store.state.view).toMatchObject({ zoom: null, scale: 'log', axis: 'wall' });
  });

  it('keeps the zoom when new points come', async () => {
    await store.refresh();
    store.select(names.b);
    store.change({ zoom: { min: 1, max: 2 } });
    revision = 2;
    await store.refresh();
    expect(store.state.view.zoom).toEqual({ min: 1, max: 2 });
  });

  it('reads compared series, and does without those that are gone', async () => {
    await store.refresh();
    store.select(names.b);
    store.toggleCompared(names.a);
    await settle();
    expect(store.state.compared.map(({ run }) => run)).toEqual(['a']);
    store.toggleCompared(names.a);
    expect(store.state.compared).toEqual([]);
    expect(store.state.view.compared).toEqual([]);
  });

  it('notes the series that turn bad until they are looked at', async () => {
    await store.refresh();
    list = { ...DIAGNOSES, series: [row('a', 'error'), row('b', 'error'), row('new', 'error')] };
    revision = 2;
    await store.refresh();
    expect(store.state.turnedBad.map(({ run }) => run)).toEqual(['a']);
    store.select(names.a);
    expect(store.state.turnedBad).toEqual([]);
  });

  it('forgets a series that recovers', async () => {
    await store.refresh();
    list = { ...DIAGNOSES, series: [row('a', 'error')] };
    revision = 2;
    await store.refresh();
    list = { ...DIAGNOSES, series: [row('a', 'ok')] };
    revision = 3;
    await store.refresh();
    expect(store.state.turnedBad).toEqual([]);
  });

  it('takes the rows known so far while the server still reads', async () => {
    list = { ...DIAGNOSES, series: [row('a', 'ok')], reading: { done: 1, total: 2 } };
    await store.refresh();
    expect(store.state.diagnoses?.reading).toEqual({ done: 1, total: 2 });
    expect(store.isPartial).toBe(true);
    // The only row so far is not the only series.
    expect(store.state.view.selected).toBeNull();
    isGone = true;
    await store.refresh();
    expect(store.isPartial).toBe(false);
    isGone = false;
    list = { ...DIAGNOSES, reading: null };
    revision = 2;
    await store.refresh();
    expect(store.isPartial).toBe(false);
    expect(store.state.list.count).toBe(2);
    expect(store.state.turnedBad).toEqual([]);
  });

  it('selects the only series once it is known to be the only one', async () => {
    list = { ...DIAGNOSES, series: [row('a', 'ok')], reading: { done: 1, total: 1 } };
    await store.refresh();
    expect(store.state.view.selected).toBeNull();
    list = { ...DIAGNOSES, series: [row('a', 'ok')], reading: null };
    revision = 2;
    await store.refresh();
    expect(store.state.view.selected).toEqual(names.a);
  });

  it('keeps what it has when the server is gone, and recovers', async () => {
    await store.refresh();
    store.select(names.b);
    await settle();
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
    store.select(names.a);
    await settle();
    expect(store.state.diagnosisFailure).toBe('TensorBoard does not answer.');
    isGone = false;
    await store.refresh();
    expect(store.state.diagnosisFailure).toBeNull();
    expect(store.state.diagnosis?.run).toBe('a');
  });

  it('shows the series selected last, whichever answer comes last', async () => {
    await store.refresh();
    store.select(names.a);
    store.select(names.b);
    await settle();
    expect(store.state.diagnosis?.run).toBe('b');
  });

  it('tells its listeners, until they leave', async () => {
    const listener = vi.fn();
    const leave = store.subscribe(listener);
    store.toggle('severities', 'ok');
    store.toggle('severities', 'ok');
    expect(store.state.view.severities.size).toBe(0);
    leave();
    store.change({ text: 'x' });
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('Poller', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs at once and then after every pause', async () => {
    const task = vi.fn(async () => {});
    new Poller(
      task,
      () => true,
      () => 5000,
    ).poke();
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(task).toHaveBeenCalledTimes(4);
  });

  it('asks before every pause how long it is', async () => {
    const task = vi.fn(async () => {});
    let pause = 5000;
    new Poller(
      task,
      () => true,
      () => pause,
    ).poke();
    await vi.advanceTimersByTimeAsync(4999);
    pause = 2000;
    await vi.advanceTimersByTimeAsync(4001);
    expect(task).toHaveBeenCalledTimes(4);
  });

  it('rests while nobody can see the page', async () => {
    const task = vi.fn(async () => {});
    let visible = false;
    const poller = new Poller(
      task,
      () => visible,
      () => 5000,
    );
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
    const poller = new Poller(
      task,
      () => true,
      () => 5000,
    );
    poller.poke();
    poller.poke();
    poller.poke();
    expect(task).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(task).toHaveBeenCalledTimes(2);
  });
});
