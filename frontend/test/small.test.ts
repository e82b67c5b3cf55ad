import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeDiagnoses, decodeDiagnosis, decodeSparklines } from '../src/api/decode';
import type { Row, SeriesName } from '../src/api/types';
import { composeImage, placeLegend, shorten } from '../src/chart/image';
import type { Palette } from '../src/chart/palette';
import { sparklinePaths } from '../src/chart/sparkline';
import { writeReport } from '../src/format/report';
import { fileName } from '../src/host/download';
import { badgeTitle } from '../src/host/title';
import { Sparklines } from '../src/state/sparklines';
import { DIAGNOSES, row, series } from './answers';

describe('composeImage', () => {
  it('draws the charts where nothing is left in the legend', async () => {
    const drawn: number[] = [];
    const pen = {
      scale() {},
      fillRect() {},
      fillText() {},
      measureText: () => ({ width: 0 }),
      drawImage: (...[, , top]: number[]) => drawn.push(top!),
    };
    const image = { getContext: () => pen, toBlob: (done: (blob: Blob) => void) => done(new Blob()) };
    vi.stubGlobal('document', { createElement: () => image });
    await composeImage(
      [{ width: 80, height: 40 } as HTMLCanvasElement],
      2,
      'run',
      'headline',
      [],
      {} as Palette,
    );
    vi.unstubAllGlobals();
    expect(drawn).toEqual([58]);
  });
  it('keeps both ends of a name that is too long', () => {
    const width = (text: string): number => Array.from(text).length;
    expect(shorten('project/run-17', 20, width)).toBe('project/run-17');
    expect(shorten('project/seed=17/train', 9, width)).toBe('proj…rain');
    expect(shorten('🚀🚀🚀🚀🚀', 3, width)).toBe('🚀…🚀');
  });
  it('breaks a long legend', () => {
    expect(placeLegend([100, 100, 100], 300).map(({ row }) => row)).toEqual([0, 0, 1]);
  });
});

describe('sparklinePaths', () => {
  it('draws both curves over one scale', () => {
    const paths = sparklinePaths({ step: [0, 10], logged: [1, 1], expected: [1, 0] }, 104, 24);
    expect(paths).toEqual({ logged: 'M2.0 2.0L102.0 2.0', expected: 'M2.0 2.0L102.0 22.0' });
  });
  it('runs a flat curve through the middle, whatever noise is in it', () => {
    const paths = sparklinePaths({ step: [0, 10], logged: [0.1, 0.10000000149], expected: [] }, 104, 24);
    expect(paths).toEqual({ logged: 'M2.0 12.0L102.0 12.0', expected: '' });
  });
  it('takes a logarithmic scale for values of many sizes', () => {
    const paths = sparklinePaths({ step: [0, 5, 10], logged: [1, 0.01, 0.0001], expected: [] }, 104, 24);
    expect(paths.logged).toBe('M2.0 2.0L52.0 12.0L102.0 22.0');
  });
  it('keeps the shape of a straight decay to next to nothing', () => {
    const paths = sparklinePaths({ step: [0, 5, 10], logged: [1, 0.5, 1e-9], expected: [] }, 104, 24);
    expect(paths.logged).toBe('M2.0 2.0L52.0 12.0L102.0 22.0');
  });
  it('leaves a gap where there is no number, and draws nothing of nothing', () => {
    const paths = sparklinePaths({ step: [0, 5, 10], logged: [1, NaN, 1], expected: [] }, 104, 24);
    expect(paths.logged).toBe('M2.0 12.0M102.0 12.0');
    expect(sparklinePaths({ step: [0], logged: [NaN], expected: [] }, 104, 24).logged).toBe('');
  });
});

describe('Sparklines', () => {
  const rows = decodeDiagnoses({ ...DIAGNOSES, series: [row('a', 'ok'), row('b', 'ok')] }).series;
  let asked: string[][];
  let isGone: boolean;
  let sparklines: Sparklines;

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    isGone = false;
    sparklines = new Sparklines(
      async (names: readonly SeriesName[]) => {
        asked.push(names.map(({ run }) => run));
        if (isGone) throw new Error('gone');
        return decodeSparklines({
          sparklines: names.map((name) => ({ ...name, step: [1], logged: [2], expected: [] })),
        });
      },
      () => {},
    );
  });
  afterEach(() => void vi.useRealTimers());

  const look = async (seen: readonly Row[]): Promise<void> => {
    sparklines.want(seen);
    await vi.advanceTimersByTimeAsync(100);
  };

  it('asks once for what can be seen, and again when the row has changed', async () => {
    await look(rows.slice(0, 1));
    await look(rows);
    await look(rows);
    expect(asked).toEqual([['a'], ['b']]);
    expect(sparklines.of(rows[0]!)?.logged).toEqual([2]);
    await look([{ ...rows[0]!, last_step: 401 }, rows[1]!]);
    expect(asked).toHaveLength(3);
  });
  it('asks for nothing that was only scrolled past', async () => {
    sparklines.want(rows.slice(0, 1));
    await look(rows.slice(1));
    expect(asked).toEqual([['b']]);
  });
  it('asks again when asking has failed, but not by itself', async () => {
    isGone = true;
    await look(rows);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(1);
    isGone = false;
    await look(rows);
    expect(sparklines.of(rows[1]!)).not.toBeNull();
  });
});

describe('writeReport', () => {
  it('tells all there is to tell', () => {
    const report = writeReport(
      decodeDiagnosis(
        series('ssd', {
          detail: 'All points are 0.01.',
          causes: ['first', 'second'],
          alternatives: ['or the other way'],
          fix: 'decay_steps: 1\n',
          source: { kind: 'pipeline_config', where: 'pipeline.config', lines: [3, 4], text: 'lr {\n}' },
          inferred: { text: 'constant', schedule_text: '0.01', residual: 0 },
          warnings: [{ id: 'x', text: 'beware' }],
        }),
      ),
    );
    for (const part of [
      '**Stuck**',
      'Run `ssd`, tag `lr`: stuck_at_initial (error)',
      '- from: step 50 on: logged 0.01, expected 0.005',
      '- next change: 0.0025 at step 200, in 100 steps, about 14 min',
      '2. second',
      '- or the other way',
      '```\ndecay_steps: 1\n```',
      'Read from pipeline.config, lines 3–4 (pipeline_config).',
      '- beware',
      'constant',
    ]) {
      expect(report).toContain(part);
    }
  });
  it('leaves out what is not there', () => {
    const report = writeReport(decodeDiagnosis(series('ssd', { schedule_text: '', source: null })));
    expect(report).not.toMatch(/null|undefined|Fix|Asked for|Likely/);
  });
});

it('names files so that every system takes them', () => {
  expect(fileName(['a/b: "c" 🚀', 'train\\lr'], 'csv')).toBe('a_b_c_train_lr.csv');
  expect(fileName(['x'.repeat(300)], 'png')).toHaveLength(124);
});

describe('badgeTitle', () => {
  it('counts in the title of the host, and takes the count away again', () => {
    const document = { title: 'TensorBoard' };
    const page = { parent: { document } } as unknown as Window;
    badgeTitle(page, 2);
    badgeTitle(page, 3);
    expect(document.title).toBe('(3) TensorBoard');
    badgeTitle(page, 0);
    expect(document.title).toBe('TensorBoard');
  });
});
