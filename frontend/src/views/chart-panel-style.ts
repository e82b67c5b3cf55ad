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
  :host([full]) {
    position: fixed;
    z-index: 5;
    inset: 0;
    background: var(--lr-surface);
    overflow-y: auto;
  }
  :host([full]) .charts {
    max-height: none;
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
    align-items: center;
    gap: 2px 18px;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .legend b {
    font-weight: 500;
  }
  .legend button,
  .compared-series button {
    border: none;
    padding: 0 4px;
    margin: -1px -4px;
    min-height: 24px;
  }
  [aria-pressed='false'] .line {
    opacity: 0.3;
  }
  .legend [aria-pressed='false'],
  .compared-series [aria-pressed='false'] {
    color: var(--lr-text-muted);
    text-decoration: line-through;
  }
  .legend b {
    display: inline-block;
    text-align: left;
    white-space: nowrap;
  }
  .legend .rate {
    min-width: 74px;
  }
  .legend .error {
    min-width: 136px;
  }
  .legend .step {
    min-width: 100px;
    color: var(--lr-text-muted);
  }
  .legend .step.relative {
    min-width: 150px;
  }
  .legend .step.wall {
    min-width: 230px;
  }
  .compared-series {
    max-height: 172px;
    overflow-y: auto;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  /* No wider than that an eye finds its way from the name to the numbers. */
  .compared-series table {
    table-layout: fixed;
    width: 100%;
    max-width: 820px;
    border-collapse: collapse;
  }
  .compared-series th,
  .compared-series td {
    height: 24px;
    padding: 0 8px 0 0;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .compared-series thead th {
    position: sticky;
    top: 0;
    background: var(--lr-surface);
    color: var(--lr-text-muted);
    font-size: 12px;
  }
  .compared-series th:first-child button {
    max-width: 100%;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .compared-series th:nth-child(2),
  .compared-series th:nth-child(3) {
    width: 92px;
  }
  .compared-series th:nth-child(4) {
    width: 142px;
  }
  .compared-series th:nth-child(5) {
    width: 40px;
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
  /* With the colour that the list has for it, where each chart has those of logged and expected. */
  figcaption {
    padding-left: 8px;
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
