import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Range } from '../chart/model';
import { RateChart, type ChartModel } from '../chart/rate-chart';
import { RIGHT_MARGIN } from '../chart/style';
import { describeChart } from '../chart/summary';
import { stretch } from '../chart/zoom';
import { LrElement } from './element';
import { sharedStyle } from './shared-style';

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

  private chart: RateChart | null = null;
  private readonly resizing = new ResizeObserver(() => {
    this.chart?.draw();
    this.chart?.setCursor(this.place);
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
      .strip-name {
        position: absolute;
        z-index: 1;
        top: 0;
        right: ${RIGHT_MARGIN}px;
        color: var(--lr-text-muted);
        font-size: 11px;
        pointer-events: none;
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
    `,
  ];

  /** The canvases from top to bottom; none while nothing is drawn. */
  get canvases(): HTMLCanvasElement[] {
    return this.chart?.canvases ?? [];
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
      ></div>
      <div
        class="strip"
        data-testid="error-strip"
        role="img"
        aria-label="Relative error over the same axis"
        ?hidden=${this.model.all.every(({ error }) => !error)}
      >
        <span class="strip-name" aria-hidden="true">relative error</span>
      </div>`;
  }

  protected override firstUpdated(): void {
    const [main, strip] = this.renderRoot.querySelectorAll<HTMLElement>('.main, .strip');
    this.chart = new RateChart([main!, strip!], this.model, {
      onPoint: (place) => this.emit('lr-point', place),
      onDrag: (places, values) => this.ask({ places, ...(values && { values }) }),
      onWheel: (place, value, factor) => this.turn(place, value, factor),
      onReset: () => this.emit('lr-reset', null),
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('model')) this.chart?.update(this.model);
    this.chart?.setCursor(this.place);
  }

  private turn(place: number, value: number | null, factor: number): boolean {
    const { view, whole, values, scale } = this.model;
    const isWhole = value === null ? view.min <= whole.min && view.max >= whole.max : values === null;
    if (factor > 1 && isWhole) return false;
    if (value === null) this.ask({ places: stretch(view, place, factor) });
    else if (this.chart) this.ask({ values: stretch(this.chart.drawnValues, value, factor, scale) });
    return true;
  }

  private ask(request: ZoomRequest): void {
    this.emit('lr-zoom', request);
  }
}
