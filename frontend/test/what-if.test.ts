import type { Diagnosis } from '../src/api/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from '../src/api/client';
import { decodePreview } from '../src/api/decode';
import { parseField, parseNumber, parseSteps, showValue } from '../src/state/field';
import { Store } from '../src/state/store';
import { DEFAULT_VIEW } from '../src/state/view';
import {
  END,
  fieldOf,
  followWhatIf,
  questionOf,
  withValue,
  sliderPlace,
  sliderValue,
  SHAPE,
} from '../src/state/what-if';
import { shapeOf } from '../src/state/shapes';
import { DIAGNOSES, series } from './answers';

const SCHEDULE = {
  kind: 'join',
  schedules: [
    { kind: 'polynomial', end_value: 0.01, transition_steps: 100 },
    { kind: 'piecewise_constant', boundaries: [100, 200], values: [0.01, 0.001, 1e-4] },
  ],
  boundaries: [100],
};
const WARMUP = ['boundaries', 0];
const RATE = ['schedules', 0, 'end_value'];
const SECOND = ['schedules', 1, 'boundaries', 1];
const PREVIEW = {
  schedule: SCHEDULE,
  schedule_text: 'words',
  schedule_formula: 'lr(s)',
  curve: { step: [0, 400], value: [0.01, 1e-4], interpolation: 'linear' },
  rate_at_end: { step: 400, value: 1e-4 },
  configuration: 'text',
  configuration_syntax: 'pipeline_config',
  settings: [],
  parameters: [
    { path: RATE, label: 'peak', value: 0.01, kind: 'number', also: [['schedules', 1, 'values', 0]] },
    {
      path: WARMUP,
      label: 'steps',
      value: 100,
      kind: 'integer',
      also: [['schedules', 0, 'transition_steps']],
    },
    { path: SECOND, label: 'step of change 2', value: 200, kind: 'integer', also: [] },
  ],
  warnings: [],
};

