import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Diagnosis } from '../api/types';
import { describeMeasures, describePlace, numberRows } from '../format/describe';
import { formatError } from '../format/number';
import { LrElement } from './element';
import './lr-code';
import { severityIcon } from './severity-icon';
import { sharedStyle } from './shared-style';
import { unbroken } from './unbroken';

type Part = TemplateResult | typeof nothing;

/** The right column: the verdict in words, the numbers behind it, what to do, and what asked for it. */
@customElement('lr-diagnosis')
export class DiagnosisPanel extends LrElement {
  @property({ attribute: false }) diagnosis!: Diagnosis;

  static override styles = [
    sharedStyle,
    css`
      :host {
        padding: 14px 16px 24px;
        overflow-wrap: anywhere;
      }
      article,
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
      }
      article {
        gap: 14px;
      }
      h2 {
        display: flex;
        gap: 9px;
        font-size: 16px;
        font-weight: 500;
        line-height: 1.35;
      }
      h2 svg {
        flex: none;
        margin-top: 3px;
      }
      dl {
        font-size: 13px;
      }
      dl > div {
        display: flex;
        justify-content: space-between;
        gap: 14px;
        border-bottom: 1px solid var(--lr-border);
        padding: 4px 0;
      }
      dt {
        flex: none;
        max-width: 60%;
      }
      dd {
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .warnings h3 {
        color: var(--lr-warning);
      }
      ol,
      ul {
        display: grid;
        gap: 4px;
        padding-left: 20px;
      }
      .alternatives {
        list-style: disc;
      }
      .place {
        font-size: 12.5px;
      }
      a {
        color: var(--lr-link);
        font-size: 13px;
      }
    `,
  ];

  protected override updated(changed: PropertyValues<this>): void {
    // A refresh of the same series leaves the reader where they are.
    if (changed.get('diagnosis')?.key !== this.diagnosis.key) this.scrollTop = 0;
  }

  protected override render(): TemplateResult {
    const { standing, headline, detail, verdict } = this.diagnosis;
    return html`<article aria-label="Diagnosis">
      <h2>
        ${severityIcon(standing, 18)}
        <span data-testid="headline" class="severity-${standing}">${unbroken(headline)}</span>
      </h2>
      ${detail ? html`<p data-testid="detail">${unbroken(detail)}</p>` : nothing} ${this.renderWarnings()}
      ${this.renderEvidence()} ${this.renderCauses()} ${this.renderAlternatives()} ${this.renderFix()}
      ${this.renderSource()} ${this.renderInferred()}
      <slot></slot>
      <section>
        <h3>What the logged number is</h3>
        <p>${describeMeasures(this.diagnosis)}</p>
      </section>
      <a data-testid="verdict-help" href="./static/verdicts.html#${verdict}" target="_blank">
        What “${verdict.replaceAll('_', ' ')}” means
      </a>
    </article>`;
  }

  private renderWarnings(): Part {
    const { warnings } = this.diagnosis;
    if (warnings.length === 0) return nothing;
    return html`<section class="warnings" data-testid="warnings">
      <h3>${warnings.length === 1 ? 'Warning' : 'Warnings'}</h3>
      ${warnings.map(
        ({ id, text, fix }) =>
          html`<p data-warning=${id}>
              ${text} <a href="./static/verdicts.html#${id}" target="_blank">More on this</a>
            </p>
            ${fix && fix !== this.diagnosis.fix ? html`<lr-code .heading=${'Fix'} .text=${fix}></lr-code>` : nothing}`,
      )}
    </section>`;
  }

  private renderEvidence(): TemplateResult {
    return html`<dl aria-label="Evidence">
      ${numberRows(this.diagnosis).map(
        ({ name, text }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>`;
  }

  private renderCauses(): Part {
    const { causes } = this.diagnosis;
    if (causes.length === 0) return nothing;
    return html`<section data-testid="causes">
      <h3>Likely causes</h3>
      <ol>
        ${causes.map((cause) => html`<li>${cause}</li>`)}
      </ol>
    </section>`;
  }

  private renderAlternatives(): Part {
    const { alternatives } = this.diagnosis;
    if (alternatives.length === 0) return nothing;
    return html`<section data-testid="alternatives">
      <h3>Fits as well</h3>
      <ul class="alternatives">
        ${alternatives.map((alternative) => html`<li>${alternative}</li>`)}
      </ul>
    </section>`;
  }

  private renderInferred(): Part {
    const { inferred } = this.diagnosis;
    if (!inferred) return nothing;
    return html`<section data-testid="inferred">
      <h3>What the points follow</h3>
      <p>${inferred.text || inferred.schedule_text}</p>
      <p class="place muted">Read from the points alone, ${formatError(inferred.residual)} off at most.</p>
    </section>`;
  }

  private renderFix(): Part {
    const { fix, verdict } = this.diagnosis;
    if (!fix) return nothing;
    const heading = verdict === 'no_schedule' ? 'How to give it a schedule' : 'Fix';
    return html`<section data-testid="fix">
      <lr-code .heading=${heading} .text=${fix}></lr-code>
    </section>`;
  }

  private renderSource(): Part {
    const { schedule_text, schedule_formula, source, binding, other_sources } = this.diagnosis;
    if (!schedule_text && !source) return nothing;
    return html`<section data-testid="source">
      <h3>Asked for by</h3>
      ${schedule_text ? html`<p>${schedule_text}</p>` : nothing}
      ${schedule_formula ? html`<p class="formula" data-testid="formula">${schedule_formula}</p>` : nothing}
      ${
        source
          ? html`<p class="place muted">
              ${describePlace(source)}
              (${source.kind.replaceAll('_', ' ')})${binding ? `: ${binding}` : nothing}
            </p>`
          : nothing
      }
      ${source?.text ? html`<lr-code .text=${source.text}></lr-code>` : nothing}
      ${other_sources.map(
        (other) =>
          html`<p class="place muted" data-testid="other-source">
            Also found: ${describePlace(other)} (${other.kind.replaceAll('_', ' ')})
          </p>`,
      )}
    </section>`;
  }
}
