// The legend, which doubles as the readout: of the point under the cursor, or else of the last one.

import { html, nothing, type TemplateResult } from 'lit';
import type { Axis, Line, Plotted, Readout } from '../chart/model';
import { describeFollowed, describePlaceOfReadout } from '../chart/summary';
import { formatErrorOf, formatRate } from '../format/number';

type Part = TemplateResult | typeof nothing;

export function renderLegend(
  { diagnosis, spans, lines, error }: Plotted,
  readout: Readout,
  axis: Axis,
  hidden: ReadonlySet<string>,
  toggle: (line: Line) => void,
): TemplateResult {
  const optional = (line: 'explained' | 'inferred', name: string, title: string): Part =>
    lines[line]
      ? html`<button
          type="button"
          data-testid="line-${line}"
          title=${title}
          aria-pressed=${!hidden.has(line)}
          @click=${() => toggle(line)}
        >
          <i class="line ${line}"></i>${name} <b>${formatRate(readout[line])}</b>
        </button>`
      : nothing;
  return html`<div class="legend" data-testid="legend">
    <span class="step">${describePlaceOfReadout(readout, axis, diagnosis.unit)}</span>
    <span data-testid="logged"><i class="line logged"></i>logged <b>${formatRate(readout.logged)}</b></span>
    ${
      lines.expected
        ? html`<span data-testid="expected"
            ><i class="line expected"></i>expected <b>${formatRate(readout.expected)}</b></span
          >`
        : html`<span class="muted">no expected curve</span>`
    }
    ${
      lines.edited
        ? html`<span data-testid="edited-legend"
            ><i class="line edited"></i>edited <b>${formatRate(readout.edited)}</b></span
          >`
        : nothing
    }
    ${error ? html`<span data-testid="error">error <b>${formatErrorOf(readout.logged, readout.expected, readout.error)}</b></span>` : nothing}
    ${optional('explained', describeFollowed(diagnosis.evidence), 'What the run followed instead: show or hide')}
    ${optional('inferred', 'inferred', 'The schedule that the points themselves describe: show or hide')}
    ${spans.length > 0 ? html`<span><i class="area"></i>disagree</span>` : nothing}
  </div>`;
}

/** A line of the legend for a series beside the selected one. */
export function renderCompared(
  { diagnosis: { run, tag } }: Plotted,
  readout: Readout,
  colour: string | null,
  remove: () => void,
): TemplateResult {
  return html`<div class="legend" data-testid="compared">
    <span class="name">
      <i class="line" style=${colour ? `border-color: ${colour}` : nothing}></i><bdi>${run}</bdi>
      <bdi class="muted">${tag}</bdi>
    </span>
    <span>logged <b>${formatRate(readout.logged)}</b></span>
    <span>expected <b>${formatRate(readout.expected)}</b></span>
    <span>error <b>${formatErrorOf(readout.logged, readout.expected, readout.error)}</b></span>
    <button type="button" aria-label="Compare no longer with ${run} ${tag}" @click=${remove}>✕</button>
  </div>`;
}
