import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Diagnosis } from '../api/types';
import { describePlace } from '../format/describe';
import { formatError } from '../format/number';
import { inWords } from '../state/list';
import { LrElement } from './element';
import './lr-code';
import type { Code } from './lr-code';
import { sharedStyle } from './shared-style';
import { unbroken } from './unbroken';

type Part = TemplateResult | typeof nothing;

/** What follows from the verdict, in the order of use: causes, fix, warnings, evidence, and what asked for it. */
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
      dl {
        font-size: 13px;
      }
      dl > div {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 5fr);
        gap: 12px;
        border-top: 1px solid var(--lr-border);
        padding: 3px 0;
      }
      dt {
        color: var(--lr-text-muted);
      }
      dd {
        font-variant-numeric: tabular-nums;
      }
      summary {
        cursor: pointer;
      }
      details[data-testid='acknowledge'] {
        font-size: 13.5px;
      }
      details[data-testid='acknowledge'] summary {
        color: var(--lr-link);
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

  /** Copies what to do; tells whether there is anything to copy. */
  copyFix(): boolean {
    const code = this.renderRoot.querySelector<Code>('[data-testid=fix] lr-code');
    void code?.copy();
    return !!code;
  }

  protected override render(): TemplateResult {
    const { verdict } = this.diagnosis;
    return html`<article aria-label="Diagnosis">
      ${this.renderCauses()} ${this.renderFix()} ${this.renderAlternatives()} ${this.renderWarnings()}
      ${this.renderEvidence()} ${this.renderSource()} ${this.renderInferred()}
      <slot></slot>
      ${this.renderAcknowledge()}
      <section>
        <h3>What the logged number is</h3>
        <p>${this.diagnosis.measures_text}</p>
      </section>
      <a data-testid="verdict-help" href="./static/verdicts.html#${verdict}" target="_blank">
        What “${inWords(verdict)}” means
      </a>
    </article>`;
  }

  private renderWarnings(): Part {
    const { warnings, fix } = this.diagnosis;
    if (warnings.length === 0) return nothing;
    // A warning that asks for what the verdict asks for says the same once more.
    const [folded, open] = [true, false].map((isFolded) =>
      warnings.filter((warning) => (!!fix && warning.fix === fix) === isFolded),
    );
    return html`<section class="warnings" data-testid="warnings">
      <h3>${warnings.length === 1 ? 'Warning' : 'Warnings'}</h3>
      ${open!.map((warning) => this.renderWarning(warning))}
      ${folded!.map(
        (warning) =>
          html`<details>
            <summary>${inWords(warning.id)}: the fix above is its fix too</summary>
            ${this.renderWarning({ ...warning, fix: null })}
          </details>`,
      )}
    </section>`;
  }

  private renderWarning({ id, text, fix }: Diagnosis['warnings'][number]): TemplateResult {
    return html`<p data-warning=${id}>
        ${unbroken(text)} <a href="./static/verdicts.html#${id}" target="_blank">More on this</a>
      </p>
      ${fix ? html`<lr-code .heading=${'Fix'} .text=${fix}></lr-code>` : nothing}`;
  }

  private renderEvidence(): TemplateResult {
    return html`<section>
      <h3>Evidence</h3>
      <dl aria-label="Evidence">
        ${this.diagnosis.number_rows.map(
          ({ name, text }) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${unbroken(text)}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }

  private renderCauses(): Part {
    const { causes } = this.diagnosis;
    if (causes.length === 0) return nothing;
    return html`<section data-testid="causes">
      <h3>Likely causes</h3>
      <ol>
        ${causes.map((cause) => html`<li>${unbroken(cause)}</li>`)}
      </ol>
    </section>`;
  }

  private renderAlternatives(): Part {
    const { alternatives } = this.diagnosis;
    if (alternatives.length === 0) return nothing;
    return html`<section data-testid="alternatives">
      <h3>Fits as well</h3>
      <ul class="alternatives">
        ${alternatives.map((alternative) => html`<li>${unbroken(alternative)}</li>`)}
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

  /** The page writes nothing; it gives the lines to copy. */
  private renderAcknowledge(): Part {
    const { acknowledging } = this.diagnosis;
    if (!acknowledging) return nothing;
    return html`<details data-testid="acknowledge">
      <summary>Leave it as it is …</summary>
      <p>
        A verdict that is meant to be so counts no more, here and in <code>tb-lrplugin check</code>, with
        these lines in <code>lr_diagnostics.yaml</code> in the log directory. <code>*</code> stands for any
        text.
      </p>
      <lr-code .heading=${'lr_diagnostics.yaml'} .text=${acknowledging}></lr-code>
    </details>`;
  }

  private renderSource(): Part {
    const { schedule_text, schedule_formula, source, binding, other_sources } = this.diagnosis;
    if (!schedule_text && !source) return nothing;
    return html`<section data-testid="source">
      <h3>Asked for by</h3>
      ${schedule_text ? html`<p>${unbroken(schedule_text)}</p>` : nothing}
      ${schedule_formula ? html`<p class="formula" data-testid="formula">${schedule_formula}</p>` : nothing}
      ${
        source
          ? html`<p class="place muted">
              ${describePlace(source)} (${inWords(source.kind)})${binding ? `: ${binding}` : nothing}
            </p>`
          : nothing
      }
      ${source?.text ? html`<lr-code .text=${source.text}></lr-code>` : nothing}
      ${other_sources.map(
        (other) =>
          html`<p class="place muted" data-testid="other-source">
            Also found: ${describePlace(other)} (${inWords(other.kind)})
          </p>`,
      )}
    </section>`;
  }
}
