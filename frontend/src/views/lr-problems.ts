import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Problem } from '../api/types';
import { formatCount } from '../format/number';
import { LrElement } from './element';
import { severityIcon } from './severity-icon';
import { sharedStyle } from './shared-style';

/** Findings that belong to no single series. Dismissed ones come back when they are others. */
@customElement('lr-problems')
export class Problems extends LrElement {
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @state() private dismissed = '';

  static override styles = [
    sharedStyle,
    css`
      details {
        position: relative;
        border-bottom: 1px solid var(--lr-border);
        background: var(--lr-surface-warning);
        font-size: 13px;
      }
      summary {
        padding: 8px 100px 8px 14px;
        cursor: pointer;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      svg {
        margin: 0 4px;
        vertical-align: -2px;
      }
      ul {
        max-height: 160px;
        overflow-y: auto;
        padding: 0 14px 9px 54px;
        list-style: none;
        overflow-wrap: anywhere;
      }
      .where {
        font-weight: 500;
      }
      button {
        position: absolute;
        top: 4px;
        right: 10px;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    if (this.problems.length === 0 || this.dismissed === this.identity()) return nothing;
    return html`<details data-testid="problems" ?open=${this.problems.length <= 3}>
      <summary>
        ${severityIcon('warning')} ${formatCount(this.problems.length, 'problem')} outside of any series
      </summary>
      <ul>
        ${this.problems.map(
          ({ where, message }) =>
            html`<li>${where ? html`<span class="where">${where}:</span>` : nothing} ${message}</li>`,
        )}
      </ul>
      <button type="button" @click=${() => (this.dismissed = this.identity())}>Dismiss</button>
    </details>`;
  }

  private identity(): string {
    return JSON.stringify(this.problems);
  }
}
