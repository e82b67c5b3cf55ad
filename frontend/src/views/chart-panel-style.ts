import { css } from 'lit';

export const chartPanelStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-width: 0;
    padding: 14px 18px;
  }
  header {
    display: flex;
    justify-content: space-between;
    gap: 16px;
  }
  h2 {
    font-size: 17px;
    font-weight: 500;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .tag {
    color: var(--lr-text-muted);
    font-weight: 400;
  }
  .controls {
    display: flex;
    flex: none;
    align-items: start;
    gap: 8px;
  }
  .segments {
    display: flex;
  }
  .segments button {
    border-radius: 4px 0 0 4px;
  }
  .segments button:last-child {
    margin-left: -1px;
    border-radius: 0 4px 4px 0;
  }
  .segments [aria-pressed='true'] {
    position: relative;
    border-color: var(--lr-border-strong);
    background: var(--lr-surface-code);
    font-weight: 500;
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
  /* Wide enough for most steps, so that the rest does not dance under a moving cursor. */
  .legend .step {
    min-width: 100px;
    color: var(--lr-text-muted);
  }
  .legend .step b {
    color: var(--lr-text);
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
  .area {
    display: inline-block;
    width: 14px;
    height: 12px;
    margin-right: 7px;
    background: var(--lr-disagree);
    outline: 1px solid color-mix(in srgb, var(--lr-error) 40%, transparent);
    vertical-align: -1px;
  }
  lr-chart {
    flex: 1;
    min-height: 300px;
    max-height: 620px;
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
