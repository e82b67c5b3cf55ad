import { formatSignedError, formatRate, formatTicks } from '../format/number';
import { drawMarks, LABEL_ROW_HEIGHT, labelMarks, type MarkLabel } from './decoration';
import { LINES, type Axis, type Line, type Plotted, type Range, type Scale } from './model';
import type { Palette } from './palette';
import { Plot } from './plot';
import { tracksOf } from './plotted';
import type { PlotEvents } from './pointer';
import { errorRange, extentIn, valueRange } from './range';
import { lineStyles, RIGHT_MARGIN } from './style';

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

const TOP = 10;
const STRIP_TOP = 16;
const LAST_POINT_RADIUS = 4;

/** Logged over expected, and below it the relative error over the same steps. */
export class RateChart {
  private readonly main: Plot;
  private readonly strip: Plot;
  private values: Range;

  constructor(
    private readonly places: readonly [HTMLElement, HTMLElement],
    private model: ChartModel,
    events: PlotEvents,
  ) {
    this.main = new Plot(places[0], true, events);
    // Values are chosen in the chart above only.
    this.strip = new Plot(places[1], false, {
      ...events,
      onDrag: (places) => events.onDrag(places, null),
      onWheel: (place, _, factor) => events.onWheel(place, null, factor),
    });
    this.values = valuesOf(model);
  }

  get canvases(): HTMLCanvasElement[] {
    return [this.main.canvas, this.strip.canvas].filter(({ height }) => height > 0);
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

  setCursor(place: number | null): void {
    this.main.setCursor(place);
    this.strip.setCursor(place);
  }

  /** Draws in the size of its place; nothing where that has none, as in a hidden tab. */
  draw(): void {
    const [main, strip] = this.places;
    const { shown, all, view, scale, axis, palette } = this.model;
    const isLog = scale === 'log';
    const values = {
      ...{ palette, axis, view, scale, values: this.values },
      formatTicks: isLog ? (ticks: number[]) => ticks.map((tick) => formatRate(tick)) : formatTicks,
    };
    const tracks = all.flatMap(({ error }) => error ?? []);
    const errors = {
      ...{ palette, axis, view, scale: 'linear' as const, values: errorRange(extentIn(tracks, view)) },
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
    shown.forEach(({ plotted, logged, expected }, index) => {
      const colours: Partial<Record<Line, string>> = { logged, expected };
      for (const line of LINES) {
        const track = plotted.lines[line];
        const colour = colours[line];
        // Beside others, a series shows what was logged and what was expected; the first one shows all.
        if (!track || hidden.has(line) || (index > 0 && !colour)) continue;
        main.drawTrack(track, { ...styles[line], ...(colour && { colour }) });
      }
    });
    drawMarks(main, first?.marks ?? [], labels, palette);
    for (const { plotted, logged } of shown) {
      const { x, y } = plotted.lines.logged;
      const last = x.length - 1;
      if (last >= 0) main.drawPoint(x[last]!, y[last]!, logged, LAST_POINT_RADIUS);
    }
  }

  private drawStrip(): void {
    const { strip } = this;
    const { shown, palette } = this.model;
    const first = shown[0]?.plotted;
    for (const span of first?.spans ?? []) strip.shade(span, palette.disagree);
    shown.forEach(({ plotted, logged }, index) => {
      const colour = index === 0 ? palette.fault : logged;
      if (plotted.error) strip.drawTrack(plotted.error, { colour, width: 1.5, hasDots: true });
    });
    drawMarks(strip, first?.marks ?? [], [], palette);
  }
}

function valuesOf({ all, view, hidden, values, scale }: ChartModel): Range {
  const floor = scale === 'log' ? 0 : -Infinity;
  return values ?? valueRange(extentIn(tracksOf(all, hidden), view, floor), scale);
}
