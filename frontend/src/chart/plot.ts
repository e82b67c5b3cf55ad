import { FONT_FAMILY } from './fonts';
import type { Palette } from './palette';
import type { Range, Scale } from './range';
import { formatPlaces, linearTicks, logTicks, placeTicks } from './ticks';
import { thin } from './thin';
import type { Axis } from './timeline';
import type { Track } from './track';

/** What decides on one plot; the functions are asked anew with every drawing. */
export interface PlotOptions {
  palette: Palette;
  axis: Axis;
  scale: Scale;
  /** Whether its horizontal axis is labelled. */
  isLabelled: boolean;
  view(): Range;
  values(): Range;
  formatTicks(ticks: number[]): string[];
}

export interface PlotEvents {
  /** The pointer is at a place of the horizontal axis, or has left. */
  onPoint(place: number | null): void;
  /** A span was chosen by dragging; of the values as well with Shift. */
  onDrag(places: Range, values: Range | null): void;
  /** The wheel was turned at a place, or with Shift at a value; returns whether there was anything to zoom. */
  onWheel(place: number, value: number | null, factor: number): boolean;
  onReset(): void;
}

export interface LineStyle {
  colour: string;
  width: number;
  dash?: readonly number[];
  /** Whether few points are drawn as such. */
  hasDots?: boolean;
}

/** The area between the axes, in pixels of the page. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const FONT = `11px ${FONT_FAMILY}`;
const TICK_HEIGHT = 36;
const TICK_WIDTH = 90;
const TICK_LENGTH = 4;
const LINE_HEIGHT = 13;
const RIGHT_MARGIN = 28;
/** From this many pixels per point on, the points are drawn as well. */
const DOT_SPACE = 14;
const DOT_RADIUS = 2.5;
/** Less is a click with an unsteady hand. */
const LEAST_DRAG = 5;
/** How far the wheel has to be turned to zoom by the factor e, in pixels of scrolling. */
const WHEEL_PIXELS = 500;
const WHEEL_LINE = 20;

/** One plot area with its axes, on a canvas of its own, and what the pointer does there. */
export class Plot {
  readonly canvas = document.createElement('canvas');
  readonly pen = this.canvas.getContext('2d')!;
  box: Box = { left: 0, top: 0, width: 0, height: 0 };

