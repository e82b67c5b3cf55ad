import { css } from 'lit';

export const appStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
    background: var(--lr-surface);
  }
  main,
  .page {
    flex: 1;
    display: flex;
    min-height: 0;
  }
  main {
    flex-direction: column;
  }
  .list {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  lr-series-grid {
    flex: 1;
  }
  /* Beside a selected series, the list is a column whose width the reader sets. */
  .selected .list {
    flex: none;
    width: clamp(280px, var(--lr-list-width, 29vw), 60vw);
  }
  lr-divider {
    flex: none;
  }
  .detail {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .panes {
    flex: 1;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) clamp(320px, 27vw, 560px);
    min-height: 0;
  }
  .middle {
    display: flex;
    flex-direction: column;
    min-width: 0;
    overflow-y: auto;
  }
  lr-chart-panel {
    flex: 1;
  }
  .side {
    border-left: 1px solid var(--lr-border);
    background: var(--lr-surface-side);
    overflow-y: auto;
  }
  .skip:not(:focus) {
    position: absolute;
    width: 1px;
    min-height: 0;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .skip {
    align-self: flex-start;
    margin: 6px 14px;
  }
  .waiting {
    padding: 72px 24px;
    color: var(--lr-text-muted);
    text-align: center;
  }
  .none {
    padding: 24px 18px;
  }
  .none button {
    margin-top: 10px;
  }
  .strip {
    display: flex;
    align-items: center;
    gap: 12px;
    border-bottom: 1px solid var(--lr-border);
    padding: 6px 14px;
    background: var(--lr-surface-error);
    font-size: 13px;
  }
  .strip span {
    flex: 1;
  }
  /* The verdict, its chart and the rest of the diagnosis below each other, scrolling as one. */
  @media (max-width: 1150px) {
    .panes {
      display: flex;
      flex-direction: column;
      overflow-y: auto;
    }
    .side {
      display: contents;
    }
    .middle {
      flex: none;
      overflow: visible;
    }
    lr-verdict {
      order: -1;
    }
    lr-diagnosis {
      flex: none;
      border-top: 1px solid var(--lr-border);
      background: var(--lr-surface-side);
    }
    /* The curve stays in sight of the fields that change it. */
    .trying .middle {
      position: sticky;
      top: 0;
      z-index: 1;
      max-height: 45vh;
      overflow-y: auto;
      border-bottom: 1px solid var(--lr-border);
      background: var(--lr-surface);
    }
  }
  /* One thing at a time: the list, or the series that was selected in it. */
  @media (max-width: 860px) {
    .selected .list,
    lr-divider {
      display: none;
    }
  }
`;
