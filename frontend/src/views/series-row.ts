// The parts of the series grid.

import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Row, Sparkline } from '../api/types';
import { sparklinePaths } from '../chart/sparkline';
import { formatCount, formatRate, formatRatePair, formatStep } from '../format/number';
import type { Group } from '../state/list';
import type { Sort, SortColumn } from '../state/view';
import { severityIcon } from './severity-icon';

/** Where an item stands in the grid. */
export interface Place {
  index: number;
  isActive: boolean;
  style: string;
}

export interface RowState {
  isSelected: boolean;
  isCompared: boolean;
  sparkline: Sparkline | null;
  onClick(event: MouseEvent): void;
  /** Null where there is nothing to compare with. */
  onCompare: ((event: MouseEvent) => void) | null;
}

const PLOT_WIDTH = 120;
const PLOT_HEIGHT = 26;

const COLUMNS: readonly [name: SortColumn, cssClass: string, label: string][] = [
  ['worst', 'headline', 'Verdict'],
  ['run', 'run', 'Run'],
  ['tag', 'tag', 'Tag'],
  ['step', 'step', 'Last step'],
  ['logged', 'logged', 'Logged'],
  ['expected', 'expected', 'Expected'],
];

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
        @click=${() => onSort({ column, isDescending: isSorted && !isDescending })}
      >
        ${label}${isSorted ? html`<span aria-hidden="true"> ${isDescending ? '↓' : '↑'}</span>` : nothing}
      </button></span
    >`;
  };
  const [verdict, run, tag, ...numbers] = COLUMNS.map(header);
  return html`<div role="rowgroup" class="head-group">
    <div class="head" role="row" aria-rowindex="1">
      ${verdict}${run}${tag}<span role="columnheader" class="plot"><span class="unseen">Curve</span></span
      >${numbers}
    </div>
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
      group.isCollapsed ? 'closed' : 'open'
    }"
    style=${style}
    @click=${onClick}
  >
    <span role="gridcell" aria-hidden="true">${group.isCollapsed ? '▸' : '▾'}</span>
    <span role="gridcell" class="icon">${severityIcon(group.severity)}</span>
    <b role="gridcell" title=${group.name}><bdi>${group.name}</bdi></b>
    <span role="gridcell" class="muted">${formatStep(group.rows.length)}</span>
  </div>`;
}

export function renderRow(row: Row, { index, isActive, style }: Place, state: RowState): TemplateResult {
  const [logged, expected] = formatRatePair(row.last_value, row.expected_value);
  return html`<div
    class="row ${isActive ? 'active' : ''} ${state.isCompared ? 'compared' : ''}"
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
    style=${style}
    @click=${state.onClick}
  >
    <span role="gridcell" class="icon">${severityIcon(row.severity)}</span>
    <span role="gridcell" class="headline severity-${row.severity}">${row.headline}</span>
    <span role="gridcell" class="name"
      ><bdi class="run">${row.run}</bdi><bdi class="tag">${row.tag}</bdi></span
    >
    <span role="gridcell" class="plot">${renderSparkline(state.sparkline)}</span>
    <span role="gridcell" class="step">${formatStep(row.last_step)}</span>
    <span role="gridcell" class="numbers"
      ><span class="logged">${logged}</span><i> / </i><span class="expected">${expected}</span></span
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

function renderSparkline(sparkline: Sparkline | null): TemplateResult | typeof nothing {
  if (!sparkline) return nothing;
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
  return `${row.severity}: ${row.headline}. Run ${row.run}, tag ${row.tag}. At step ${formatStep(row.last_step)}: ${values}`;
}
