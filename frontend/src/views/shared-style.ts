import { css, unsafeCSS } from 'lit';
import { FONT_FAMILY } from '../chart/style';

/** What every component starts from. */
export const sharedStyle = css`
  :host {
    display: block;
    color: var(--lr-text);
    font: 14px/1.45 ${unsafeCSS(FONT_FAMILY)};
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--lr-link);
    outline-offset: 2px;
  }
  h2,
  h3,
  p,
  ol,
  ul,
  pre,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h3 {
    color: var(--lr-text-muted);
    font-size: 11px;
    font-weight: 500;
    letter-spacing: 0.06em;
    text-transform: uppercase;
  }
  button {
    border: 1px solid var(--lr-border);
    border-radius: 4px;
    padding: 0 10px;
    min-height: 28px;
    background: transparent;
    color: var(--lr-text);
    font: inherit;
    font-size: 13px;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--lr-surface-hover);
  }
  button:disabled {
    color: var(--lr-text-muted);
    opacity: 0.6;
    cursor: default;
  }
  .number {
    white-space: nowrap;
  }
  code {
    font-family: 'Roboto Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    font-size: 0.9em;
  }
  .muted {
    color: var(--lr-text-muted);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .warnings {
    display: grid;
    gap: 8px;
    border-left: 3px solid var(--lr-warning);
    border-radius: 0 4px 4px 0;
    padding: 9px 12px;
    background: var(--lr-surface-warning);
    font-size: 13.5px;
  }
  .formula {
    font-family: 'Roboto Mono', Menlo, Consolas, monospace;
    font-size: 12.5px;
    overflow-wrap: anywhere;
  }
  /* Where the system sets the colours, what is chosen has the system's colours of a choice. */
  @media (forced-colors: active) {
    [aria-pressed='true'],
    .row.selected {
      forced-color-adjust: none;
      border-color: Highlight !important;
      background: Highlight !important;
      color: HighlightText !important;
    }
    [aria-pressed='true'] *,
    .row.selected * {
      color: HighlightText !important;
    }
    .row.selected path {
      stroke: HighlightText !important;
    }
  }
  .severity-error {
    color: var(--lr-error);
  }
  .severity-warning {
    color: var(--lr-warning);
  }
  .severity-notice {
    color: var(--lr-notice);
  }
  .severity-ok {
    color: var(--lr-ok);
  }
  .severity-unknown {
    color: var(--lr-unknown);
  }
`;
