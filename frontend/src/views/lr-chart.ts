import { css, html, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import chartLibraryStyle from 'uplot/dist/uPlot.min.css';
import type { Columns, Diagnosis } from '../api/types';
import { readPalette } from '../chart/palette';
import type { Range, Scale } from '../chart/range';
import { RateChart } from '../chart/rate-chart';
import { describeChart } from '../chart/summary';
import type { Theme } from '../host/theme';
import { LrElement } from './element';
import { sharedStyle } from './shared-style';

/** Gives the chart its place in the document, and redraws it for new data, another size or another theme. */
@customElement('lr-chart')
export class Chart extends LrElement {
  @property({ attribute: false }) diagnosis!: Diagnosis;
  @property({ attribute: false }) scale: Scale = 'linear';
  @property({ attribute: false }) zoom: Range | null = null;
  /** The curve of an edited schedule, drawn as one more line. */
  @property({ attribute: false }) preview: Columns | null = null;
  @property({ attribute: false }) theme: Theme = 'light';
  @query('.chart') private readonly container!: HTMLElement;

  private chart: RateChart | null = null;
  private readonly resizing = new ResizeObserver(() => this.fit());

  static override styles = [
    unsafeCSS(chartLibraryStyle),
    sharedStyle,
    css`
      :host {
        position: relative;
      }
      /* Out of the flow, so that the canvas follows the size of its place and never the other way round. */
      .chart {
        position: absolute;
        inset: 0;
        overflow: hidden;
      }
      .u-select {
        background: color-mix(in srgb, var(--lr-link) 18%, transparent);
      }
      .u-hz .u-cursor-x {
        border-right: 1px solid var(--lr-border-strong);
      }
    `,
  ];

  get canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector('canvas');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override render(): TemplateResult {
    return html`<div
      class="chart"
      data-testid="chart"
      role="img"
      aria-label=${describeChart(this.diagnosis)}
    ></div>`;
  }

  protected override firstUpdated(): void {
    this.resizing.observe(this.container);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('diagnosis');
    const isSameSeries = !changed.has('diagnosis') || before?.key === this.diagnosis.key;
    if (!this.chart || !isSameSeries || changed.has('scale') || changed.has('theme')) this.rebuild();
    else if (changed.has('diagnosis') || changed.has('zoom') || changed.has('preview'))
      this.chart.setData(this.diagnosis, this.zoom, this.preview);
  }

  /** The library fixes scale and colours when a chart is made. */
  private rebuild(): void {
    this.chart?.destroy();
    this.chart = null;
    // A container without size, in a hidden tab for one, gets its chart when it is first measured.
    if (this.container.clientWidth === 0 || this.container.clientHeight === 0) return;
    const palette = readPalette(this);
    this.chart = new RateChart(this.container, this.diagnosis, this.scale, palette, this.zoom, this.preview, {
      onHover: (readout) => this.emit('lr-hover', readout),
      onView: (view) => this.emit('lr-view', view),
      onZoom: (zoom) => this.emit('lr-zoom', zoom),
    });
  }

  private fit(): void {
    if (this.chart) this.chart.resize();
    else this.rebuild();
  }
}