describe('a field', () => {
  it.each([
    ['0.004', 0.004],
    [' 1e-4 ', 1e-4],
    ['1E+2', 100],
    ['.5', 0.5],
    ['5.', 5],
    ['-2', -2],
    ['800_720', 800_720],
    ['800 720', 800_720],
    ['800,720', 800_720],
    ['1,000,000', 1_000_000],
    ['800k', 800_000],
    ['1.5 M', 1_500_000],
    ['95 %', 0.95],
    ['57%', 0.57],
    ['0.30000000000000004', 0.30000000000000004],
  ])('reads "%s"', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(['', 'x', '0,004', '0,5', '1,00', '5m', '1e', '0x10', 'Infinity', 'NaN', '1_', '--1', '1 2 x'])(
    'takes "%s" for no number',
    (text) => expect(parseNumber(text)).toBeNaN(),
  );

  it('says what is wrong with what was typed', () => {
    expect(parseField('0,5', 'number')).toContain('“0,5” is no number');
    expect(parseField('1e999', 'number')).toContain('is no number');
    expect(parseField('1.5', 'integer')).toBe('“1.5” is no whole number.');
    expect(parseField('1e3', 'integer')).toBe(1000);
    expect(parseSteps(' ')).toBeNull();
    expect(parseSteps('0')).toBe('A run has at least 1 step.');
    expect(parseSteps('100k')).toBe(100_000);
    expect(parseSteps('x')).toContain('is no number');
  });

  it('shows numbers of single precision as they were written', () => {
    expect([Math.fround(0.004), Math.fround(0.95), 0.1, 800_720, 0, true].map(showValue)).toEqual([
      '0.004',
      '0.95',
      '0.1',
      '800720',
      '0',
      'true',
    ]);
    for (const value of [Math.fround(0.0123456789), 1 / 3, 1e-7, 16_777_217]) {
      const read = Number(showValue(value));
      expect([read, Math.fround(read)]).toContain(value);
    }
  });
});

describe('an edit', () => {
  const base = decodePreview(PREVIEW);

  it('sets every place that means the same, in a copy', () => {
    const before = structuredClone(SCHEDULE);
    const { question, problems } = questionOf(base, { [fieldOf(WARMUP)]: '50', [fieldOf(RATE)]: '2e-2' });
    expect(problems).toEqual({});
    expect(question.schedule).toEqual({
      ...SCHEDULE,
      schedules: [
        { ...SCHEDULE.schedules[0], end_value: 0.02, transition_steps: 50 },
        { ...SCHEDULE.schedules[1], values: [0.02, 0.001, 1e-4] },
      ],
      boundaries: [50],
    });
    expect(SCHEDULE).toEqual(before);
  });
  it('of nothing, or of a field that is not there, leaves the schedule alone', () => {
    expect(questionOf(base, {}).question).toEqual({ schedule: null, settings: null, totalSteps: null });
    expect(questionOf(base, { [fieldOf(WARMUP)]: '', 'gone.0': '3' }).question.schedule).toBeNull();
    expect(withValue(SCHEDULE, [['x', 'y'], ['kind', 0], []], 1)).toEqual(SCHEDULE);
    expect(questionOf({ ...base, schedule: null }, { [fieldOf(WARMUP)]: '5' }).question.schedule).toBeNull();
  });
  it('reaches the switches and the end of the run', () => {
    const json = {
      ...PREVIEW,
      schedule: { kind: 'exponential', staircase: true },
      parameters: [{ path: ['staircase'], label: 'staircase', value: true, kind: 'boolean', also: [] }],
    };
    const { question } = questionOf(decodePreview(json), { staircase: 'false', [END]: '2k' });
    expect(question.schedule).toEqual({ kind: 'exponential', staircase: false });
    expect(question.totalSteps).toBe(2000);
  });
  it('of a setting is told by the name that the framework gives it', () => {
    const settings = [
      { name: 'learning_rate', value: 0.01, kind: 'number', is_total: false },
      { name: 'max_steps', value: 400, kind: 'integer', is_total: true },
    ];
    const asked = questionOf(decodePreview({ ...PREVIEW, settings }), { learning_rate: '2e-2', [END]: '7' });
    expect(asked.question).toEqual({ schedule: null, settings: { learning_rate: 0.02 }, totalSteps: null });
    const wrong = questionOf(decodePreview({ ...PREVIEW, settings }), { max_steps: '1.5' });
    expect(Object.keys(wrong.problems)).toEqual(['max_steps']);
  });
  it('that cannot be read is told by its field', () => {
    const { problems } = questionOf(base, { [fieldOf(SECOND)]: '1.5', [END]: '-1' });
    expect(Object.keys(problems)).toEqual([fieldOf(SECOND), END]);
  });
});

describe('followWhatIf', () => {
  let asked: URLSearchParams[];
  let answer: (query: URLSearchParams) => unknown;
  let store: Store;
  let diagnosis: Record<string, unknown>;
  const refusals = { error: 'the boundaries must be strictly increasing' };

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    diagnosis = { schedule: SCHEDULE };
    answer = (query) => {
      const end = { step: Number(query.get('total_steps') ?? 400), value: query.has('schedule') ? 2 : 1 };
      return { ...PREVIEW, rate_at_end: end };
    };
    const client = new Client(async (url, init) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost/');
      if (pathname === '/diagnoses') return Response.json(DIAGNOSES);
      if (pathname === '/series') return Response.json(series(searchParams.get('run')!, diagnosis));
      asked.push(searchParams);
      const body = await answer(searchParams);
      if (init.signal?.aborted) throw new DOMException('', 'AbortError');
      return Response.json(body, { status: body === refusals ? 400 : 200 });
    });
    store = new Store(client, DEFAULT_VIEW);
    followWhatIf(store, client);
  });
  afterEach(() => void vi.useRealTimers());

  const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
  const write = (field: string, text: string) =>
    store.change({ whatIf: { ...store.state.view.whatIf, [field]: text } });
  async function open(run = 'b'): Promise<void> {
    await store.refresh();
    store.select({ run, tag: 'lr' });
    await wait(0);
    store.setWhatIf({ isOpen: true });
    await wait(1);
  }

  it('asks nothing before it is opened, and for the start then', async () => {
    await store.refresh();
    store.select({ run: 'b', tag: 'lr' });
    await wait(1000);
    expect(asked).toEqual([]);
    store.setWhatIf({ isOpen: true });
    await wait(1);
    expect(asked).toHaveLength(1);
    expect(store.state.whatIf.base?.parameters).toHaveLength(3);
    expect(store.state.preview).toBeNull();
  });

  it('asks once, when the typing rests', async () => {
    await open();
    for (const text of ['3', '30', '300']) {
      write(fieldOf(SECOND), text);
      await wait(100);
    }
    expect(asked).toHaveLength(1);
    await wait(60);
    expect(asked).toHaveLength(2);
    expect(JSON.parse(asked[1]!.get('schedule')!).schedules[1].boundaries).toEqual([100, 300]);
    expect(store.state.preview).toEqual(PREVIEW.curve);
  });

  it('drops the answer that was overtaken', async () => {
    await open();
    const waiting: ((value: unknown) => void)[] = [];
    answer = () => new Promise((resolve) => waiting.push(resolve));
    write(fieldOf(SECOND), '300');
    await wait(200);
    write(fieldOf(SECOND), '301');
    await wait(200);
    const told = (text: string) => ({ ...PREVIEW, schedule_text: text });
    waiting[1]!(told('second'));
    await wait(0);
    waiting[0]!(told('first'));
    await wait(0);
    expect(store.state.whatIf.edited?.schedule_text).toBe('second');
  });

  it('keeps the last good curve beside a sentence, and forgets both on a reset', async () => {
    await open();
    write(fieldOf(SECOND), '300');
    await wait(200);
    const good = store.state.preview;
    write(fieldOf(SECOND), '3x');
    await wait(200);
    expect(asked).toHaveLength(2);
    expect(store.state.whatIf.problems[fieldOf(SECOND)]).toContain('is no number');
    expect(store.state.preview).toBe(good);
    answer = () => refusals;
    write(fieldOf(SECOND), '3');
    await wait(200);
    expect(store.state.whatIf.problems).toEqual({ [fieldOf(SECOND)]: refusals.error });
    expect(store.state.preview).toBe(good);
    store.change({ whatIf: {} });
    await wait(200);
    expect(store.state.whatIf).toMatchObject({ edited: null, problems: {} });
    expect(store.state.preview).toBeNull();
  });

  it('compares at the same end of the run', async () => {
    await open();
    write(END, '900');
    await wait(200);
    expect(store.state.whatIf.baseToEnd?.rate_at_end).toEqual({ step: 900, value: 1 });
    write(fieldOf(SECOND), '300');
    await wait(200);
    expect(store.state.whatIf.edited?.rate_at_end).toEqual({ step: 900, value: 2 });
    expect(store.state.whatIf.base?.rate_at_end?.step).toBe(400);
    // The expected curve is drawn as far as the edited one, and only while there is one.
    expect(store.state.drawn?.curve).toEqual(PREVIEW.curve);
    store.change({ whatIf: {} });
    await wait(200);
    expect(store.state.drawn).toBe(store.state.diagnosis);
  });

  it('restores the edits of a link without being opened', async () => {
    await store.refresh();
    const selected = { run: 'b', tag: 'lr' };
    store.show({ ...DEFAULT_VIEW, selected, whatIf: { [fieldOf(SECOND)]: '300' } });
    await wait(200);
    expect(store.state.whatIf.isOpen).toBe(true);
    expect(store.state.preview).not.toBeNull();
  });

  it('forgets edits and answers with another series, and stays open', async () => {
    await open();
    write(fieldOf(SECOND), '300');
    await wait(200);
    store.select({ run: 'a', tag: 'lr' });
    expect(store.state.view.whatIf).toEqual({});
    expect(store.state).toMatchObject({ preview: null, whatIf: { isOpen: true, base: null } });
    await wait(200);
    expect(store.state.whatIf.base).not.toBeNull();
    expect(asked.at(-1)!.get('run')).toBe('a');
  });

  it('starts from what the points follow where nothing is configured', async () => {
    diagnosis = { schedule: null, inferred: { text: 'x', schedule: SCHEDULE, residual: 0 } };
    await open();
    expect(JSON.parse(asked[0]!.get('schedule')!)).toEqual(SCHEDULE);
  });

  it('starts from a usual schedule with the numbers of the points, and compares with the own one', async () => {
    await open();
    store.change({ whatIf: { [SHAPE]: 'cosine' } });
    await wait(200);
    const shapes = asked.map((question) => JSON.parse(question.get('schedule') ?? 'null'));
    expect(shapes.slice(1).map((shape) => shape?.kind)).toEqual(['cosine', undefined, 'cosine']);
    expect(store.state.preview).not.toBeNull();
    // What nobody knows is no shape.
    store.change({ whatIf: { [SHAPE]: 'toString' } });
    await wait(200);
    expect(store.state.preview).toBeNull();
  });

  it('says so when the server is gone', async () => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };
    await open();
    expect(store.state.whatIf.problems).toEqual({ '': 'TensorBoard does not answer.' });
  });
});

