import { css } from 'lit';

/** Two ways to lay out the same cells: a table over the whole width, or cards in a narrow column. */
export const seriesGridStyle = css`
  :host {
    min-height: 0;
  }
  .scroller {
    container-type: inline-size;
    height: 100%;
    overflow-y: auto;
    outline-offset: -2px;
  }
  .content {
    position: relative;
  }
  /* Around the row of headings, which itself would stick no further than to the end of this. */
  .head-group {
    position: sticky;
    z-index: 1;
    top: 0;
  }
  .head {
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
    grid-template: auto 17px / 16px minmax(0, 1fr) 56px 52px;
    grid-template-areas: 'icon headline headline headline' 'warned name plot step';
    align-content: center;
    gap: 1px 8px;
  }
  .cards .member {
    border-left: 12px solid var(--lr-surface-side);
  }
  /* Only what stands first moves in: the columns stay below their headings. */
  .wide .member > :is(.icon, .headline) {
    translate: 14px;
  }
  .wide .member > .headline {
    margin-right: 14px;
  }
  .swatch {
    position: absolute;
    inset: 0 auto 0 0;
    width: 6px;
    background: var(--colour);
    forced-color-adjust: none;
  }
  .row:hover,
  .group:hover {
    background: var(--lr-surface-hover);
  }
  .row.selected {
    box-shadow: inset 3px 0 var(--lr-accent);
    background: var(--lr-surface-selected);
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
    font-size: 13px;
    font-weight: 500;
    line-height: 16px;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  /* The button of a row covers no word of it. */
  .headline:has(~ .compare) {
    padding-right: 22px;
  }
  .icon {
    grid-area: icon;
    display: flex;
  }
  .warned {
    grid-area: warned;
    font-size: 11px;
    white-space: nowrap;
  }
  .warned b {
    margin-left: 1px;
    font-weight: 500;
    font-size: 10px;
  }
  /* One line: a tag of which no more than some letters would be left wraps out of sight. */
  .name {
    grid-area: name;
    display: flex;
    flex-wrap: wrap;
    gap: 0 5px;
    min-width: 0;
    height: 17px;
    overflow: hidden;
  }
  .run {
    flex: 0 1 auto;
    max-width: 100%;
  }
  .tag {
    flex: 1 1 7ch;
    min-width: 0;
    /* A short one is shown wherever all of it has room. */
    max-width: max-content;
  }
  .row bdi {
    font-size: 12px;
    line-height: 17px;
  }
  .row bdi,
  .group b {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .cards wbr {
    display: none;
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
    width: 56px;
    height: 13px;
    overflow: visible;
  }
  .no-plot {
    width: 100%;
    border-top: 2px solid var(--lr-grid);
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
    display: none;
    grid-area: numbers;
    font-size: 11.5px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .expected {
    color: var(--lr-expected);
  }
  .row .step {
    grid-area: step;
    color: var(--lr-text-muted);
    font-size: 11.5px;
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  .sorted-by {
    display: flex;
    align-items: center;
    color: var(--lr-text-muted);
    font-size: 12px;
  }
  .sorted-by select {
    border: none;
    background: transparent;
    color: var(--lr-text);
    font: inherit;
    cursor: pointer;
  }
  .compare {
    position: absolute;
    right: 8px;
    top: 3px;
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
  .summary {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: right;
  }
  .group {
    grid-template-columns: 12px 14px minmax(30%, 1fr) minmax(0, auto);
    gap: 8px;
    background: var(--lr-surface-side);
    font-size: 13px;
  }
  .wide .head,
  .wide .row {
    display: grid;
    grid-template:
      'icon headline warned run tag plot step logged expected' 1fr
      / 14px minmax(0, 5fr) 26px minmax(0, 3fr) minmax(0, 2fr) 120px 84px 80px 80px;
    gap: 0 14px;
    padding: 0 18px;
  }
  .wide .head > :first-child {
    grid-column: 1 / 3;
    margin-left: -3px;
  }
  .wide .row bdi,
  .wide .row .step,
  .wide .numbers > * {
    font-size: 13px;
  }
  .wide .headline {
    -webkit-line-clamp: 3;
    line-clamp: 3;
    line-height: 15px;
  }
  .wide .warned {
    font-size: 12px;
    text-align: center;
  }
  .wide .head .warned button {
    color: var(--lr-warning);
  }
  .wide .name {
    display: contents;
  }
  .wide .run {
    grid-area: run;
  }
  .wide .tag {
    grid-area: tag;
  }
  .wide .row bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow-wrap: anywhere;
    white-space: normal;
    line-height: 1.3;
    text-align: left;
  }
  .wide .row .step {
    color: var(--lr-text);
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
  .wide .plot svg {
    width: 120px;
    height: 26px;
  }
  .wide .step,
  .wide .logged,
  .wide .numbers .expected,
  .wide .head .expected {
    font-variant-numeric: tabular-nums;
    text-align: right;
  }
  /* Headings begin and end where what stands below them does. */
  .wide .head :is(.run, .tag) {
    margin-left: -3px;
  }
  .wide .head :is(.step, .logged, .expected) {
    margin-right: -3px;
  }
  .wide .compare {
    display: none;
  }
  /* Where there is room for them, the numbers stand below each other beside a larger curve. */
  @container (min-width: 470px) {
    .cards .row {
      grid-template-columns: 16px minmax(0, 1fr) 84px 62px;
      grid-template-areas: 'icon headline plot numbers' 'warned name plot step';
    }
    .cards .plot svg {
      width: 84px;
      height: 34px;
    }
    .cards .headline:has(~ .compare) {
      padding-right: 0;
    }
    /* Above the end of the name, which is one line, and not above the numbers. */
    .cards .compare {
      right: 182px;
      top: auto;
      bottom: 3px;
    }
    .cards .numbers {
      display: grid;
      justify-items: end;
      line-height: 15px;
    }
  }
`;
