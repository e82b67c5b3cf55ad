import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Range } from '../chart/model';
import { RateChart, type ChartModel } from '../chart/rate-chart';
import { readAt, stepNear } from '../chart/plotted';
import { describeChart } from '../chart/summary';
import { stretch } from '../chart/zoom';
import { oneOf } from '../format/describe';
import { formatRate, formatStep } from '../format/number';
import { LrElement } from './element';
import { sharedStyle } from './shared-style';

/** Beyond these a tooltip covers what it tells of. */
const MOST_LINES = 8;
/** From the pointer to its tooltip, in pixels. */
const AWAY = 14;

/** What a reader asks a chart for: another part of one axis or of both. */
export interface ZoomRequest {
  places?: Range;
  values?: Range;
}

/** Gives a chart its place in the document, and redraws it for another model or another size. */
@customElement('lr-chart')
export class Chart extends LrElement {
  @property({ attribute: false }) model!: ChartModel;
  /** Where the crosshair stands. */
  @property({ attribute: false }) place: number | null = null;
  /** Where the marker stands that stays. */
  @property({ attribute: false }) pinned: number | null = null;
  /** How far the pointer is from the top of the plot, in pixels; null where it is elsewhere. */
  @state() private top: number | null = null;

  private chart: RateChart | null = null;
  private readonly resizing = new ResizeObserver(() => {
    this.chart?.fit();
    this.chart?.setCursor(this.place, this.pinned);
  });

