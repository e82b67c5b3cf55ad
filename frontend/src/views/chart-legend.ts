// The legend, which doubles as the readout: of the point under the cursor, of the marker, or else of the last one.
// Every entry has a width of its own, whatever its number: nothing may move while the pointer does.

import { html, nothing, type TemplateResult } from 'lit';
import type { Axis, Line, Plotted, Readout } from '../chart/model';
import { describeFollowed, describePlaceOfReadout } from '../chart/summary';
import { formatErrorOf, formatRate } from '../format/number';

type Part = TemplateResult | typeof nothing;
/** Takes a click on an entry: shows or hides it, and with Alt shows it alone. */
type Choose = (entry: string, event: MouseEvent) => void;

/** What stands beside every entry, for those who do not know. */
const TITLE = 'Show or hide; with Alt alone';

/** The names of the lines of a series, as legend and picture have them. */
export function nameOf(line: Line, { diagnosis }: Plotted): string {
  return line === 'explained' ? describeFollowed(diagnosis) : line;
}

export function renderLegend(
  plotted: Plotted,
  readout: Readout,
  axis: Axis,
  hidden: ReadonlySet<string>,
  colour: string | null,
  choose: Choose,
): TemplateResult {
  const { diagnosis, spans, lines, error } = plotted;
  const entry = (line: Line, testId: string, about = ''): Part =>
    lines[line]
      ? html`<button
          type="button"
          data-testid=${testId}
          title="${about && `${about}. `}${TITLE}"
          aria-pressed=${!hidden.has(line)}
          @click=${(event: MouseEvent) => choose(line, event)}
        >
          <i
            class="line ${line}"
            style=${colour && (line === 'logged' || line === 'expected') ? `border-color: ${colour}` : nothing}
          ></i
          >${nameOf(line, plotted)} <b class="rate">${formatRate(readout[line])}</b>
        </button>`
      : nothing;
  return html`<div class="legend" data-testid="legend">
    <span class="step ${axis}">${describePlaceOfReadout(readout, axis, diagnosis.unit)}</span>
    ${entry('logged', 'logged')}
    ${lines.expected ? entry('expected', 'expected') : html`<span class="muted">no expected curve</span>`}
    ${entry('edited', 'edited-legend')}
    ${
      error
        ? html`<span data-testid="error"
            >error
            <b class="error">${formatErrorOf(readout.logged, readout.expected, readout.error)}</b></span
          >`
        : nothing
    }
    ${entry('explained', 'line-explained', 'What the run followed instead')}
    ${entry('inferred', 'line-inferred', 'The schedule that the points themselves describe')}
    ${spans.length > 0 ? html`<span><i class="area"></i>disagree</span>` : nothing}
  </div>`;
}

/** One of several series: a row of a table with fixed columns. */
export interface Compared {
  plotted: Plotted;
  readout: Readout;
  colour: string | null;
  /** Null for the selected one, which is always there. */
  remove: (() => void) | null;
}

export function renderCompared(
  compared: readonly Compared[],
  hidden: ReadonlySet<string>,
  choose: Choose,
): Part {
  if (compared.length < 2) return nothing;
  return html`<div class="compared-series" tabindex="0" role="region" aria-label="Compared series">
    <table>
      <thead>
        <tr>
          ${['series', 'logged', 'expected', 'error'].map((name) => html`<th scope="col">${name}</th>`)}
          <th><span class="unseen">remove</span></th>
        </tr>
      </thead>
      <tbody>
        ${compared.map((one) => renderSeries(one, hidden, choose))}
      </tbody>
    </table>
  </div>`;
}

function renderSeries(
  { plotted, readout, colour, remove }: Compared,
  hidden: ReadonlySet<string>,
  choose: Choose,
): TemplateResult {
  const { run, tag, key } = plotted.diagnosis;
  return html`<tr data-testid=${remove ? 'compared' : 'compared-with'}>
    <th scope="row">
      <button
        type="button"
        title="${run} ${tag}. ${TITLE}"
        aria-pressed=${!hidden.has(key)}
        @click=${(event: MouseEvent) => choose(key, event)}
      >
        <i class="line" style=${colour ? `border-color: ${colour}` : nothing}></i><bdi>${run}</bdi>
        <bdi class="muted">${tag}</bdi>
      </button>
    </th>
    <td><span class="unseen">logged</span> ${formatRate(readout.logged)}</td>
    <td><span class="unseen">expected</span> ${formatRate(readout.expected)}</td>
    <td>${formatErrorOf(readout.logged, readout.expected, readout.error)}</td>
    <td>
      ${
        remove
          ? html`<button type="button" aria-label="Compare no longer with ${run} ${tag}" @click=${remove}>
              ✕
            </button>`
          : nothing
      }
    </td>
  </tr>`;
}
