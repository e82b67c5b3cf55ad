import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Diagnosis } from '../api/types';
import { LrElement } from './element';
import { severityIcon } from './severity-icon';
import { sharedStyle } from './shared-style';
import { unbroken } from './unbroken';

/** What is to be known first: the verdict in a sentence, and its numbers in a paragraph. */
@customElement('lr-verdict')
export class VerdictSentence extends LrElement {
  @property({ attribute: false }) diagnosis!: Diagnosis;

  static override styles = [
    sharedStyle,
    css`
      :host {
        padding: 14px 16px 0;
        overflow-wrap: anywhere;
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
      p {
        margin-top: 10px;
      }
    `,
  ];

  /** Whoever works with the keyboard goes on reading here. */
  override focus(): void {
    this.renderRoot.querySelector('h2')?.focus();
  }

  protected override render(): TemplateResult {
    const { standing, headline, detail, acknowledged } = this.diagnosis;
    return html`<h2 tabindex="-1" aria-describedby=${detail ? 'detail' : nothing}>
        ${severityIcon(standing, 18)}
        <span data-testid="headline" class="severity-${standing}">${unbroken(headline)}</span>
      </h2>
      ${acknowledged ? html`<p class="muted" data-testid="acknowledged">${acknowledged.text}</p>` : nothing}
      ${detail ? html`<p id="detail" data-testid="detail">${unbroken(detail)}</p>` : nothing}`;
  }
}
