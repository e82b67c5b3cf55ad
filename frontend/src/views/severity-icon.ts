import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Severity } from '../api/types';

/** A shape of its own for every severity, so that none depends on colour alone. */
const SHAPES: Record<Severity, SVGTemplateResult> = {
  error: svg`<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />`,
  warning: svg`<path d="M8 2 15 14H1Z" fill="currentColor" />`,
  notice: svg`<circle cx="8" cy="8" r="6" fill="currentColor" />`,
  ok: svg`<path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2" />`,
  unknown: svg`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8" />`,
};

export function severityIcon(severity: Severity, size = 14): TemplateResult {
  return html`<svg
    class="severity-${severity}"
    role="img"
    aria-label=${severity}
    width=${size}
    height=${size}
    viewBox="0 0 16 16"
  >
    ${SHAPES[severity]}
  </svg>`;
}
