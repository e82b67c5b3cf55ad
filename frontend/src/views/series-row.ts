// The parts of the series grid.

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Row, Sparkline } from '../api/types';
import { sparklinePaths } from '../chart/sparkline';
import { formatCount, formatRate, formatRatePair, formatStep } from '../format/number';
import { inWords, type Group } from '../state/list';
import type { Sort, SortColumn } from '../state/view';
import { severityIcon } from './severity-icon';
import { breakable, unbroken } from './unbroken';

/** Where an item stands in the grid. */
export interface Place {
  index: number;
  isActive: boolean;
  style: string;
}

export interface RowState {
  isSelected: boolean;
  isCompared: boolean;
  /** Whether it stands below the heading of a group. */
  isMember: boolean;
  /** Its colour among the series that are compared; null where it is none of them. */
  colour: number | null;
  sparkline: Sparkline | null;
  onClick(event: MouseEvent): void;
  /** Null where there is nothing to compare with. */
  onCompare: ((event: MouseEvent) => void) | null;
}

const PLOT_WIDTH = 120;
const PLOT_HEIGHT = 26;

const COLUMNS: readonly [name: SortColumn, cssClass: string, label: string][] = [
  ['worst', 'headline', 'Verdict'],
  ['warnings', 'warned', 'Warnings'],
  ['run', 'run', 'Run'],
  ['tag', 'tag', 'Tag'],
  ['step', 'step', 'Last step'],
  ['logged', 'logged', 'Logged'],
  ['expected', 'expected', 'Expected'],
];

/** The heading of a table: a button for every column. */
export function renderHead(sort: Sort, onSort: (sort: Sort) => void): TemplateResult {
  const header = ([column, cssClass, label]: (typeof COLUMNS)[number]): TemplateResult => {
    const isSorted = sort.column === column;
    const isDescending = isSorted && sort.isDescending;
    return html`<span
      role="columnheader"
      class=${cssClass}
      aria-sort=${isSorted ? (isDescending ? 'descending' : 'ascending') : nothing}
      ><button
        type="button"
        data-testid="sort-${column}"
        aria-label=${column === 'warnings' ? label : nothing}
        title=${column === 'warnings' ? 'Sort by the number of warnings' : nothing}
        @click=${() => onSort({ column, isDescending: isSorted && !isDescending })}
      >
        ${column === 'warnings' ? '▲' : label}${isSorted ? html`<span aria-hidden="true"> ${isDescending ? '↓' : '↑'}</span>` : nothing}
      </button></span
    >`;
  };
  const [verdict, warned, run, tag, ...numbers] = COLUMNS.map(header);
  return renderHeadRow(
    html`${verdict}${warned}${run}${tag}<span role="columnheader" class="plot"
        ><span class="unseen">Curve</span></span
      >${numbers}`,
  );
}

/** The heading of a narrow list, in which no seven buttons have room. */
export function renderNarrowHead(sort: Sort, onSort: (sort: Sort) => void): TemplateResult {
  const { column, isDescending } = sort;
  return renderHeadRow(
    html`<span role="columnheader" class="sorted-by">
      <label
        >Sorted by
        <select
          data-testid="sort-by"
          @change=${(event: Event) =>
            onSort({ column: (event.target as HTMLSelectElement).value as SortColumn, isDescending: false })}
        >
          ${COLUMNS.map(
            ([name, , label]) =>
              html`<option value=${name} ?selected=${name === column}>${label.toLowerCase()}</option>`,
          )}
        </select></label
      >
      <button
        type="button"
        data-testid="sort-direction"
        aria-label=${isDescending ? 'Last first' : 'First first'}
        title="Turn the order round"
        @click=${() => onSort({ column, isDescending: !isDescending })}
      >
        ${isDescending ? '↓' : '↑'}
      </button>
    </span>`,
  );
}

function renderHeadRow(headers: TemplateResult): TemplateResult {
  return html`<div role="rowgroup" class="head-group">
    <div class="head" role="row" aria-rowindex="1">${headers}</div>
  </div>`;
}

export function renderGroup(
  group: Group,
  { index, isActive, style }: Place,
  onClick: () => void,
): TemplateResult {
  return html`<div
    class="group ${isActive ? 'active' : ''}"
    id=${isActive ? 'active' : nothing}
    role="row"
    data-testid="group"
    aria-rowindex=${index + 2}
    aria-label="${group.name}, ${formatCount(group.rows.length, 'series', 'series')}, ${
      group.summary && `${group.summary}, `
    }${group.isCollapsed ? 'closed' : 'open'}"
    style=${style}
    @click=${onClick}
  >
    <span role="gridcell" aria-hidden="true">${group.isCollapsed ? '▸' : '▾'}</span>
    <span role="gridcell" class="icon">${severityIcon(group.standing)}</span>
    <b role="gridcell" title=${group.name}><bdi>${group.name}</bdi></b>
    <span role="gridcell" class="muted summary" title=${group.summary}
      >${formatStep(group.rows.length)}${group.summary && `: ${group.summary}`}</span
    >
  </div>`;
}

