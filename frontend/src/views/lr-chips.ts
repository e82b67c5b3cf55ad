import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SEVERITIES, type Severity } from '../api/types';
import { formatCount } from '../format/number';
import { LrElement } from './element';
import { severityIcon } from './severity-icon';
import { sharedStyle } from './shared-style';

const NAMES: Record<Severity, [singular: string, plural: string]> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  notice: ['notice', 'notices'],
  ok: ['ok', 'ok'],
  unknown: ['unknown', 'unknown'],
};

/** How many series there are of every severity; a press shows only those. */
@customElement('lr-chips')
export class Chips extends LrElement {
  @property({ attribute: false }) counts!: Record<Severity, number>;
  @property({ attribute: false }) chosen: ReadonlySet<Severity> = new Set();

  static override styles = [
    sharedStyle,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        border-radius: 14px;
        background: var(--lr-surface);
        font-size: 12px;
      }
      button[aria-pressed='true'] {
        border-color: var(--lr-accent);
        background: var(--lr-surface-selected);
        box-shadow: inset 0 0 0 1px var(--lr-accent);
      }
      svg {
        width: 12px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<div role="group" aria-label="Filter by severity">
      ${SEVERITIES.map((severity) => this.renderChip(severity))}
    </div>`;
  }

  private renderChip(severity: Severity): TemplateResult | typeof nothing {
    const isChosen = this.chosen.has(severity);
    // A chosen chip stays while a refresh brings its count to nothing: else there would be no way to take it back.
    if (this.counts[severity] === 0 && !isChosen) return nothing;
    return html`<button
      type="button"
      data-testid="chip-${severity}"
      aria-pressed=${isChosen}
      @click=${() => this.emit('lr-toggle-severity', severity)}
    >
      ${severityIcon(severity)}${formatCount(this.counts[severity], ...NAMES[severity])}
    </button>`;
  }
}