  static override styles = [
    sharedStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        position: relative;
        /* A double click is no choice of words, and what is chosen is dragged instead of the chart. */
        user-select: none;
      }
      .main,
      .strip {
        position: relative;
        overflow: hidden;
      }
      .main {
        flex: 1;
        min-height: 0;
      }
      .strip:not([hidden]) {
        flex: 0 0 clamp(70px, 20%, 110px);
      }
      /* Out of the flow: it follows the size of its place and never the other way round. */
      canvas {
        position: absolute;
        width: 100%;
        height: 100%;
      }
      .plot-area {
        position: absolute;
        cursor: crosshair;
        touch-action: pan-y;
      }
      .selection {
        position: absolute;
        background: color-mix(in srgb, var(--lr-link) 18%, transparent);
        pointer-events: none;
      }
      .crosshair {
        position: absolute;
        top: 0;
        bottom: 0;
        border-left: 1px solid var(--lr-text);
        pointer-events: none;
      }
      .pin {
        position: absolute;
        top: 0;
        bottom: 0;
        border-left: 2px solid var(--lr-link);
        pointer-events: none;
      }
      .tooltip {
        position: absolute;
        z-index: 2;
        top: 0;
        left: 0;
        min-width: 150px;
        max-width: min(340px, 60%);
        border: 1px solid var(--lr-border-strong);
        border-radius: 4px;
        padding: 6px 9px;
        background: var(--lr-surface);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        pointer-events: none;
      }
      .tooltip div {
        display: grid;
        grid-template-columns: 18px auto minmax(max-content, 1fr);
        align-items: center;
        gap: 7px;
      }
      .of-several div {
        grid-template-columns: 18px minmax(0, auto) auto minmax(max-content, 1fr);
      }
      .tooltip b {
        text-align: right;
      }
      .tooltip .nearest {
        font-weight: 500;
      }
      .tooltip bdi {
        margin-right: -2px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .tooltip i {
        border-top: 2px solid;
      }
    `,
  ];

  /** The canvases from top to bottom; none while nothing is drawn. */
  get canvases(): HTMLCanvasElement[] {
    return this.chart?.canvases ?? [];
  }

  /** Uses the canvases while they have so many pixels for one of the page. */
  at<T>(ratio: number, use: (canvases: HTMLCanvasElement[]) => T): T | null {
    return this.chart?.at(ratio, () => use(this.canvases)) ?? null;
  }

  /** The values that are drawn. */
  get values(): Range | null {
    return this.chart?.drawnValues ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override render(): TemplateResult {
    const [first] = this.model.shown;
    return html`<div
        class="main"
        data-testid="chart"
        role="img"
        aria-label=${first ? describeChart(first.plotted.diagnosis) : ''}
      >
        ${this.renderTooltip()}
      </div>
      <div
        class="strip"
        data-testid="error-strip"
        role="img"
        aria-label="Relative error over the same axis"
        ?hidden=${this.model.all.every(({ error }) => !error)}
      ></div>`;
  }

  /** What stands under the pointer, the nearest line first. */
  private renderTooltip(): TemplateResult | typeof nothing {
    const { place, top } = this;
    const box = this.chart?.plot;
    if (place === null || top === null || !box || box.width < 1) return nothing;
    const near = this.chart!.linesNear(place, top).slice(0, MOST_LINES);
    if (near.length === 0) return nothing;
    const [first] = this.model.shown;
    const isAlone = this.model.shown.length === 1;
    const { unit } = first!.plotted.diagnosis;
    const left = this.chart!.leftOf(place);
    const isRight = left > box.left + box.width / 2;
    const isLow = top > box.height / 2;
    const { width, height } = this.chart!.canvases[0]!.getBoundingClientRect();
    // Within the chart, however many lines it tells of and however long their names are.
    const x = isRight ? `max(0px, ${left - AWAY}px - 100%)` : `min(${left + AWAY}px, ${width}px - 100%)`;
    const y = isLow
      ? `max(0px, ${box.top + top - AWAY}px - 100%)`
      : `min(${box.top + top + AWAY}px, ${height}px - 100%)`;
    const step = Math.round(first!.plotted.timeline.stepAt(place));
    return html`<div
      class="tooltip ${isAlone ? '' : 'of-several'}"
      data-testid="tooltip"
      aria-hidden="true"
      style="transform: translate(${x}, ${y})"
    >
      ${oneOf(unit)} ${formatStep(step)}
      ${near.map(({ series: { plotted }, line, value, style }, index) => {
        const told = readAt(plotted, stepNear(plotted, place))[line] ?? value;
        return html`<div class=${index === 0 ? 'nearest' : ''}>
          <i style="border-top-color: ${style.colour}; ${style.dash ? 'border-top-style: dashed' : ''}"></i>
          ${isAlone ? nothing : html`<bdi>${plotted.diagnosis.run}</bdi>`}
          <span>${line === 'explained' ? 'followed' : line}</span>
          <b>${formatRate(told)}</b>
        </div>`;
      })}
    </div>`;
  }

  protected override firstUpdated(): void {
    const [main, strip] = this.renderRoot.querySelectorAll<HTMLElement>('.main, .strip');
    this.chart = new RateChart([main!, strip!], this.model, {
      onPoint: (place, top) => {
        this.top = place === null || Number.isNaN(top) ? null : top;
        this.emit('lr-point', place);
      },
      onClick: (place) => this.emit('lr-pin', place),
      onDrag: (places, values) => this.ask({ places, ...(values && { values }) }),
      onZoom: (place, value, factor) => this.turn(place, value, factor),
      onReset: () => this.emit('lr-reset', null),
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('model')) this.chart?.update(this.model);
    const isOver = this.place !== null && this.top !== null;
    this.chart?.highlight((isOver && this.chart.linesNear(this.place!, this.top!)[0]) || null);
    this.chart?.setCursor(this.place, this.pinned);
  }

  private turn(place: number, value: number | null, factor: number): void {
    const { view, whole, values, scale } = this.model;
    const isWhole = value === null ? view.min <= whole.min && view.max >= whole.max : values === null;
    if (factor > 1 && isWhole) return;
    if (value === null) this.ask({ places: stretch(view, place, factor) });
    else if (this.chart) this.ask({ values: stretch(this.chart.drawnValues, value, factor, scale) });
  }

  private ask(request: ZoomRequest): void {
    this.emit('lr-zoom', request);
  }
}
