import { css } from 'lit';

export const chartPanelStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-width: 0;
    padding: 14px 18px;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .segments {
    display: flex;
  }
  .segments button {
    border-radius: 0;
  }
  .segments button:first-child {
    border-radius: 4px 0 0 4px;
  }
  .segments button:last-child {
    border-radius: 0 4px 4px 0;
  }
  .segments button + button {
    margin-left: -1px;
  }
  .controls [aria-pressed='true'] {
    position: relative;
    border-color: var(--lr-border-strong);
    background: var(--lr-surface-code);
    font-weight: 500;
  }
  .legends {
    display: grid;
    gap: 4px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .legend b {
    font-weight: 500;
  }
  .legend button {
    border: none;
    padding: 0 4px;
    margin: -1px -4px;
    min-height: 24px;
  }
  .legend [aria-pressed='false'] {
    color: var(--lr-text-muted);
    text-decoration: line-through;
  }
  .legend .name {
    overflow-wrap: anywhere;
  }
  /* Wide enough for most steps, so that the rest does not dance under a moving cursor. */
  .legend .step {
    min-width: 100px;
    color: var(--lr-text-muted);
  }
  .line {
    display: inline-block;
    width: 24px;
    margin-right: 7px;
    border-top: 2px solid var(--lr-logged);
    vertical-align: middle;
  }
  .line.expected {
    border-top: 2px dashed var(--lr-expected);
  }
  .line.edited {
    border-top: 2px dotted var(--lr-edited);
  }
  .line.explained {
    border-top: 2px dotted var(--lr-ok);
  }
  .line.inferred {
    border-top: 1px dotted var(--lr-text);
  }
  .area {
    display: inline-block;
    width: 14px;
    height: 12px;
    margin-right: 7px;
    background: var(--lr-disagree);
    outline: 1px solid color-mix(in srgb, var(--lr-error) 40%, transparent);
    vertical-align: -1px;
  }
  .charts {
    flex: 1;
    display: grid;
    gap: 12px;
    min-height: 340px;
    max-height: 720px;
  }
  .charts.multiples {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
    max-height: none;
  }
  figure {
    display: flex;
    flex-direction: column;
    min-width: 0;
    margin: 0;
  }
  figcaption {
    font-size: 13px;
    overflow-wrap: anywhere;
  }
  lr-chart {
    flex: 1;
    min-height: 240px;
  }
  .multiples lr-chart {
    min-height: 320px;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 20px;
    color: var(--lr-text-muted);
    font-size: 12px;
  }
  .beyond {
    flex-basis: 100%;
  }
`;
