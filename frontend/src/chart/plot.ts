import type { Axis, Range, Scale, Track } from './model';
import type { Palette } from './palette';
import { element, PointerArea, type Box, type PlotEvents } from './pointer';
import { FONT, RIGHT_MARGIN, type LineStyle } from './style';
import { formatPlaces, linearTicks, logTicks, placeTicks } from './ticks';
import { thin } from './thin';

/** What a plot is of. */
export interface Frame {
  palette: Palette;
  axis: Axis;
  scale: Scale;
  view: Range;
  values: Range;
  formatTicks(ticks: number[]): string[];
  /** What the axes count. */
  placeName: string;
  valueName: string;
  /** Pixels of the canvas for one of the page. */
  ratio: number;
}

const TICK_HEIGHT = 36;
/** Between the labels of the horizontal axis. */
const TICK_SPACE = 26;
const TICK_LENGTH = 4;
const LINE_HEIGHT = 13;
/** The room of an axis' name. */
const NAME_HEIGHT = 16;
/** From this many pixels per point on, the points are drawn as well. */
const DOT_SPACE = 14;
const DOT_RADIUS = 2.5;

/** One plot area with its axes, on a canvas of its own, and what the pointer does there. */
export class Plot {
  readonly canvas = document.createElement('canvas');
  readonly pen = this.canvas.getContext('2d')!;
  box: Box = { left: 0, top: 0, width: 0, height: 0 };

  private frame!: Frame;
  private drawn = { width: 0, height: 0 };
  private readonly area: PointerArea;
  private readonly crosshair = element('crosshair');
  private readonly pin = element('pin');

  constructor(
    private readonly container: HTMLElement,
    /** Whether the horizontal axis is labelled. */
    private readonly isLabelled: boolean,
    events: PlotEvents,
  ) {
    // Nothing is drawn yet.
    this.canvas.height = 0;
    this.area = new PointerArea(
      (left) => this.placeAt(left),
      (top) => this.valueAt(top),
      events,
    );
    this.crosshair.hidden = this.pin.hidden = true;
    this.area.node.append(this.pin, this.crosshair);
    container.append(this.canvas, this.area.node);
  }

  /** Whether it has the size of its place. */
  get isFit(): boolean {
    const { clientWidth, clientHeight } = this.container;
    return this.drawn.width === clientWidth && this.drawn.height === clientHeight;
  }

  /** Takes what is to be drawn and the size of its place, and returns how wide the value axis has to be. */
  measure(frame: Frame, top: number): number {
    this.frame = frame;
    const { clientWidth, clientHeight } = this.container;
    const { ratio } = frame;
    this.drawn = { width: clientWidth, height: clientHeight };
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.pen.font = FONT;
    this.box.top = top;
    this.box.height = Math.max(1, clientHeight - top - this.footHeight);
    const labels = this.frame.formatTicks(this.valueTicks());
    const room = this.isLabelled ? NAME_HEIGHT : 0;
    return Math.ceil(Math.max(24, ...labels.map((label) => this.pen.measureText(label).width))) + 14 + room;
  }

  /** Clears the canvas and draws the axes. */
  begin(left: number, top: number): void {
    const { clientWidth, clientHeight } = this.container;
    const width = Math.max(1, clientWidth - left - RIGHT_MARGIN);
    this.box = { left, top, width, height: Math.max(1, clientHeight - top - this.footHeight) };
    this.area.cover(this.box);
    this.pen.clearRect(0, 0, clientWidth, clientHeight);
    this.drawAxes();
  }

  setCursor(place: number | null, pinned: number | null): void {
    this.stand(this.crosshair, place);
    this.stand(this.pin, pinned);
  }

  private stand(line: HTMLElement, place: number | null): void {
    const { min, max } = this.frame.view;
    line.hidden = place === null || place < min || place > max;
    if (place !== null) line.style.transform = `translateX(${this.leftOf(place) - this.box.left}px)`;
  }

  leftOf(place: number): number {
    const { min, max } = this.frame.view;
    return this.box.left + ((place - min) / (max - min)) * this.box.width;
  }

  /** Not finite for values that a logarithmic axis has no place for. */
  topOf(value: number): number {
    const { box, to } = this;
    const { min, max } = this.frame.values;
    return box.top + box.height * (1 - (to(value) - to(min)) / (to(max) - to(min)));
  }

  private placeAt(left: number): number {
    const { min, max } = this.frame.view;
    return min + ((max - min) * left) / this.box.width;
  }

  private valueAt(top: number): number {
    const { min, max } = this.frame.values;
    const at = this.to(max) + ((this.to(min) - this.to(max)) * top) / this.box.height;
    return this.frame.scale === 'log' ? 10 ** at : at;
  }