describe('a usual schedule', () => {
  const shown = (step: number[], value: number[]): Diagnosis =>
    ({ points: { step, value }, steps: { last: step.at(-1) } }) as unknown as Diagnosis;

  it('has the peak, the last rate and the last step of the points', () => {
    const falling = shown([0, 50, 100], [0.1, 0.05, 0.001]);
    expect(shapeOf('linear', falling)).toMatchObject({
      init_value: 0.1,
      end_value: 0.001,
      transition_steps: 100,
    });
    expect(shapeOf('exponential', falling)).toMatchObject({ decay_rate: 0.01, transition_steps: 100 });
    expect(shapeOf('steps', shown([0, 300], [0.1, 0.1]))).toMatchObject({
      decay_rate: 0.1,
      transition_steps: 100,
      staircase: true,
    });
    expect(shapeOf('constant', shown([0], [NaN]))).toEqual({ kind: 'constant', value: 0.001 });
  });

  it('has a warm-up up to the peak, or over a tenth of the steps', () => {
    expect(shapeOf('warm-up, cosine', shown([0, 20, 100], [0, 0.1, 0]))).toMatchObject({
      boundaries: [20],
      schedules: [{ init_value: 0, end_value: 0.1 }, { decay_steps: 80 }],
    });
    expect(shapeOf('warm-up, linear', shown([0, 50, 100], [0.1, 0.05, 0]))).toMatchObject({
      boundaries: [10],
    });
    expect(shapeOf('warm-up, toString', shown([0], [0.1]))).toBeNull();
  });
});

describe('a slider', () => {
  it('goes from a tenth to ten times a value, and back to it', () => {
    expect(sliderValue(100, 0.004, 'number')).toBe(0.04);
    expect(sliderValue(-100, 0.004, 'number')).toBe(0.0004);
    expect(sliderValue(0, 800_720, 'integer')).toBe(800_720);
    expect(sliderValue(-100, 5, 'integer')).toBe(1);
    expect(sliderPlace(0.04, 0.004)).toBe(100);
    expect(sliderPlace(1, 0.004)).toBe(100);
    expect(sliderPlace(NaN, 0.004)).toBeNull();
  });
});
