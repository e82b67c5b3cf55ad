import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Plotted } from '../chart/model';
import { formatCount, formatErrorOf, formatRate, formatStep } from '../format/number';
import { oneOf } from '../format/describe';
import { formatMoment } from '../format/time';
import { LrElement } from './element';
import { sharedStyle } from './shared-style';

const ROW_HEIGHT = 26;
const SPARE_ROWS = 10;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The points as a table. Only the rows in view are in the document; their numbers tell where they stand. */
@customElement('lr-points-table')
export class PointsTable extends LrElement {
  @property({ attribute: false }) plotted!: Plotted;
  @state() private top = 0;
  @state() private height = 0;
  private readonly resizing = new ResizeObserver(() => (this.height = this.clientHeight));

  static override styles = [
    sharedStyle,
    css`
      :host {
        flex: 1;
        min-height: 200px;
        overflow: auto;
        border: 1px solid var(--lr-border);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        height: ${ROW_HEIGHT}px;
        padding: 0 12px;
        text-align: right;
        white-space: nowrap;
      }
      th {
        position: sticky;
        top: 0;
        background: var(--lr-surface-code);
        font-weight: 500;
      }
      td {
        border-top: 1px solid var(--lr-border);
      }
      .off {
        background: var(--lr-disagree);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
    this.addEventListener('scroll', this.onScroll);
    // A region that scrolls has to be in reach of the keyboard.
    this.tabIndex = 0;
    this.role = 'region';
    this.ariaLabel = 'Points';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override render(): TemplateResult {
    const { run, tag, points, steps, unit } = this.plotted.diagnosis;
    const count = points.step.length;
    const start = Math.max(0, Math.min(count, Math.floor(this.top / ROW_HEIGHT)) - SPARE_ROWS);
    const end = Math.min(count, start + Math.ceil(this.height / ROW_HEIGHT) + 2 * SPARE_ROWS);
    const spacer = (rows: number): TemplateResult =>
      html`<tbody aria-hidden="true" style="height: ${rows * ROW_HEIGHT}px; display: block"></tbody>`;
    return html`<table aria-rowcount=${count + 1} data-testid="points-table">
      <caption class="unseen">
        ${run} ${tag}:
        ${formatCount(steps.count, 'point')}${
          count < steps.count ? `, of which ${formatStep(count)} are listed` : ''
        }
      </caption>
      <thead>
        <tr aria-rowindex="1">
          ${[capital(oneOf(unit)), 'Time', 'Logged', 'Expected', 'Relative error'].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      ${spacer(start)}
      <tbody>
        ${Array.from({ length: end - start }, (_, row) => this.renderRow(start + row))}
      </tbody>
      ${spacer(count - end)}
    </table>`;
  }

  private renderRow(index: number): TemplateResult {
    const { points, disagreements } = this.plotted.diagnosis;
    const { step, wall_time, value, expected, error } = points;
    const time = wall_time[index];
    const [logged, due] = [value[index] ?? null, expected?.[index] ?? null];
    const isOff = disagreements.some(({ first, last }) => first <= step[index]! && step[index]! <= last);
    return html`<tr aria-rowindex=${index + 2} class=${isOff ? 'off' : ''}>
      <td>${formatStep(step[index] ?? null)}</td>
      <td>${time === undefined ? '–' : formatMoment(time)}</td>
      <td>${formatRate(logged)}</td>
      <td>${formatRate(due)}</td>
      <td>${formatErrorOf(logged, due, error?.[index] ?? null)}</td>
    </tr>`;
  }

  /** What disagrees is what people look for. */
  protected override firstUpdated(): void {
    const { points, disagreements } = this.plotted.diagnosis;
    const onset = disagreements[0] ? points.step.indexOf(disagreements[0].first) : -1;
    if (onset > 0) this.scrollTop = (onset - 1) * ROW_HEIGHT;
  }

  private readonly onScroll = (): void => {
    this.top = this.scrollTop;
  };
}