  /** Draws a line, thinned to what the plot's columns of pixels can show. */
  drawTrack(track: Track, { colour, width, dash = [], hasDots = false }: LineStyle): void {
    const { pen, box } = this;
    const { x, y } = thin(track, this.frame.view, Math.ceil(box.width * this.frame.ratio));
    const isDotted = hasDots && x.length * DOT_SPACE < box.width;
    const dots = new Path2D();
    this.clipped(() => {
      pen.strokeStyle = pen.fillStyle = colour;
      pen.lineWidth = width;
      pen.lineJoin = 'round';
      // A point between two gaps is a dot as broad as the line.
      if (dash.length === 0) pen.lineCap = 'round';
      pen.setLineDash([...dash]);
      pen.beginPath();
      let isGap = true;
      for (let index = 0; index < x.length; index++) {
        const left = this.leftOf(x[index] as number);
        const top = this.topOf(y[index] as number);
        if (!Number.isFinite(top)) {
          isGap = true;
          continue;
        }
        if (isGap) pen.moveTo(left, top);
        pen.lineTo(left, top);
        isGap = false;
        if (isDotted) addDot(dots, left, top, DOT_RADIUS);
      }
      pen.stroke();
      pen.fill(dots);
    });
  }

  /** A dot at a point, where that is in view. */
  drawPoint(place: number, value: number, colour: string, radius: number): void {
    const [left, top] = [this.leftOf(place), this.topOf(value)];
    const { pen, box } = this;
    if (left < box.left || left > box.left + box.width) return;
    if (!(top >= box.top && top <= box.top + box.height)) return;
    const dot = new Path2D();
    addDot(dot, left, top, radius);
    pen.fillStyle = colour;
    pen.fill(dot);
  }

  shade({ min, max }: Range, colour: string): void {
    const [left, right] = [this.leftOf(min), this.leftOf(max)];
    this.clipped(() => {
      this.pen.fillStyle = colour;
      // A single point is to be seen as well.
      this.pen.fillRect(left - 1, this.box.top, right - left + 2, this.box.height);
    });
  }

  private clipped(draw: () => void): void {
    const { left, top, width, height } = this.box;
    this.pen.save();
    this.pen.beginPath();
    this.pen.rect(left, top, width, height);
    this.pen.clip();
    draw();
    this.pen.restore();
  }

  /** Values are spread along the axis by this. */
  private get to(): (value: number) => number {
    return this.frame.scale === 'log' ? Math.log10 : (value) => value;
  }

  private get footHeight(): number {
    if (!this.isLabelled) return 8;
    return TICK_LENGTH + 8 + LINE_HEIGHT * (this.frame.axis === 'wall' ? 2 : 1) + NAME_HEIGHT;
  }

  private valueTicks(): number[] {
    // However low the plot: a single mark tells nothing of how the axis runs.
    const most = Math.max(3, Math.floor(this.box.height / TICK_HEIGHT));
    return (this.frame.scale === 'log' ? logTicks : linearTicks)(this.frame.values, most);
  }

  private drawAxes(): void {
    const { pen, box } = this;
    const { palette, axis, formatTicks, view } = this.frame;
    const [right, bottom] = [box.left + box.width, box.top + box.height];
    const values = this.valueTicks();
    pen.font = FONT;
    const ends = formatPlaces(axis, [view.min, view.max]).flatMap((label) => label.split('\n'));
    const widest = Math.max(...ends.map((label) => pen.measureText(label).width)) + TICK_SPACE;
    const places = placeTicks(axis, view, Math.max(2, Math.floor(box.width / widest)));
    pen.fillStyle = palette.text;
    pen.strokeStyle = palette.grid;
    pen.lineWidth = 1;
    pen.setLineDash([]);
    pen.beginPath();
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    formatTicks(values).forEach((label, index) => {
      const top = crisp(this.topOf(values[index]!));
      pen.moveTo(box.left - TICK_LENGTH, top);
      pen.lineTo(right, top);
      pen.fillText(label, box.left - TICK_LENGTH - 4, top);
    });
    pen.textAlign = 'center';
    pen.textBaseline = 'top';
    formatPlaces(axis, places).forEach((label, index) => {
      const left = crisp(this.leftOf(places[index]!));
      pen.moveTo(left, box.top);
      pen.lineTo(left, bottom + TICK_LENGTH);
      if (!this.isLabelled) return;
      label.split('\n').forEach((line, row) => {
        pen.fillText(line, left, bottom + TICK_LENGTH + 4 + row * LINE_HEIGHT);
      });
    });
    pen.stroke();
    this.drawNames();
  }

  /** Beside the upper plot, and above the lower one, which is too low for it. */
  private drawNames(): void {
    const { pen, box } = this;
    const { placeName, valueName } = this.frame;
    if (!this.isLabelled) {
      pen.textAlign = 'right';
      pen.textBaseline = 'bottom';
      pen.fillText(valueName, box.left + box.width, box.top - 2);
      return;
    }
    pen.textBaseline = 'bottom';
    pen.fillText(placeName, box.left + box.width / 2, this.container.clientHeight);
    pen.save();
    pen.translate(0, box.top + box.height / 2);
    pen.rotate(-Math.PI / 2);
    pen.textBaseline = 'top';
    pen.fillText(valueName, 0, 1);
    pen.restore();
  }
}

/** A line of one pixel is sharp in the middle of a pixel. */
export function crisp(at: number): number {
  return Math.round(at) + 0.5;
}

function addDot(path: Path2D, left: number, top: number, radius: number): void {
  path.moveTo(left + radius, top);
  path.arc(left, top, radius, 0, 2 * Math.PI);
}