  /** Over the canvas, as large as the box. */
  private readonly area = element('plot-area');
  private readonly crosshair = element('crosshair');
  private readonly selection = element('selection');
  /** Where dragging began, in pixels of the box. */
  private dragged: { left: number; top: number } | null = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly options: PlotOptions,
    private readonly events: PlotEvents,
  ) {
    this.crosshair.hidden = this.selection.hidden = true;
    this.area.append(this.crosshair, this.selection);
    container.append(this.canvas, this.area);
    this.listen();
  }

  destroy(): void {
    this.canvas.remove();
    this.area.remove();
  }

  /** Takes the size of its place, and returns how wide its value axis has to be. */
  measure(top: number): number {
    const { clientWidth, clientHeight } = this.container;
    const ratio = devicePixelRatio;
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.pen.font = FONT;
    this.box.top = top;
    this.box.height = Math.max(1, clientHeight - top - this.footHeight);
    const labels = this.options.formatTicks(this.valueTicks());
    return Math.ceil(Math.max(24, ...labels.map((label) => this.pen.measureText(label).width))) + 14;
  }

  /** Clears the canvas and draws the axes. */
  begin(left: number, top: number): void {
    const { clientWidth, clientHeight } = this.container;
    const width = Math.max(1, clientWidth - left - RIGHT_MARGIN);
    this.box = { left, top, width, height: Math.max(1, clientHeight - top - this.footHeight) };
    for (const side of ['left', 'top', 'width', 'height'] as const) {
      this.area.style[side] = `${this.box[side]}px`;
    }
    this.pen.clearRect(0, 0, clientWidth, clientHeight);
    this.drawAxes();
  }

  setCursor(place: number | null): void {
    const { min, max } = this.options.view();
    this.crosshair.hidden = place === null || place < min || place > max;
    if (place !== null) this.crosshair.style.left = `${this.leftOf(place) - this.box.left}px`;
  }

  leftOf(place: number): number {
    const { min, max } = this.options.view();
    return this.box.left + ((place - min) / (max - min)) * this.box.width;
  }

  /** Not finite for values that a logarithmic axis has no place for. */
  topOf(value: number): number {
    const { box, to } = this;
    const { min, max } = this.options.values();
    return box.top + box.height * (1 - (to(value) - to(min)) / (to(max) - to(min)));
  }

  /** Draws a line, thinned to what the plot's columns of pixels can show. */
  drawTrack(track: Track, { colour, width, dash = [], hasDots = false }: LineStyle): void {
    const { pen, box } = this;
    const { x, y } = thin(track, this.options.view(), Math.ceil(box.width * devicePixelRatio));
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
      this.pen.fillRect(left, this.box.top, right - left, this.box.height);
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
    return this.options.scale === 'log' ? Math.log10 : (value) => value;
  }

  private get footHeight(): number {
    const { isLabelled, axis } = this.options;
    return isLabelled ? TICK_LENGTH + 8 + LINE_HEIGHT * (axis === 'wall' ? 2 : 1) : 8;
  }

  private valueTicks(): number[] {
    const most = Math.max(2, Math.floor(this.box.height / TICK_HEIGHT));
    return (this.options.scale === 'log' ? logTicks : linearTicks)(this.options.values(), most);
  }

  private drawAxes(): void {
    const { pen, box } = this;
    const { palette, axis, isLabelled, formatTicks, view } = this.options;
    const [right, bottom] = [box.left + box.width, box.top + box.height];
    const values = this.valueTicks();
    const places = placeTicks(axis, view(), Math.max(2, Math.floor(box.width / TICK_WIDTH)));
    pen.font = FONT;
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
      if (!isLabelled) return;
      label.split('\n').forEach((line, row) => {
        pen.fillText(line, left, bottom + TICK_LENGTH + 4 + row * LINE_HEIGHT);
      });
    });
    pen.stroke();
  }

  private listen(): void {
    const { area } = this;
    area.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      area.setPointerCapture(event.pointerId);
      this.dragged = this.pointOf(event);
    });
    area.addEventListener('pointermove', (event) => {
      this.events.onPoint(this.placeAt(this.pointOf(event).left));
      this.select(event);
    });
    area.addEventListener('pointerup', (event) => this.drop(event));
    area.addEventListener('pointercancel', () => this.endDrag());
    area.addEventListener('pointerleave', () => this.events.onPoint(null));
    area.addEventListener('dblclick', () => this.events.onReset());
    area.addEventListener('wheel', (event) => this.turn(event), { passive: false });
  }

  /** A place of the pointer in the box, and at its edge when the pointer is beyond. */
  private pointOf(event: MouseEvent): { left: number; top: number } {
    const { left, top } = this.area.getBoundingClientRect();
    return {
      left: Math.min(this.box.width, Math.max(0, event.clientX - left)),
      top: Math.min(this.box.height, Math.max(0, event.clientY - top)),
    };
  }

  private placeAt(left: number): number {
    const { min, max } = this.options.view();
    return min + ((max - min) * left) / this.box.width;
  }

  private valueAt(top: number): number {
    const { min, max } = this.options.values();
    const at = this.to(max) + ((this.to(min) - this.to(max)) * top) / this.box.height;
    return this.options.scale === 'log' ? 10 ** at : at;
  }

  /** The dragged part of the box: its full height unless Shift is held. */
  private draggedBox(event: MouseEvent): Box | null {
    if (!this.dragged) return null;
    const { left, top } = this.pointOf(event);
    const from = this.dragged;
    const width = Math.abs(left - from.left);
    if (width < LEAST_DRAG) return null;
    const tall = event.shiftKey
      ? { top: Math.min(top, from.top), height: Math.abs(top - from.top) }
      : { top: 0, height: this.box.height };
    return { left: Math.min(left, from.left), width, ...tall };
  }

  private select(event: MouseEvent): void {
    const box = this.draggedBox(event);
    this.selection.hidden = !box;
    if (!box) return;
    for (const side of ['left', 'top', 'width', 'height'] as const) {
      this.selection.style[side] = `${box[side]}px`;
    }
  }

  private drop(event: MouseEvent): void {
    const box = this.draggedBox(event);
    this.endDrag();
    if (!box) return;
    const { left, top, width, height } = box;
    const values =
      event.shiftKey && height >= LEAST_DRAG
        ? { min: this.valueAt(top + height), max: this.valueAt(top) }
        : null;
    this.events.onDrag({ min: this.placeAt(left), max: this.placeAt(left + width) }, values);
  }

  private endDrag(): void {
    this.dragged = null;
    this.selection.hidden = true;
  }

  private turn(event: WheelEvent): void {
    // Some browsers turn the wheel sideways while Shift is held.
    const turned = (event.deltaY || event.deltaX) * (event.deltaMode === 0 ? 1 : WHEEL_LINE);
    const factor = Math.exp(Math.min(200, Math.max(-200, turned)) / WHEEL_PIXELS);
    const { left, top } = this.pointOf(event);
    const value = event.shiftKey ? this.valueAt(top) : null;
    // With nothing left to zoom, the wheel scrolls the page.
    if (this.events.onWheel(this.placeAt(left), value, factor)) event.preventDefault();
  }
}

/** A line of one pixel is sharp in the middle of a pixel. */
export function crisp(at: number): number {
  return Math.round(at) + 0.5;
}

function element(name: string): HTMLElement {
  const made = document.createElement('div');
  made.className = name;
  return made;
}

function addDot(path: Path2D, left: number, top: number, radius: number): void {
  path.moveTo(left + radius, top);
  path.arc(left, top, radius, 0, 2 * Math.PI);
}
