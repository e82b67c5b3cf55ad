import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Severity } from '../api/types';
import { describeProgress } from '../format/describe';
import { formatCount, formatStep } from '../format/number';
import { inWords } from '../state/list';
import type { State, Store } from '../state/store';
import { GROUPINGS, type Grouping } from '../state/view';
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

/** What narrows the list down: counts to press, a search, and how the rest is grouped. */
@customElement('lr-filters')
export class Filters extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) state!: State;

  static override styles = [
    sharedStyle,
    css`
      :host,
      .chips,
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      :host {
        container-type: inline-size;
        padding: 10px 14px 8px;
        background: var(--lr-surface-side);
      }
      .chips {
        gap: 6px;
      }
      /* Beside the chips where there is room for all of it, and else below them. */
      .line {
        flex: 1 1 460px;
      }
      @container (max-width: 470px) {
        .line > input {
          flex-basis: 100%;
        }
      }
      .chips button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        border-radius: 14px;
        background: var(--lr-surface);
        font-size: 12px;
      }
      .chips [aria-pressed='true'] {
        border-color: var(--lr-accent);
        background: var(--lr-surface-selected);
        box-shadow: inset 0 0 0 1px var(--lr-accent);
      }
      .chips svg {
        width: 12px;
      }
      .verdicts {
        flex-basis: 100%;
      }
      /* In one line to be drawn along, where they would take half of the screen. */
      @media (max-width: 600px) {
        .verdicts {
          flex-wrap: nowrap;
          overflow-x: auto;
          scrollbar-width: thin;
        }
        .verdicts button {
          flex: none;
        }
      }
      input,
      select {
        border: 1px solid var(--lr-border-strong);
        border-radius: 4px;
        padding: 5px 10px;
        min-height: 30px;
        background: var(--lr-surface);
        color: inherit;
        font: inherit;
        font-size: 13px;
      }
      input {
        flex: 1 1 160px;
        min-width: 0;
        text-overflow: ellipsis;
      }
      input::placeholder {
        color: var(--lr-text-muted);
        opacity: 1;
      }
      input[aria-invalid='true'] {
        border-color: var(--lr-error);
      }
      select {
        padding: 5px 4px;
      }
      .invalid {
        flex-basis: 100%;
        color: var(--lr-error);
        font-size: 12px;
      }
      .count {
        color: var(--lr-text-muted);
        font-size: 12px;
      }
    `,
  ];

  /** Puts the cursor into the search field. */
  focusSearch(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    const { diagnoses, view, list } = this.state;
    const rows = diagnoses?.series ?? [];
    return html`<div class="chips" role="group" aria-label="Filter by severity">
        ${[...list.counts.severities].map(([severity, count]) =>
          this.renderChip(
            `chip-${severity}`,
            html`${severityIcon(severity)}${formatCount(count, ...NAMES[severity])}`,
            count,
            view.severities.has(severity),
            () => this.store.toggle('severities', severity),
          ),
        )}
        ${this.renderChip(
          'chip-warned',
          html`<span class="severity-warning" aria-hidden="true">▲</span> with warnings
            ${formatStep(list.counts.warned)}`,
          list.counts.warned,
          view.onlyWarned,
          () => this.store.change({ onlyWarned: !view.onlyWarned }),
        )}
      </div>
      <div class="line">
        <input
          type="search"
          data-testid="filter"
          aria-label="Search runs, tags, verdicts, schedules (regex)"
          aria-invalid=${list.error !== null}
          aria-describedby=${list.error === null ? nothing : 'invalid'}
          placeholder="Run, tag, verdict, schedule (regex)"
          autocomplete="off"
          spellcheck="false"
          dir="auto"
          .value=${view.text}
          @input=${(event: InputEvent) =>
            this.store.change({ text: (event.target as HTMLInputElement).value })}
        />
        <select
          data-testid="group-by"
          aria-label="Group by"
          .value=${view.grouping}
          @change=${(event: Event) =>
            this.store.change({ grouping: (event.target as HTMLSelectElement).value as Grouping })}
        >
          ${GROUPINGS.map(
            (grouping) =>
              html`<option value=${grouping} ?selected=${grouping === view.grouping}>
                ${grouping === 'none' ? 'no groups' : `by ${grouping}`}
              </option>`,
          )}
        </select>
        ${
          list.groups.length > 0
            ? html`<button
                type="button"
                data-testid="toggle-groups"
                @click=${() => this.store.toggleGroups()}
              >
                ${list.groups.every((key) => this.state.collapsed.has(key)) ? 'Open all' : 'Close all'}
              </button>`
            : nothing
        }
        <span class="count" role="status" data-testid="count">
          ${list.count === rows.length ? '' : `${formatStep(list.count)} of `}${formatCount(rows.length, 'series', 'series')}
        </span>
        <button
          type="button"
          data-testid="open-plan"
          title="What a configuration asks for, before any run"
          @click=${() => this.emit('lr-plan', null)}
        >
          Plan …
        </button>
        <button
          type="button"
          class="help"
          data-testid="show-keys"
          aria-label="Keys"
          title="Keys (?)"
          @click=${() => this.emit('lr-keys', null)}
        >
          ?
        </button>
        <span class="count" data-testid="reading"
          >${diagnoses?.reading ? describeProgress(diagnoses.reading) : nothing}</span
        >
      </div>
      ${
        list.error === null
          ? nothing
          : html`<div id="invalid" class="invalid" role="status">${list.error}</div>`
      }
      ${this.renderVerdicts()}`;
  }

  /** The verdicts take their room in the overview only, and beside a chart where they narrow the list. */
  private renderVerdicts(): TemplateResult | typeof nothing {
    const { list, view } = this.state;
    const counts = new Map(list.counts.verdicts);
    for (const chosen of view.verdicts) if (!counts.has(chosen)) counts.set(chosen, 0);
    const verdicts = [...counts];
    const isShown = !view.selected || view.verdicts.size > 0;
    const host = this.renderHostFilter();
    if (!(isShown && verdicts.length > 1) && host === nothing) return nothing;
    return html`<div class="chips verdicts" role="group" aria-label="Filter by verdict">
      ${
        isShown &&
        verdicts.map(([verdict, count]) =>
          this.renderChip(
            `verdict-${verdict}`,
            html`${inWords(verdict)} ${formatStep(count)}`,
            count,
            view.verdicts.has(verdict),
            () => this.store.toggle('verdicts', verdict),
          ),
        )
      }
      ${host}
    </div>`;
  }

  private renderHostFilter(): TemplateResult | typeof nothing {
    const { hostFilter, view } = this.state;
    if (hostFilter === '') return nothing;
    return html`<button
      type="button"
      data-testid="host-filter"
      aria-pressed=${view.usesHostFilter}
      title="The filter of runs that is set in TensorBoard"
      @click=${() => this.store.change({ usesHostFilter: !view.usesHostFilter })}
    >
      TensorBoard’s run filter: <bdi>${hostFilter}</bdi>
    </button>`;
  }

  private renderChip(
    id: string,
    label: TemplateResult,
    count: number,
    isChosen: boolean,
    onClick: () => void,
  ): TemplateResult | typeof nothing {
    // A chosen chip stays while a refresh brings its count to nothing: else there would be no way to take it back.
    if (count === 0 && !isChosen) return nothing;
    return html`<button type="button" data-testid=${id} aria-pressed=${isChosen} @click=${onClick}>
      ${label}
    </button>`;
  }
}
