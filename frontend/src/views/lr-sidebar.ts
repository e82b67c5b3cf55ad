import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { State } from '../state/store';
import { countSeverities } from '../state/filter';
import { formatStep } from '../format/number';
import { LrElement } from './element';
import './lr-chips';
import './lr-series-list';
import { sharedStyle } from './shared-style';

/** The left column: which series there are, and what narrows them down. */
@customElement('lr-sidebar')
export class Sidebar extends LrElement {
  @property({ attribute: false }) state!: State;

  static override styles = [
    sharedStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--lr-surface-side);
      }
      .controls {
        display: grid;
        gap: 10px;
        padding: 12px 14px 6px;
      }
      input {
        width: 100%;
        border: 1px solid var(--lr-border-strong);
        border-radius: 4px;
        padding: 7px 10px;
        background: var(--lr-surface);
        color: inherit;
        font: inherit;
        font-size: 13px;
      }
      input::placeholder {
        color: var(--lr-text-muted);
        opacity: 1;
      }
      input[aria-invalid='true'] {
        border-color: var(--lr-error);
      }
      .invalid {
        color: var(--lr-error);
        font-size: 12px;
      }
      .legend {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        color: var(--lr-text-muted);
        font-size: 12px;
      }
      .expected {
        color: var(--lr-expected);
      }
      lr-series-list {
        flex: 1;
        min-height: 0;
      }
      .none {
        padding: 20px 14px;
      }
      .none button {
        margin-top: 10px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { diagnoses, filter, filtered, selected } = this.state;
    const all = diagnoses?.rows ?? [];
    return html`<div class="controls">
        <lr-chips .counts=${countSeverities(all)} .chosen=${filter.severities}></lr-chips>
        <div>
          <input
            type="search"
            data-testid="filter"
            aria-label="Filter runs and tags (regex)"
            aria-invalid=${filtered.error !== null}
            aria-describedby=${filtered.error === null ? nothing : 'invalid'}
            placeholder="Filter runs and tags (regex)"
            autocomplete="off"
            spellcheck="false"
            .value=${filter.text}
            @input=${(event: InputEvent) =>
              this.emit('lr-filter-text', (event.target as HTMLInputElement).value)}
          />
          ${
            filtered.error === null
              ? nothing
              : html`<div id="invalid" class="invalid" role="status">${filtered.error}</div>`
          }
        </div>
        <div class="legend">
          <span role="status">${this.describeCount(filtered.rows.length, all.length)}</span>
          <span>logged / <span class="expected">expected</span> / step</span>
        </div>
      </div>
      ${
        filtered.rows.length > 0
          ? html`<lr-series-list
              .rows=${filtered.rows}
              .selectedKey=${selected?.key ?? null}
            ></lr-series-list>`
          : html`<div class="none">
              No series passes the filter.<br />
              <button type="button" @click=${() => this.emit('lr-clear-filter', null)}>
                Show all ${formatStep(all.length)}
              </button>
            </div>`
      }`;
  }

  private describeCount(shown: number, all: number): string {
    return shown === all ? 'worst first' : `${formatStep(shown)} of ${formatStep(all)}, worst first`;
  }
}
