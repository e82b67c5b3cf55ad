import uPlot from 'uplot';
import type { Columns, Diagnosis } from '../api/types';
import { formatRate, formatStep, formatTicks } from '../format/number';
import { mergeColumns, type ChartColumns } from './columns';
import { curveAt, nearest } from './curve';
import { Decoration, FONT_FAMILY, LABEL_ROW_HEIGHT } from './decoration';
import type { Palette } from './palette';
import { defaultView, extentIn, valueRange, type Range, type Scale } from './range';
import { disagreement } from './summary';
import { linearTicks, logTicks } from './ticks';

/** What stands under the pointer. */
export interface Readout {
  step: number;
  logged: number | null;
  expected: number | null;
}

export interface RateChartEvents {
  onHover(readout: Readout | null): void;
  /** What is drawn of the axis, chosen or not. */
  onView(view: Range): void;
  /** What the reader chose of the axis; null for all of it. */
  onZoom(zoom: Range | null): void;
}

const AXIS_FONT = `11px ${FONT_FAMILY}`;
const TICK_HEIGHT = 36;
const SMALLEST_ZOOM = 1;
/** Rounded to whole pixels, a slope of many short pieces would look wobbly. */
const LINE: uPlot.Series = { pxAlign: 0 };
const ONE_TWO_FIVE = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((m) => m * 10 ** power)).flat();

/**
 * The chart of one series: the only place that knows the chart library. Everything that can be computed without a
 * canvas is in the files beside it.
 */
export class RateChart {
  private readonly plot: uPlot;
  private readonly decoration: Decoration;
  private columns: ChartColumns;
  private view: Range;

  constructor(
    private readonly container: HTMLElement,
    private diagnosis: Diagnosis,
    private readonly scale: Scale,
    palette: Palette,
    zoom: Range | null,
    private preview: Columns | null,
    private readonly events: RateChartEvents,
  ) {
    this.columns = this.merge();
    this.view = zoom ?? this.wholeView();
    this.decoration = new Decoration(palette, diagnosis, disagreement(diagnosis));
    this.plot = new uPlot(this.options(palette), this.data(), container);
    this.events.onView(this.view);
  }

  /** Newer data of the same series, another zoom, or the curve of another edited schedule. */
  setData(diagnosis: Diagnosis, zoom: Range | null, preview: Columns | null): void {
    if (diagnosis !== this.diagnosis || preview !== this.preview) {
      this.diagnosis = diagnosis;
      this.preview = preview;
      this.columns = this.merge();
      this.decoration.setData(diagnosis, disagreement(diagnosis));
      this.plot.setData(this.data(), false);
    }
    this.view = zoom ?? this.wholeView();
    this.plot.setScale('x', this.view);
    this.events.onView(this.view);
  }

  resize(): void {
    const { clientWidth, clientHeight } = this.container;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.plot.setSize({ width: clientWidth, height: clientHeight });
  }

  destroy(): void {
    this.plot.destroy();
  }

  private merge(): ChartColumns {
    return mergeColumns(this.diagnosis.points, this.diagnosis.curve, this.scale === 'log', this.preview);
  }

  private wholeView(): Range {
    const view = defaultView(this.diagnosis.points, this.diagnosis.curve, this.diagnosis.marks);
    // Whoever edits a schedule wants to see where it ends, however far that is.
    return { ...view, max: Math.max(view.max, this.preview?.step.at(-1) ?? -Infinity) };
  }

  private data(): uPlot.AlignedData {
    const { step, logged, expected, edited } = this.columns;
    return [step, logged, expected, edited];
  }

  private options(palette: Palette): uPlot.Options {
    return {
      width: this.container.clientWidth,
      height: this.container.clientHeight,
      legend: { show: false },
      padding: [() => this.decoration.rows * LABEL_ROW_HEIGHT + 10, 28, 0, 0],
      scales: {
        x: { time: false, range: () => [this.view.min, this.view.max] },
        y: { distr: this.scale === 'log' ? 3 : 1, range: () => this.valueRange() },
      },
      axes: [this.stepAxis(palette), this.valueAxis(palette)],
      series: [
        {},
        // The dashes lie on the broader line where the two agree, so that both can be seen.
        { ...LINE, stroke: palette.logged, width: 3, points: { size: 5, fill: palette.logged } },
        { ...LINE, stroke: palette.expected, width: 1.5, dash: [7, 5], points: { show: false } },
        { ...LINE, stroke: palette.edited, width: 2, dash: [10, 3, 2, 3], points: { show: false } },
      ],
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        move: (plot, left, top) => [this.snap(plot, left), top],
        points: { show: false },
        bind: { dblclick: () => () => (this.events.onZoom(null), null) },
      },
      hooks: {
        drawAxes: [this.decoration.drawBehind],
        draw: [this.decoration.drawInFront],
        setCursor: [(plot) => this.events.onHover(this.readout(plot))],
        setSelect: [(plot) => this.zoomToSelection(plot)],
      },
    };
  }

  private stepAxis(palette: Palette): uPlot.Axis {
    return {
      ...axisStyle(palette),
      space: 90,
      size: 28,
      // Steps are whole numbers, so no increment is below one.
      incrs: ONE_TWO_FIVE,
      values: (_, ticks) => ticks.map(formatStep),
    };
  }

  private valueAxis(palette: Palette): uPlot.Axis {
    return {
      ...axisStyle(palette),
      splits: (plot, _, min, max) => {
        const most = Math.max(2, Math.floor(plot.bbox.height / uPlot.pxRatio / TICK_HEIGHT));
        return this.scale === 'log' ? logTicks({ min, max }, most) : linearTicks({ min, max }, most);
      },
      filter: (_, ticks) => ticks,
      values: (_, ticks) =>
        this.scale === 'log' ? ticks.map((tick) => formatRate(tick)) : formatTicks(ticks),
      size: (_, labels) => 18 + 6.2 * Math.max(3, ...(labels ?? []).map((label) => label.length)),
    };
  }

  private valueRange(): [number, number] {
    const { min, max } = valueRange(extentIn(this.columns, this.view), this.scale);
    return [min, max];
  }

  private zoomToSelection(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width === 0) return;
    const min = plot.posToVal(left, 'x');
    const max = plot.posToVal(left + width, 'x');
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    if (max - min >= SMALLEST_ZOOM) this.events.onZoom({ min, max });
  }

  /** The cursor stands on logged points where there are any, and on whole steps beyond them. */
  private snap(plot: uPlot, left: number): number {
    return left < 0 ? left : plot.valToPos(this.stepAt(plot.posToVal(left, 'x')), 'x');
  }

  private stepAt(position: number): number {
    const { step } = this.diagnosis.points;
    const last = step[step.length - 1];
    if (last === undefined || position > last) return Math.round(position);
    return step[nearest(step, position)] ?? last;
  }

  private readout(plot: uPlot): Readout | null {
    const left = plot.cursor.left ?? -1;
    if (left < 0) return null;
    const step = this.stepAt(plot.posToVal(left, 'x'));
    const { points, curve } = this.diagnosis;
    const point = nearest(points.step, step);
    return {
      step,
      logged: points.step[point] === step ? (points.value[point] ?? null) : null,
      expected: curve ? curveAt(curve, step) : null,
    };
  }
}

function axisStyle(palette: Palette): uPlot.Axis {
  return {
    stroke: palette.text,
    font: AXIS_FONT,
    grid: { stroke: palette.grid, width: 1 },
    ticks: { stroke: palette.grid, width: 1, size: 4 },
  };
}
