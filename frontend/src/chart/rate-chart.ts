import { oneOf } from '../format/describe';
import { formatSignedError, formatRate, formatTicks } from '../format/number';
import { drawMarks, LABEL_ROW_HEIGHT, labelMarks, type MarkLabel } from './decoration';
import { LINES, type Axis, type Line, type Plotted, type Range, type Scale } from './model';
import type { Palette } from './palette';
import { Plot } from './plot';
import { tracksOf } from './plotted';
import type { Box, PlotEvents } from './pointer';
import { errorRange, extentIn, valueRange } from './range';
import { lineStyles, RIGHT_MARGIN, type LineStyle } from './style';
import { heightAt } from './track';

/** What a chart draws. */
export interface ChartModel {
  /** The series of this chart. The first one's marks and disagreement are drawn too. */
  shown: readonly PaintedSeries[];
  /** The series of all charts beside each other, over whose values the axes reach. */
  all: readonly Plotted[];
  axis: Axis;
  scale: Scale;
  /** The part of the horizontal axis that is in view, and all of it. */
  view: Range;
  whole: Range;
  /** The values chosen by the reader; null for all in view. */
  values: Range | null;
  hidden: ReadonlySet<string>;
  palette: Palette;
}

export interface PaintedSeries {
  plotted: Plotted;
  /** The colours of its lines. */
  logged: string;
  expected: string;
}

/** A line at a place of the axis. */
export interface NearLine {
  series: PaintedSeries;
  line: Line;
  value: number;
  /** From the pointer, in pixels. */
  distance: number;
  style: LineStyle;
}

const TOP = 10;
const STRIP_TOP = 16;
const LAST_POINT_RADIUS = 4;

/** Logged over expected, and below it the relative error over the same steps. */
export class RateChart {
  private readonly main: Plot;
  private readonly strip: Plot;
  private values: Range;
  private highlighted: Pick<NearLine, 'series' | 'line'> | null = null;
  private ratio: number | null = null;

  constructor(
    private readonly places: readonly [HTMLElement, HTMLElement],
    private model: ChartModel,
    events: PlotEvents,
  ) {
    this.main = new Plot(places[0], true, events);
    // Values are chosen in the chart above only.
    this.strip = new Plot(places[1], false, {
      ...events,
      onPoint: (place) => events.onPoint(place, NaN),
      onDrag: (places) => events.onDrag(places, null),
      onZoom: (place, _, factor) => events.onZoom(place, null, factor),
    });
    this.values = valuesOf(model);
  }

  get canvases(): HTMLCanvasElement[] {
    return [this.main.canvas, this.strip.canvas].filter(({ height }) => height > 0);
  }

  /** The upper plot between its axes, in pixels of its place. */
  get plot(): Box {
    return this.main.box;
  }

  leftOf(place: number): number {
    return this.main.leftOf(place);
  }

  /** The values that are drawn, chosen or not. */
  get drawnValues(): Range {
    return this.values;
  }

  update(model: ChartModel): void {
    this.model = model;
    this.values = valuesOf(model);
    this.draw();
  }

  setCursor(place: number | null, pinned: number | null): void {
    this.main.setCursor(place, pinned);
    this.strip.setCursor(place, pinned);
  }

  /** What the lines have at a place, the nearest to a height of the plot first. */
  linesNear(place: number, top: number): NearLine[] {
    const { shown, hidden, palette } = this.model;
    const styles = lineStyles(palette);
    const near: NearLine[] = [];
    for (const series of shown) {
      for (const line of drawnLines(series, shown, hidden)) {
        const { x, y } = series.plotted.lines[line]!;
        const value = heightAt(x, y, place);
        if (Number.isNaN(value)) continue;
        const distance = Math.abs(this.main.topOf(value) - this.main.box.top - top);
        near.push({ series, line, value, distance, style: styleOf(series, line, styles) });
      }
    }
    return near.sort((first, second) => first.distance - second.distance);
  }

  /** Draws one line broader than it is. */
  highlight(line: Pick<NearLine, 'series' | 'line'> | null): void {
    if (line?.series === this.highlighted?.series && line?.line === this.highlighted?.line) return;
    this.highlighted = line;
    this.draw();
  }

  /** Runs something while the canvases have so many pixels for one of the page. */
  at<T>(ratio: number, use: () => T): T {
    this.ratio = ratio;
    this.draw();
    try {
      return use();
    } finally {
      this.ratio = null;
      this.draw();
    }
  }

  /** Draws where its place has another size now. */
  fit(): void {
    if (!this.main.isFit || !this.strip.isFit) this.draw();
  }

