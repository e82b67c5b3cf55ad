import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Columns, Diagnosis } from '../api/types';
import { mergeColumns } from '../chart/columns';
import { curveAt } from '../chart/curve';
import { composeImage } from '../chart/image';
import { readPalette } from '../chart/palette';
import { defaultView, preferredScale, type Range, type Scale } from '../chart/range';
import type { Readout } from '../chart/rate-chart';
import { beyondView, disagreement } from '../chart/summary';
import { formatCount, formatRate, formatRatePair, formatStep } from '../format/number';
import type { Theme } from '../host/theme';
import type { State, Store } from '../state/store';
import { describeNextChange } from '../format/describe';
import { LrElement } from './element';
import './lr-chart';
import type { Chart } from './lr-chart';
import { sharedStyle } from './shared-style';
import { chartPanelStyle } from './chart-panel-style';

/** The middle column: the selected series, its chart, and what stands around it. */
@customElement('lr-chart-panel')
export class ChartPanel extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) diagnosis!: Diagnosis;
  /** The curve of an edited schedule, to be drawn beside the configured one. */
  @property({ attribute: false }) edited: Columns | null = null;
  @property({ attribute: false }) theme: Theme = 'light';
  @state() private readout: Readout | null = null;
  /** The part of the axis that is drawn, chosen or not. */
  @state() private view: Range | null = null;
  @query('lr-chart') private readonly chart!: Chart;

  static override styles = [sharedStyle, chartPanelStyle];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('diagnosis') || changed.get('diagnosis')?.key === this.diagnosis.key) return;
    this.readout = null;
  }

  /** The chart as a picture with its title and legend; null while nothing is drawn. */
  drawImage(): Promise<Blob> | null {
    const canvas = this.chart.canvas;
    if (!canvas) return null;
    const { run, tag, headline } = this.diagnosis;
    return composeImage(canvas, `${run} ${tag}`, headline, readPalette(this), this.edited !== null);
  }

  /** The scale that is drawn: the chosen one, or else the one that shows most. */
  private get scale(): Scale {
    const { scale } = this.state.view;
    return scale === 'auto' ? scaleFor(this.diagnosis) : scale;
  }

  protected override render(): TemplateResult {
    const { zoom } = this.state.view;
    return html`<header>
        ${this.renderLegend()}
        <div class="controls">
          <button
            type="button"
            data-testid="reset-zoom"
            ?disabled=${zoom === null}
            @click=${() => this.store.change({ zoom: null })}
          >
            Reset zoom
          </button>
          <div class="segments" role="group" aria-label="Scale of the value axis">
            ${this.renderScale('linear', 'Linear')} ${this.renderScale('log', 'Log')}
          </div>
        </div>
      </header>
      <lr-chart
        .diagnosis=${this.diagnosis}
        .preview=${this.edited}
        .scale=${this.scale}
        .zoom=${zoom}
        .theme=${this.theme}
        @lr-hover=${(event: CustomEvent<Readout | null>) => (this.readout = event.detail)}
        @lr-view=${(event: CustomEvent<Range>) => (this.view = event.detail)}
        @lr-zoom=${(event: CustomEvent<Range | null>) => this.store.change({ zoom: event.detail })}
      ></lr-chart>
      ${this.renderFooter()}`;
  }

  private renderScale(scale: Scale, label: string): TemplateResult {
    return html`<button
      type="button"
      data-testid="scale-${scale}"
      aria-pressed=${this.scale === scale}
      @click=${() => this.store.change({ scale })}
    >
      ${label}
    </button>`;
  }

  /** The legend doubles as the readout: of the point under the cursor, or else of the last one. */
  private renderLegend(): TemplateResult {
    const { steps, logged, expected, curve } = this.diagnosis;
    const { step, ...values } = this.readout ?? {
      step: steps.last,
      logged: logged.last,
      expected: expected.last,
    };
    const [loggedText, expectedText] = formatRatePair(values.logged, values.expected);
    return html`<div class="legend">
      <span class="step">step <b>${formatStep(step)}</b></span>
      <span><i class="line logged"></i>logged <b>${loggedText}</b></span>
      ${
        curve
          ? html`<span><i class="line expected"></i>expected <b>${expectedText}</b></span>`
          : html`<span class="muted">no expected curve</span>`
      }
      ${
        this.edited
          ? html`<span data-testid="edited-legend"
              ><i class="line edited"></i>edited
              <b>${formatRate(step === null ? null : curveAt(this.edited, step))}</b></span
            >`
          : nothing
      }
      ${disagreement(this.diagnosis) ? html`<span><i class="area"></i>disagree</span>` : nothing}
    </div>`;
  }

  private renderFooter(): TemplateResult {
    const { diagnosis, view } = this;
    const nextChange = describeNextChange(diagnosis);
    const beyond = view && beyondView(diagnosis.marks, view);
    return html`<footer>
      <span>${formatCount(diagnosis.steps.count, 'point')}</span>
      ${nextChange ? html`<span>Next change: ${nextChange}</span>` : nothing}
      ${beyond ? html`<span class="beyond">${beyond}</span>` : nothing}
    </footer>`;
  }
}

function scaleFor({ points, curve, marks }: Diagnosis): Scale {
  return preferredScale(mergeColumns(points, curve, false), defaultView(points, curve, marks));
}
