import { formatError, formatRate, formatTicks } from '../format/number';
import { drawMarks, LABEL_ROW_HEIGHT, labelMarks, type MarkLabel } from './decoration';
import type { Palette } from './palette';
import { Plot, type LineStyle } from './plot';
import { LINES, tracksOf, type Line, type Plotted } from './plotted';
import type { PlotEvents } from './pointer';
import { errorRange, extentIn, valueRange, type Range, type Scale } from './range';
import type { Axis } from './timeline';

/** What a chart draws. */
export interface ChartModel {
  /** The series of this chart. The first one's marks and disagreement are drawn too. */
  shown: readonly PaintedSeries[];
  /** The series of all charts beside each other, over whose values the axes reach. */
  all: readonly Plotted[];
  view: Range;
  /** The values chosen by the reader; null for all in view. */
  values: Range | null;
  hidden: ReadonlySet<string>;
}

export interface PaintedSeries {
  plotted: Plotted;
  logged: string;
  expected: string;
}

const TOP = 10;
const STRIP_TOP = 16;
const RIGHT = 28;
const LAST_POINT_RADIUS = 4;

/** Logged over expected, and below it the relative error over the same steps. */
export class RateChart {
  private readonly main: Plot;
  private readonly strip: Plot;
  private values!: Range;
  private errors!: Range;
  private labels: readonly MarkLabel[] = [];

  constructor(
    private readonly places: readonly [HTMLElement, HTMLElement],
    private model: ChartModel,
    private readonly palette: Palette,
    axis: Axis,
    private readonly scale: Scale,
    events: PlotEvents,
  ) {
    const shared = { palette, axis, view: () => this.model.view };
    this.main = new Plot(
      places[0],
      {
        ...{ ...shared, scale, isLabelled: true, values: () => this.values },
        formatTicks: (ticks) =>
          scale === 'log' ? ticks.map((tick) => formatRate(tick)) : formatTicks(ticks),
      },
      events,
    );
    this.strip = new Plot(
      places[1],
      {
        ...{ ...shared, scale: 'linear', isLabelled: false, values: () => this.errors },
        formatTicks: (ticks) => ticks.map(formatError),
      },
      // Values are chosen in the chart above only.
      {
        ...events,
        onDrag: (places) => events.onDrag(places, null),
        onWheel: (place, _, factor) => events.onWheel(place, null, factor),
      },
    );
    this.update(model);
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
    const { all, view, hidden, values } = model;
    const floor = this.scale === 'log' ? 0 : -Infinity;
    this.values = values ?? valueRange(extentIn(tracksOf(all, hidden), view, floor), this.scale);
    this.errors = errorRange(
      extentIn(
        all.flatMap(({ error }) => error ?? []),
        view,
      ),
    );
    this.draw();
  }

  setCursor(place: number | null): void {
    this.main.setCursor(place);
    this.strip.setCursor(place);
  }

  draw(): void {
    const [main, strip] = this.places;
    if (main.clientWidth === 0 || main.clientHeight === 0) return;
    const { shown, view } = this.model;
    const marks = shown[0]?.plotted.marks ?? [];
    // Both plots stand under each other, so the wider axis of the two is that of both.
    const left = Math.max(this.main.measure(TOP), this.strip.measure(STRIP_TOP));
    this.labels = labelMarks(this.main.pen, marks, view, main.clientWidth - left - RIGHT);
    const rows = this.labels.reduce((most, { row }) => Math.max(most, row + 1), 0);
    this.main.begin(left, TOP + rows * LABEL_ROW_HEIGHT);
    this.drawMain();
    // Where nothing is expected there is no strip.
    if (strip.clientHeight === 0) return;
    this.strip.begin(left, STRIP_TOP);
    this.drawStrip();
  }

  destroy(): void {
    this.main.destroy();
    this.strip.destroy();
  }

  private drawMain(): void {
    const { main, palette } = this;
    const { shown, hidden } = this.model;
    const first = shown[0]?.plotted;
    if (first?.span) main.shade(first.span, palette.disagree);
    shown.forEach((series, index) => {
      for (const line of LINES) {
        const track = series.plotted.lines[line];
        // Beside others, a series shows what was logged and what was expected; the first one shows all.
        const isShown = index === 0 || line === 'logged' || line === 'expected';
        if (track && isShown && !hidden.has(line)) main.drawTrack(track, this.styleOf(line, series));
      }
    });
    this.drawMarks(main, this.labels);
    for (const { plotted, logged } of shown) {
      const { x, y } = plotted.lines.logged;
      const last = x.length - 1;
      if (last >= 0) main.drawPoint(x[last]!, y[last]!, logged, LAST_POINT_RADIUS);
    }
  }

  private drawStrip(): void {
    const { strip, palette } = this;
    const { shown } = this.model;
    const first = shown[0]?.plotted;
    if (first?.span) strip.shade(first.span, palette.disagree);
    shown.forEach(({ plotted, logged }, index) => {
      const colour = index === 0 ? palette.fault : logged;
      if (plotted.error) strip.drawTrack(plotted.error, { colour, width: 1.5, hasDots: true });
    });
    this.drawMarks(strip, []);
  }

  private drawMarks(plot: Plot, labels: readonly MarkLabel[]): void {
    drawMarks(plot, this.model.shown[0]?.plotted.marks ?? [], labels, this.palette);
  }

  /** The dashes lie on the broader line where the two agree, so that both can be seen. */
  private styleOf(line: Line, { logged, expected }: PaintedSeries): LineStyle {
    const { palette } = this;
    switch (line) {
      case 'logged':
        return { colour: logged, width: 3, hasDots: true };
      case 'expected':
        return { colour: expected, width: 1.5, dash: [7, 5] };
      case 'edited':
        return { colour: palette.edited, width: 2, dash: [10, 3, 2, 3] };
      case 'explained':
        return { colour: palette.explained, width: 1.5, dash: [3, 7] };
      case 'inferred':
        return { colour: palette.inferred, width: 1.25, dash: [2, 3] };
    }
  }
}
