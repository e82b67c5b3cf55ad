import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Diagnosis } from '../api/types';
import { mergeColumns } from '../chart/columns';
import { defaultView, preferredScale, type Range, type Scale } from '../chart/range';
import type { Readout } from '../chart/rate-chart';
import { beyondView, disagreement } from '../chart/summary';
import { formatCount, formatRatePair, formatStep } from '../format/number';
import type { Theme } from '../host/theme';
import { describeNextChange } from './describe';
import { LrElement } from './element';
import './lr-chart';
import type { Chart } from './lr-chart';
import './lr-updated';
import { sharedStyle } from './shared-style';
import { chartPanelStyle } from './chart-panel-style';

/** The middle column: the selected series, its chart, and what stands around it. */
@customElement('lr-chart-panel')
export class ChartPanel extends LrElement {
  @property({ attribute: false }) diagnosis!: Diagnosis;
  @property({ attribute: false }) theme: Theme = 'light';
  @property({ attribute: false }) updatedAt: number | null = null;
  @state() private scale: Scale = 'linear';
  @state() private readout: Readout | null = null;
  @state() private view: Range | null = null;
  @state() private isZoomed = false;
  @query('lr-chart') private readonly chart!: Chart;

  /** The scales the reader chose, by series; for all others the values decide. */
  private readonly chosenScales = new Map<string, Scale>();

  static override styles = [sharedStyle, chartPanelStyle];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('diagnosis')) return;
    if (changed.get('diagnosis')?.key !== this.diagnosis.key) this.readout = null;
    this.scale = this.chosenScales.get(this.diagnosis.key) ?? scaleFor(this.diagnosis);
  }

  protected override render(): TemplateResult {
    const { run, tag } = this.diagnosis;
    return html`<header>
        <h2>${run} <span class="tag">${tag}</span></h2>
        <div class="controls">
          <button type="button" ?disabled=${!this.isZoomed} @click=${() => this.chart.resetZoom()}>
            Reset zoom
          </button>
          <div class="segments" role="group" aria-label="Scale of the value axis">
            ${this.renderScale('linear', 'Linear')} ${this.renderScale('log', 'Log')}
          </div>
        </div>
      </header>
      ${this.renderLegend()}
      <lr-chart
        .diagnosis=${this.diagnosis}
        .scale=${this.scale}
        .theme=${this.theme}
        @lr-hover=${(event: CustomEvent<Readout | null>) => (this.readout = event.detail)}
        @lr-view=${this.onView}
      ></lr-chart>
      ${this.renderFooter()}`;
  }

  private renderScale(scale: Scale, label: string): TemplateResult {
    return html`<button
      type="button"
      data-testid="scale-${scale}"
      aria-pressed=${this.scale === scale}
      @click=${() => this.chooseScale(scale)}
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
      ${disagreement(this.diagnosis) ? html`<span><i class="area"></i>disagree</span>` : nothing}
    </div>`;
  }

  private renderFooter(): TemplateResult {
    const { diagnosis, view } = this;
    const nextChange = describeNextChange(diagnosis);
    const beyond = view && beyondView(diagnosis.marks, view);
    return html`<footer>
      <span>
        ${formatCount(diagnosis.steps.count, 'point')} ·
        <lr-updated .moment=${this.updatedAt}></lr-updated>
      </span>
      ${nextChange ? html`<span>Next change: ${nextChange}</span>` : nothing}
      ${beyond ? html`<span class="beyond">${beyond}</span>` : nothing}
    </footer>`;
  }

  private chooseScale(scale: Scale): void {
    this.chosenScales.set(this.diagnosis.key, scale);
    this.scale = scale;
  }

  private onView(event: CustomEvent<{ view: Range; isZoomed: boolean }>): void {
    this.view = event.detail.view;
    this.isZoomed = event.detail.isZoomed;
  }
}

function scaleFor({ points, curve, marks }: Diagnosis): Scale {
  return preferredScale(mergeColumns(points, curve, false), defaultView(points, curve, marks));
}
