import { describe, expect, it } from 'vitest';
import { decodeDiagnosis } from '../src/api/decode';
import type { Axis, Plotted } from '../src/chart/model';
import { plotSeries, readAt, stepForKey, stepNear } from '../src/chart/plotted';
import { wholeView } from '../src/chart/range';
import { series } from './answers';

describe('a series on an axis', () => {
  const at = (axis: Axis, change: Record<string, unknown> = {}): Plotted =>
    plotSeries(decodeDiagnosis(series('a', change)), axis);
  const points = {
    step: [0, 100, 200],
    wall_time: [1000, 1010, 1030],
    value: [0.01, 0.01, 0.01],
    expected: [0.01, 0.005, 0.0025],
    error: [0, 1, 3],
  };
  const told = { points, next_change: { step: 300, value: 0.1, eta_seconds: 50 } };

  it('stands at its steps, its seconds, or its moments', () => {
    expect([...at('step', told).lines.logged.x]).toEqual([0, 100, 200]);
    expect([...at('relative', told).lines.logged.x]).toEqual([0, 10, 30]);
    expect([...at('wall', told).lines.logged.x]).toEqual([1000, 1010, 1030]);
  });
  it('takes its curve and its marks along, beyond the last point at the pace that is expected', () => {
    const { lines, marks, spans, timeline } = at('relative', told);
    const jump = [...lines.expected!.x].filter((_, index) => lines.expected!.y[index] === 0.005)[0];
    expect([jump, marks[0]?.x, spans]).toEqual([5, 5, [{ min: 5, max: 10 }]]);
    expect([timeline.at(200), timeline.at(300)]).toEqual([30, 80]);
    expect([timeline.stepAt(20), timeline.stepAt(80)]).toEqual([150, 300]);
  });
  it('goes on at its own pace where none is estimated', () => {
    expect(at('relative', { points, next_change: null }).timeline.at(300)).toBe(45);
  });
  it('stands still while its clock goes back', () => {
    const back = { points: { ...points, wall_time: [1000, 1030, 1010] } };
    expect([...at('relative', back).lines.logged.x]).toEqual([0, 30, 30]);
  });
  it('has gaps where nothing finite was logged', () => {
    const broken = { points: { ...points, value: [0.01, 'Infinity', 'NaN'] } };
    expect([...at('step', broken).lines.logged.y]).toEqual([0.01, NaN, NaN]);
  });
  it('draws the curve of an edited schedule as far as it goes', () => {
    const edited = { step: [0, 900], value: [1, 1] };
    const plotted = plotSeries(decodeDiagnosis(series('a')), 'step', edited);
    expect(wholeView([plotted])).toEqual({ min: 0, max: 900 });
    expect(readAt(plotted, 100).edited).toBe(1);
  });

  describe('read at a step', () => {
    it('tells what is there', () => {
      const plotted = at('step', { points });
      expect(readAt(plotted, 110)).toMatchObject({ step: 100, time: 1010, elapsed: 10, logged: 0.01 });
      expect(readAt(plotted, 110)).toMatchObject({ expected: 0.005, error: 1, explained: null });
    });
    it('tells what is expected beyond the last point', () => {
      expect(readAt(at('step'), 110)).toMatchObject({
        step: 110,
        logged: null,
        expected: 0.005,
        error: null,
      });
    });
    it('has no error where nothing is expected', () => {
      const bare = { curve: null, points: { ...points, expected: null, error: null } };
      expect(readAt(at('step', bare), 100)).toMatchObject({ expected: null, error: null });
    });
    it('has gaps where there is no error', () => {
      const { error } = at('step', { points: { ...points, error: [0, 'NaN', 'Infinity'] } });
      expect([...error!.y]).toEqual([0, NaN, NaN]);
    });
  });

  describe('under a cursor', () => {
    const plotted = at('relative', told);
    const press = (key: string, cursor: number | null) => stepForKey(key, plotted.diagnosis.points, cursor);
    it('stands on points, and beyond them on whole steps', () => {
      expect([-5, 4, 6, 21, 30, 30.3].map((place) => stepNear(plotted, place))).toEqual([
        0, 0, 100, 200, 200, 201,
      ]);
    });
    it('goes from point to point', () => {
      expect([press('ArrowLeft', null), press('ArrowLeft', 200), press('ArrowRight', 100)]).toEqual([
        200, 100, 200,
      ]);
      expect([press('ArrowRight', 200), press('ArrowLeft', 0), press('ArrowLeft', 250)]).toEqual([
        200, 0, 200,
      ]);
      expect([press('Home', 200), press('End', 0), press('PageUp', 200), press('x', 0)]).toEqual([
        0,
        200,
        100,
        null,
      ]);
    });
    it('has nowhere to go without points', () => {
      expect(stepForKey('Home', { step: [] }, null)).toBeNull();
    });
  });
});
