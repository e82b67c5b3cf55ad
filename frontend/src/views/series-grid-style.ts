import { css } from 'lit';

/** Two ways to lay out the same cells: a table over the whole width, or cards in a narrow column. */
export const seriesGridStyle = css`
  :host {
    min-height: 0;
  }
  .scroller {
    height: 100%;
    overflow-y: auto;
    outline-offset: -2px;
  }
  .content {
    position: relative;
  }
  .head {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    gap: 0 4px;
    height: 30px;
    border-bottom: 1px solid var(--lr-border);
    padding: 0 10px;
    background: var(--lr-surface-side);
  }
  .head button {
    border: none;
    padding: 0 3px;
    min-height: 24px;
    color: var(--lr-text-muted);
    font-size: 12px;
    white-space: nowrap;
  }
  .head [aria-sort] button {
    color: var(--lr-text);
    font-weight: 500;
  }
  .row,
  .group {
    position: absolute;
    inset: 0 0 auto;
    display: grid;
    align-items: center;
    border-bottom: 1px solid var(--lr-border);
    padding: 0 14px;
    cursor: pointer;
  }
  .row {
    grid-template: auto 21px 20px / 14px auto minmax(0, 1fr) 78px;
    grid-template-areas: 'icon headline headline headline' 'icon run run plot' 'icon numbers tag plot';
    align-content: center;
    column-gap: 9px;
  }
  .row:hover,
  .group:hover {
    background: var(--lr-surface-hover);
  }
  .row[aria-selected='true'] {
    box-shadow: inset 3px 0 var(--lr-accent);
    background: var(--lr-surface-selected);
  }
  .row.compared {
    box-shadow: inset 3px 0 var(--lr-expected);
  }
  .scroller[aria-activedescendant]:focus-visible {
    outline: none;
  }
  .scroller:focus-visible .active {
    outline: 2px solid var(--lr-link);
    outline-offset: -2px;
  }
  .headline {
    grid-area: headline;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    font-size: 13.5px;
    font-weight: 500;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .icon {
    grid-area: icon;
    display: flex;
  }
  .name {
    display: contents;
  }
  .run {
    grid-area: run;
  }
  .tag {
    grid-area: tag;
    text-align: right;
  }
  .row bdi {
    font-size: 12.5px;
  }
  .row bdi,
  .group b {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tag {
    color: var(--lr-text-muted);
  }
  .plot {
    grid-area: plot;
    display: flex;
    align-items: center;
    justify-content: end;
    gap: 4px;
  }
  .plot svg {
    display: block;
    width: 78px;
    height: 26px;
    overflow: visible;
  }
  .plot path {
    fill: none;
    stroke: var(--lr-logged);
    stroke-width: 1.8;
    vector-effect: non-scaling-stroke;
  }
  .plot .expected {
    stroke: var(--lr-expected);
    stroke-width: 1.4;
    stroke-dasharray: 4 3;
  }
  .numbers {
    grid-area: numbers;
    display: block;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .expected {
    color: var(--lr-expected);
  }
  .row .step {
    display: none;
  }
  .compare {
    position: absolute;
    left: 9px;
    bottom: 5px;
    opacity: 0;
  }
  .compare button {
    min-width: 24px;
    min-height: 24px;
    padding: 0;
    background: var(--lr-surface);
    font-size: 12px;
  }
  .row:hover .compare,
  .compared .compare {
    opacity: 1;
  }
  .group .icon {
    grid-area: auto;
  }
  .group {
    grid-template-columns: 12px 14px minmax(0, 1fr) auto;
    gap: 8px;
    background: var(--lr-surface-side);
    font-size: 13px;
  }
  .wide .head,
  .wide .row {
    display: grid;
    grid-template:
      'icon headline run tag plot step logged expected' 1fr
      / 14px minmax(0, 5fr) minmax(0, 3fr) minmax(0, 2fr) 120px 84px 80px 80px;
    gap: 0 14px;
    padding: 0 18px;
  }
  .wide .head > :first-child {
    grid-column: 1 / 3;
    margin-left: -4px;
  }
  .wide .row bdi,
  .wide .row .step,
  .wide .numbers > * {
    font-size: 13px;
  }
  .wide .tag {
    text-align: left;
  }
  .wide .row bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow-wrap: anywhere;
    white-space: normal;
    line-height: 1.3;
  }
  .wide .row .step {
    display: block;
    grid-area: step;
  }
  .wide .numbers {
    display: contents;
  }
  .wide .numbers .logged {
    grid-area: logged;
  }
  .wide .numbers .expected {
    grid-area: expected;
  }
  .wide .numbers i {
    display: none;
  }
  .wide .plot svg {
    width: 120px;
  }
  .wide .step,
  .wide .logged,
  .wide .numbers .expected,
  .wide .head .expected {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  .wide .head .run,
  .wide .head .tag {
    margin-left: -4px;
  }
  .wide .compare {
    display: none;
  }
  .cards .head .plot {
    display: none;
  }
`;
