import type { Range } from './model';

/** The area between the axes, in pixels of the page. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
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

/** Less is a click with an unsteady hand. */
const LEAST_DRAG = 5;
/** How far the wheel has to be turned to zoom by the factor e, in pixels of scrolling. */
const WHEEL_PIXELS = 500;
const WHEEL_LINE = 20;

/** What the pointer does over a plot: the area that it is watched in lies over the canvas. */
export class PointerArea {
  readonly node = element('plot-area');
  private readonly selection = element('selection');
  /** Where dragging began, in pixels of the area. */
  private dragged: { left: number; top: number } | null = null;
  private size: Box = { left: 0, top: 0, width: 0, height: 0 };

  constructor(
    private readonly placeAt: (left: number) => number,
    private readonly valueAt: (top: number) => number,
    private readonly events: PlotEvents,
  ) {
    const { node } = this;
    this.selection.hidden = true;
    node.append(this.selection);
    node.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      node.setPointerCapture(event.pointerId);
      this.dragged = this.pointOf(event);
    });
    node.addEventListener('pointermove', (event) => {
      events.onPoint(placeAt(this.pointOf(event).left));
      this.select(this.draggedBox(event));
    });
    node.addEventListener('pointerup', (event) => this.drop(event));
    node.addEventListener('pointercancel', () => this.endDrag());
    node.addEventListener('pointerleave', () => events.onPoint(null));
    node.addEventListener('dblclick', () => events.onReset());
    node.addEventListener('wheel', (event) => this.turn(event), { passive: false });
  }

  cover(box: Box): void {
    this.size = box;
    place(this.node, box);
  }

  /** A place of the pointer in the area, and at its edge when the pointer is beyond. */
  private pointOf(event: MouseEvent): { left: number; top: number } {
    const { left, top } = this.node.getBoundingClientRect();
    return {
      left: Math.min(this.size.width, Math.max(0, event.clientX - left)),
      top: Math.min(this.size.height, Math.max(0, event.clientY - top)),
    };
  }

  /** The dragged part of the area: its full height unless Shift is held. */
  private draggedBox(event: MouseEvent): Box | null {
    if (!this.dragged) return null;
    const { left, top } = this.pointOf(event);
    const from = this.dragged;
    const width = Math.abs(left - from.left);
    if (width < LEAST_DRAG) return null;
    const tall = event.shiftKey
      ? { top: Math.min(top, from.top), height: Math.abs(top - from.top) }
      : { top: 0, height: this.size.height };
    return { left: Math.min(left, from.left), width, ...tall };
  }

  private select(box: Box | null): void {
    this.selection.hidden = !box;
    if (box) place(this.selection, box);
  }

  private drop(event: MouseEvent): void {
    const box = this.draggedBox(event);
    this.endDrag();
    if (!box) return;
    const { left, top, width, height } = box;
    const isTall = event.shiftKey && height >= LEAST_DRAG;
    this.events.onDrag(
      { min: this.placeAt(left), max: this.placeAt(left + width) },
      isTall ? { min: this.valueAt(top + height), max: this.valueAt(top) } : null,
    );
  }

  private endDrag(): void {
    this.dragged = null;
    this.select(null);
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

export function element(name: string): HTMLElement {
  const made = document.createElement('div');
  made.className = name;
  return made;
}

function place(node: HTMLElement, box: Box): void {
  for (const side of ['left', 'top', 'width', 'height'] as const) node.style[side] = `${box[side]}px`;
}
