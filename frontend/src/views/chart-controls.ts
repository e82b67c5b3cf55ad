// The row of buttons above the chart.

import { html, nothing, type TemplateResult } from 'lit';
import type { Scale } from '../chart/model';
import type { View } from '../state/view';

export interface Controls {
  view: View;
  /** The scale that is drawn, chosen or not. */
  scale: Scale;
  isFull: boolean;
  change(part: Partial<View>): void;
  reset(): void;
  toggleFull(): void;
}

export function renderControls({ view, scale, isFull, change, reset, toggleFull }: Controls): TemplateResult {
  const { axis, zoom, valueZoom, arrangement, compared, table } = view;
  const choice = (
    testId: string,
    label: string,
    isOn: boolean,
    onClick: () => void,
    title = '',
  ): TemplateResult =>
    html`<button
      type="button"
      data-testid=${testId}
      aria-pressed=${isOn}
      title=${title || nothing}
      @click=${onClick}
    >
      ${label}
    </button>`;
  const choose =
    (part: Partial<View>): (() => void) =>
    () =>
      change(part);
  return html`<div class="controls" role="group" aria-label="Chart">
    <div class="segments" role="group" aria-label="Horizontal axis">
      ${choice('axis-step', 'Step', axis === 'step', choose({ axis: 'step' }))}
      ${choice('axis-relative', 'Relative', axis === 'relative', choose({ axis: 'relative' }))}
      ${choice('axis-wall', 'Wall', axis === 'wall', choose({ axis: 'wall' }))}
    </div>
    <div class="segments" role="group" aria-label="Scale of the value axis">
      ${choice('scale-linear', 'Linear', scale === 'linear', choose({ scale: 'linear' }))}
      ${choice('scale-log', 'Log', scale === 'log', choose({ scale: 'log' }))}
    </div>
    ${
      compared.length > 0
        ? html`<div class="segments" role="group" aria-label="Compared series">
            ${choice('overlay', 'One chart', arrangement === 'overlay', choose({ arrangement: 'overlay' }))}
            ${choice('multiples', 'One each', arrangement !== 'overlay', choose({ arrangement: 'multiples' }))}
          </div>`
        : nothing
    }
    ${choice('table', 'Table', table, choose({ table: !table }))}
    ${choice('full', 'Full screen', isFull, toggleFull, 'The chart alone (f); Escape leads back')}
    <button
      type="button"
      data-testid="reset-zoom"
      title="Double click, or 0. Drag to zoom (with Shift in both directions), or turn the wheel with Ctrl or Alt (and Shift for the values)."
      ?disabled=${zoom === null && valueZoom === null}
      @click=${reset}
    >
      Reset zoom
    </button>
  </div>`;
}