  /** Draws in the size of its place; nothing where that has none, as in a hidden tab. */
  draw(): void {
    const [main, strip] = this.places;
    const { shown, all, view, scale, axis, palette } = this.model;
    const isLog = scale === 'log';
    const units = new Set(shown.map(({ plotted }) => oneOf(plotted.diagnosis.unit)));
    const placeName = { step: [...units].join(' / '), relative: 'time since the first point', wall: 'time' }[
      axis
    ];
    const shared = { palette, axis, view, placeName, ratio: this.ratio ?? devicePixelRatio };
    const values = {
      ...{ ...shared, scale, values: this.values, valueName: 'learning rate' },
      formatTicks: isLog ? (ticks: number[]) => ticks.map((tick) => formatRate(tick)) : formatTicks,
    };
    const tracks = all.flatMap(({ error }) => error ?? []);
    const errors = {
      ...{ ...shared, scale: 'linear' as const, values: errorRange(extentIn(tracks, view)) },
      valueName: 'relative error',
      formatTicks: (ticks: number[]) => ticks.map(formatSignedError),
    };
    // Both plots stand under each other, so the wider axis of the two is that of both.
    const left = Math.max(this.main.measure(values, TOP), this.strip.measure(errors, STRIP_TOP));
    if (main.clientWidth === 0 || main.clientHeight === 0) return;
    const marks = shown[0]?.plotted.marks ?? [];
    const labels = labelMarks(this.main.pen, marks, view, main.clientWidth - left - RIGHT_MARGIN);
    const rows = labels.reduce((most, { row }) => Math.max(most, row + 1), 0);
    this.main.begin(left, TOP + rows * LABEL_ROW_HEIGHT);
    this.drawMain(labels);
    // Where nothing is expected there is no strip.
    if (strip.clientHeight === 0) return;
    this.strip.begin(left, STRIP_TOP);
    this.drawStrip();
  }

  private drawMain(labels: readonly MarkLabel[]): void {
    const { main } = this;
    const { shown, hidden, palette } = this.model;
    const styles = lineStyles(palette);
    const first = shown[0]?.plotted;
    for (const span of first?.spans ?? []) main.shade(span, palette.disagree);
    for (const series of shown) {
      for (const line of drawnLines(series, shown, hidden)) {
        const style = styleOf(series, line, styles);
        const isNear = this.highlighted?.series === series && this.highlighted.line === line;
        main.drawTrack(series.plotted.lines[line]!, isNear ? { ...style, width: style.width + 1.5 } : style);
      }
    }
    drawMarks(main, first?.marks ?? [], labels, palette);
    for (const { plotted, logged } of shown) {
      if (hidden.has(plotted.diagnosis.key) || hidden.has('logged')) continue;
      const { x, y } = plotted.lines.logged;
      const last = x.length - 1;
      if (last >= 0) main.drawPoint(x[last]!, y[last]!, logged, LAST_POINT_RADIUS);
    }
  }

  private drawStrip(): void {
    const { strip } = this;
    const { shown, hidden, palette } = this.model;
    const first = shown[0]?.plotted;
    for (const span of first?.spans ?? []) strip.shade(span, palette.disagree);
    for (const { plotted, logged } of shown) {
      if (!plotted.error || hidden.has(plotted.diagnosis.key)) continue;
      strip.drawTrack(plotted.error, { colour: logged, width: 1.5, hasDots: true });
    }
    drawMarks(strip, first?.marks ?? [], [], palette);
  }
}

function valuesOf({ all, view, hidden, values, scale }: ChartModel): Range {
  const floor = scale === 'log' ? 0 : -Infinity;
  return values ?? valueRange(extentIn(tracksOf(all, hidden), view, floor), scale);
}

/** The lines of a series that are drawn. Beside others it shows what was logged and expected; the first one shows all. */
function drawnLines(
  { plotted }: PaintedSeries,
  shown: readonly PaintedSeries[],
  hidden: ReadonlySet<string>,
): Line[] {
  if (hidden.has(plotted.diagnosis.key)) return [];
  const isFirst = plotted === shown[0]?.plotted;
  return LINES.filter(
    (line) =>
      plotted.lines[line] && !hidden.has(line) && (isFirst || line === 'logged' || line === 'expected'),
  );
}

function styleOf(series: PaintedSeries, line: Line, styles: Record<Line, LineStyle>): LineStyle {
  return line === 'logged' || line === 'expected' ? { ...styles[line], colour: series[line] } : styles[line];
}
