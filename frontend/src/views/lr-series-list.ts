import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Row } from '../api/types';
import { formatRate, formatRatePair, formatStep } from '../format/number';
import { LrElement } from './element';
import { severityIcon } from './severity-icon';
import { sharedStyle } from './shared-style';
import { rowForKey, rowWindow, scrollTopFor } from './windowing';

const ROW_HEIGHT = 56;

/**
 * The series, one row each. However many there are, only the visible rows are in the document. The list itself keeps
 * the focus and names the selected row, as a list box does.
 */
@customElement('lr-series-list')
export class SeriesList extends LrElement {
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) selectedKey: string | null = null;
  @state() private scrollPosition = 0;
  @state() private viewportHeight = 0;
  @query('.scroller') private readonly scroller!: HTMLElement;

  private readonly resizing = new ResizeObserver(() => {
    this.viewportHeight = this.scroller.clientHeight;
  });

  static override styles = [
    sharedStyle,
    css`
      .scroller {
        height: 100%;
        overflow-y: auto;
        outline-offset: -2px;
      }
      .content {
        position: relative;
        border-top: 1px solid var(--lr-border);
      }
      .row {
        position: absolute;
        inset: 0 0 auto;
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr) auto;
        align-items: center;
        column-gap: 9px;
        height: ${ROW_HEIGHT}px;
        border-bottom: 1px solid var(--lr-border);
        padding: 0 14px;
        cursor: pointer;
      }
      .row:hover {
        background: var(--lr-surface-hover);
      }
      .row[aria-selected='true'] {
        box-shadow: inset 3px 0 var(--lr-accent);
        background: var(--lr-surface-selected);
      }
      /* The outline goes around the selected row, or around the whole list where that row is out of sight. */
      .scroller[aria-activedescendant]:focus-visible {
        outline: none;
      }
      .scroller:focus-visible .row[aria-selected='true'] {
        outline: 2px solid var(--lr-link);
        outline-offset: -2px;
      }
      .text,
      .numbers {
        display: grid;
      }
      .text > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .headline {
        font-size: 13.5px;
        font-weight: 500;
      }
      .name {
        font-size: 12.5px;
      }
      .numbers {
        font-size: 12px;
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .expected {
        color: var(--lr-expected);
      }
      .step {
        color: var(--lr-text-muted);
        font-size: 11px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override firstUpdated(): void {
    this.resizing.observe(this.scroller);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // A shorter list can leave the browser's scroll position elsewhere than where it was last seen.
    if (changed.has('rows')) this.scrollPosition = this.scroller.scrollTop;
  }

  protected override render(): TemplateResult {
    const { start, end } = rowWindow(this.rows.length, ROW_HEIGHT, this.scrollPosition, this.viewportHeight);
    const visible = this.rows.slice(start, end);
    const active = visible.findIndex((row) => row.key === this.selectedKey);
    return html`<div
      class="scroller"
      role="listbox"
      tabindex="0"
      aria-label="Learning-rate series"
      aria-activedescendant=${active < 0 ? nothing : `row-${start + active}`}
      @scroll=${() => (this.scrollPosition = this.scroller.scrollTop)}
      @keydown=${this.onKey}
    >
      <div class="content" role="presentation" style="height: ${this.rows.length * ROW_HEIGHT}px">
        ${visible.map((row, offset) => this.renderRow(row, start + offset))}
      </div>
    </div>`;
  }

  private renderRow(row: Row, index: number): TemplateResult {
    const [logged, expected] = formatRatePair(row.lastValue, row.expectedValue);
    return html`<div
      class="row"
      id="row-${index}"
      role="option"
      data-testid="series-row"
      data-run=${row.run}
      data-tag=${row.tag}
      data-verdict=${row.verdict}
      aria-selected=${row.key === this.selectedKey}
      aria-posinset=${index + 1}
      aria-setsize=${this.rows.length}
      aria-label=${describeRow(row)}
      title="${row.headline}&#10;${row.run} ${row.tag}"
      style="top: ${index * ROW_HEIGHT}px"
      @click=${() => this.emit('lr-select', row)}
    >
      ${severityIcon(row.severity)}
      <span class="text">
        <span class="headline severity-${row.severity}">${row.headline}</span>
        <span class="name">${row.run} <span class="muted">${row.tag}</span></span>
      </span>
      <span class="numbers">
        <span>${logged}</span>
        <span class="expected">${expected}</span>
        <span class="step">${formatStep(row.lastStep)}</span>
      </span>
    </div>`;
  }

  private onKey(event: KeyboardEvent): void {
    const current = this.rows.findIndex((row) => row.key === this.selectedKey);
    const pageSize = Math.max(1, Math.floor(this.viewportHeight / ROW_HEIGHT) - 1);
    const index = rowForKey(event.key, current, this.rows.length, pageSize);
    const row = index === null ? undefined : this.rows[index];
    if (index === null || !row) return;
    event.preventDefault();
    const { scrollTop } = this.scroller;
    this.scroller.scrollTop = scrollTopFor(index, ROW_HEIGHT, scrollTop, this.viewportHeight);
    this.emit('lr-select', row);
  }
}

function describeRow(row: Row): string {
  const values = `logged ${formatRate(row.lastValue)}, expected ${formatRate(row.expectedValue)}`;
  return `${row.severity}: ${row.headline}. Run ${row.run}, tag ${row.tag}. At step ${formatStep(row.lastStep)}: ${values}`;
}
