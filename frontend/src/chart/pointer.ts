import type { Range } from './model';

/** The area between the axes, in pixels of the page. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Point {
  left: number;
  top: number;
}

export interface PlotEvents {
  /** The pointer is at a place of the horizontal axis, in pixels from the top of the plot; or has left. */
  onPoint(place: number | null, top: number): void;
  /** A place was clicked on. */
  onClick(place: number): void;
  /** A span was chosen by dragging; of the values as well with Shift. */
  onDrag(places: Range, values: Range | null): void;
  /** Fingers or the wheel, with Ctrl or Alt, zoom at a place; with Shift at a value. */
  onZoom(place: number, value: number | null, factor: number): void;
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
  private dragged: Point | null = null;
  /** Where the pointers are that are down: two of them pinch. */
  private readonly fingers = new Map<number, Point>();
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
      this.fingers.set(event.pointerId, this.pointOf(event));
      this.dragged = this.fingers.size === 1 ? this.pointOf(event) : null;
      this.select(null);
    });
    node.addEventListener('pointermove', (event) => {
      const point = this.pointOf(event);
      if (this.pinch(event.pointerId, point)) return;
      events.onPoint(placeAt(point.left), point.top);
      this.select(this.draggedBox(event));
    });
    node.addEventListener('pointerup', (event) => this.drop(event));
    node.addEventListener('pointercancel', (event) => this.endDrag(event));
    node.addEventListener('pointerleave', () => events.onPoint(null, 0));
    node.addEventListener('dblclick', () => events.onReset());
    node.addEventListener('wheel', (event) => this.turn(event), { passive: false });
  }

  cover(box: Box): void {
    this.size = box;
    place(this.node, box);
  }

  /** A place of the pointer in the area, and at its edge when the pointer is beyond. */
  private pointOf(event: MouseEvent): Point {
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

  /** Zooms by how far two fingers are apart, whichever way one holds them; tells whether there are two. */
  private pinch(finger: number, point: Point): boolean {
    const before = this.fingers.get(finger);
    const other = [...this.fingers].find(([id]) => id !== finger)?.[1];
    if (!before || !other) return false;
    this.fingers.set(finger, point);
    const [from, to] = [before, point].map(({ left, top }) =>
      Math.max(1, Math.hypot(left - other.left, top - other.top)),
    );
    if (from !== to) this.events.onZoom(this.placeAt((point.left + other.left) / 2), null, from! / to!);
    return true;
  }

  private drop(event: PointerEvent): void {
    const [box, begin] = [this.draggedBox(event), this.dragged];
    this.endDrag(event);
    if (!begin) return;
    if (!box) {
      // A finger that went up or down meant to scroll.
      if (Math.abs(this.pointOf(event).top - begin.top) < LEAST_DRAG)
        this.events.onClick(this.placeAt(begin.left));
      return;
    }
    const { left, top, width, height } = box;
    const isTall = event.shiftKey && height >= LEAST_DRAG;
    this.events.onDrag(
      { min: this.placeAt(left), max: this.placeAt(left + width) },
      isTall ? { min: this.valueAt(top + height), max: this.valueAt(top) } : null,
    );
  }

  private endDrag(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    this.dragged = null;
    this.select(null);
  }

  private turn(event: WheelEvent): void {
    // The bare wheel scrolls the page, as over TensorBoard's own charts. A pinch on a touchpad comes with Ctrl.
    if (!event.ctrlKey && !event.altKey) return;
    event.preventDefault();
    // Some browsers turn the wheel sideways while Shift is held.
    const turned = (event.deltaY || event.deltaX) * (event.deltaMode === 0 ? 1 : WHEEL_LINE);
    const factor = Math.exp(Math.min(200, Math.max(-200, turned)) / WHEEL_PIXELS);
    const { left, top } = this.pointOf(event);
    this.events.onZoom(this.placeAt(left), event.shiftKey ? this.valueAt(top) : null, factor);
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