export function renderRow(row: Row, { index, isActive, style }: Place, state: RowState): TemplateResult {
  const [logged, expected] = shortPair(row.last_value, row.expected_value);
  return html`<div
    class="row ${isActive ? 'active' : ''} ${state.isCompared ? 'compared' : ''} ${
      state.isSelected ? 'selected' : ''
    } ${state.isMember ? 'member' : ''}"
    id=${isActive ? 'active' : nothing}
    role="row"
    data-testid="series-row"
    data-run=${row.run}
    data-tag=${row.tag}
    data-verdict=${row.verdict}
    aria-rowindex=${index + 2}
    aria-selected=${state.isSelected || state.isCompared}
    aria-label=${describeRow(row)}
    title="${row.headline}&#10;${row.run} ${row.tag}"
    style="${style}${state.colour === null ? '' : `; --colour: var(--lr-run-${state.colour})`}"
    @click=${state.onClick}
  >
    ${state.colour === null ? nothing : html`<i class="swatch"></i>`}
    <span role="gridcell" class="icon">${severityIcon(row.standing)}</span>
    <span role="gridcell" class="headline severity-${row.standing}"
      >${row.acknowledged ? 'Acknowledged. ' : ''}${unbroken(row.headline)}</span
    >
    <span role="gridcell" class="warned">${renderWarned(row.warnings)}</span>
    <span role="gridcell" class="name"
      ><bdi class="run">${breakable(row.run)}</bdi><bdi class="tag">${breakable(row.tag)}</bdi></span
    >
    <span role="gridcell" class="plot">${renderSparkline(state.sparkline)}</span>
    <span role="gridcell" class="step">${formatStep(row.last_step)}</span>
    <span role="gridcell" class="numbers"
      ><span class="logged">${logged}</span><span class="expected">${expected}</span></span
    >
    ${
      state.onCompare
        ? html`<span role="gridcell" class="compare"
            ><button
              type="button"
              tabindex="-1"
              aria-pressed=${state.isCompared}
              aria-label="Compare ${row.run} ${row.tag}"
              title="Draw beside the selected series (Ctrl and click)"
              @click=${state.onCompare}
            >
              ${state.isCompared ? '−' : '+'}
            </button></span
          >`
        : nothing
    }
  </div>`;
}

/** Two rates in a narrow column; what is told from each other by six digits or not at all needs no more than three. */
function shortPair(logged: number | null, expected: number | null): [string, string] {
  const pair = formatRatePair(logged, expected);
  return pair[0] === pair[1] ? [formatRate(logged, 3), formatRate(expected, 3)] : pair;
}

/** How many warnings a series carries, and which. */
function renderWarned(warnings: readonly string[]): TemplateResult | typeof nothing {
  if (warnings.length === 0) return nothing;
  const names = warnings.map(inWords).join(', ');
  return html`<span
    data-testid="warned"
    class="severity-warning"
    role="img"
    aria-label=${names}
    title=${names}
    >▲${warnings.length > 1 ? html`<b>${warnings.length}</b>` : nothing}</span
  >`;
}

function renderSparkline(sparkline: Sparkline | null): TemplateResult {
  if (!sparkline) return html`<span class="no-plot"></span>`;
  const { logged, expected } = sparklinePaths(sparkline, PLOT_WIDTH, PLOT_HEIGHT);
  // The numbers beside it say the same to those who cannot see it.
  return html`<svg
    aria-hidden="true"
    viewBox="0 0 ${PLOT_WIDTH} ${PLOT_HEIGHT}"
    preserveAspectRatio="none"
    data-testid="sparkline"
  >
    ${svg`<path d=${logged} /><path class="expected" d=${expected} />`}
  </svg>`;
}

function describeRow(row: Row): string {
  const values = `logged ${formatRate(row.last_value)}, expected ${formatRate(row.expected_value)}`;
  const known = row.acknowledged ? ' Acknowledged.' : '';
  const warned = row.warnings.length > 0 ? ` Warnings: ${row.warnings.map(inWords).join(', ')}.` : '';
  return `${row.standing}: ${row.headline}. Run ${row.run}, tag ${row.tag}. At step ${formatStep(row.last_step)}: ${values}.${known}${warned}`;
}
