import uPlot from 'uplot';
import type { Diagnosis, Mark } from '../api/types';
import { placeLabels, type PlacedLabel } from './labels';
import type { Palette } from './palette';
import type { Range } from './range';
import { describeMark } from './summary';

export const FONT_FAMILY = 'Roboto, "Helvetica Neue", Arial, sans-serif';
export const LABEL_ROW_HEIGHT = 15;
const LABEL_FONT_SIZE = 11;
const POINT_RADIUS = 4;

interface PlacedMark extends PlacedLabel {
  mark: Mark;
}

/**
 * What stands around the lines: the shaded span, the marks with their labels above the plot, and a dot at the last
 * logged point. The library's canvas counts in device pixels, everything here in pixels of the page.
 */
export class Decoration {
  private placed: PlacedMark[] = [];
  private isSettling = false;

  constructor(
    private readonly palette: Palette,
    private diagnosis: Diagnosis,
    private span: Range | null,
  ) {}

  setData(diagnosis: Diagnosis, span: Range | null): void {
    this.diagnosis = diagnosis;
    this.span = span;
  }

  /** How many rows of labels stand above the plot. */
  get rows(): number {
    return this.placed.reduce((most, label) => Math.max(most, label.row + 1), 0);
  }

  /** Under the lines. */
  readonly drawBehind = (plot: uPlot): void => {
    if (!this.span) return;
    const { ctx, bbox } = plot;
    const left = Math.max(bbox.left, plot.valToPos(this.span.min, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(this.span.max, 'x', true));
    if (right <= left) return;
    ctx.save();
    ctx.fillStyle = this.palette.disagree;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.restore();
  };

  /** Over the lines. */
  readonly drawInFront = (plot: uPlot): void => {
    const rowsBefore = this.rows;
    this.arrange(plot);
    plot.ctx.save();
    for (const label of this.placed) this.drawMark(plot, label);
    plot.ctx.restore();
    this.drawLastPoint(plot);
    // How many rows of labels there are shows only when the plot has its width, and decides on its height: then it is
    // laid out once more. Once, so that the two can never chase each other.
    const isUnsettled = this.rows !== rowsBefore && !this.isSettling;
    this.isSettling = isUnsettled;
    if (isUnsettled) queueMicrotask(() => plot.redraw(true, true));
  };

  private arrange(plot: uPlot): void {
    const ratio = uPlot.pxRatio;
    const { ctx, bbox } = plot;
    const { min, max } = plot.scales['x'] as uPlot.Scale;
    ctx.save();
    ctx.font = `${LABEL_FONT_SIZE * ratio}px ${FONT_FAMILY}`;
    const labels = this.diagnosis.marks
      .filter((mark) => mark.step >= (min ?? Infinity) && mark.step <= (max ?? -Infinity))
      .map((mark) => {
        const text = describeMark(mark);
        const width = ctx.measureText(text).width / ratio;
        return { mark, text, at: plot.valToPos(mark.step, 'x'), width };
      });
    ctx.restore();
    this.placed = placeLabels(labels, bbox.width / ratio);
  }

  private drawMark(plot: uPlot, label: PlacedMark): void {
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    const colour = label.mark.kind === 'onset' ? this.palette.fault : this.palette.mark;
    const x = Math.round(plot.valToPos(label.mark.step, 'x', true)) + 0.5;
    const base = bbox.top - (label.row * LABEL_ROW_HEIGHT + 4) * ratio;
    ctx.strokeStyle = colour;
    ctx.lineWidth = ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, base);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillStyle = label.mark.kind === 'onset' ? this.palette.fault : this.palette.text;
    ctx.font = `${LABEL_FONT_SIZE * ratio}px ${FONT_FAMILY}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.fillText(label.text, bbox.left + label.left * ratio, base - ratio);
  }

  private drawLastPoint(plot: uPlot): void {
    const { step, value } = this.diagnosis.points;
    const last = step.length - 1;
    const lastStep = step[last];
    const lastValue = value[last];
    if (lastStep === undefined || lastValue === undefined || !Number.isFinite(lastValue)) return;
    const { ctx, bbox } = plot;
    const x = plot.valToPos(lastStep, 'x', true);
    const y = plot.valToPos(lastValue, 'y', true);
    // A logarithmic axis has no place for zero, and a zoomed one may have none for the last point.
    const isInside =
      x >= bbox.left && x <= bbox.left + bbox.width && y >= bbox.top && y <= bbox.top + bbox.height;
    if (!isInside) return;
    ctx.save();
    ctx.fillStyle = this.palette.logged;
    ctx.beginPath();
    ctx.arc(x, y, POINT_RADIUS * uPlot.pxRatio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.restore();
  }
}
