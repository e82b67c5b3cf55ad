import { formatStep } from '../format/number';
import { bundle, placeLabels, type PlacedLabel } from './labels';
import type { PlottedMark, Range } from './model';
import type { Palette } from './palette';
import { crisp, type Plot } from './plot';
import { FONT } from './style';
import { describeMark } from './summary';

export const LABEL_ROW_HEIGHT = 15;
/** The room that a label takes at least: nearer neighbours of its name share one. */
const LABEL_WIDTH = 110;
/** The air between the plot and the labels above it. */
const AIR = 5;

export interface MarkLabel extends PlacedLabel {
  mark: PlottedMark;
}

/** The labels of the marks in view, placed above a plot of a width. */
export function labelMarks(
  pen: CanvasRenderingContext2D,
  marks: readonly PlottedMark[],
  view: Range,
  width: number,
): MarkLabel[] {
  pen.font = FONT;
  const inView = marks
    .filter(({ x }) => x >= view.min && x <= view.max)
    .map((mark) => ({ ...mark, at: ((mark.x - view.min) / (view.max - view.min)) * width }));
  const labels = bundle(inView, LABEL_WIDTH).map((group) => {
    const mark = group[0]!;
    const last = group[group.length - 1]!;
    const more = last === mark ? '' : `–${formatStep(last.step)} (${group.length} times)`;
    const text = describeMark(mark) + more;
    return { mark, at: mark.at, text, width: pen.measureText(text).width };
  });
  return placeLabels(labels, width);
}

/** Draws the marks as lines through a plot; up to their labels where they have one. */
export function drawMarks(
  plot: Plot,
  marks: readonly PlottedMark[],
  labels: readonly MarkLabel[],
  palette: Palette,
): void {
  const { pen, box } = plot;
  pen.save();
  pen.font = FONT;
  pen.textAlign = 'left';
  pen.textBaseline = 'alphabetic';
  pen.setLineDash([2, 3]);
  pen.lineWidth = 1;
  const riseOf = ({ row }: MarkLabel): number => row * LABEL_ROW_HEIGHT + AIR;
  for (const { kind, step, x } of marks) {
    const left = crisp(plot.leftOf(x));
    if (!(left >= box.left && left <= box.left + box.width + 1)) continue;
    const label = labels.find(({ mark }) => mark.step === step && mark.kind === kind);
    pen.strokeStyle = kind === 'onset' ? palette.fault : palette.mark;
    pen.beginPath();
    pen.moveTo(left, box.top - (label ? riseOf(label) : 0));
    pen.lineTo(left, box.top + box.height);
    pen.stroke();
  }
  for (const label of labels) {
    const [left, top] = [box.left + label.left, box.top - riseOf(label)];
    // No line runs through a text.
    pen.fillStyle = palette.surface;
    pen.fillRect(left, top - LABEL_ROW_HEIGHT + AIR, label.width, LABEL_ROW_HEIGHT - 2);
    pen.fillStyle = label.mark.kind === 'onset' ? palette.fault : palette.text;
    pen.fillText(label.text, left, top);
  }
  pen.restore();
}
