import { css } from 'lit';

export const appStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
    background: var(--lr-surface);
  }
  main {
    flex: 1;
    display: grid;
    grid-template-columns: clamp(300px, 26vw, 440px) minmax(0, 1fr) clamp(320px, 26vw, 460px);
    grid-template-rows: minmax(0, 1fr);
    min-height: 0;
  }
  lr-sidebar {
    border-right: 1px solid var(--lr-border);
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
  lr-diagnosis {
    border-left: 1px solid var(--lr-border);
    background: var(--lr-surface-side);
    overflow-y: auto;
  }
  .waiting {
    grid-column: 2 / 4;
    padding: 72px 24px;
    color: var(--lr-text-muted);
    text-align: center;
  }
  .strip {
    border-bottom: 1px solid var(--lr-border);
    padding: 8px 14px;
    background: var(--lr-surface-error);
    font-size: 13px;
  }
  /* One column: the page scrolls as a whole, and the list keeps a window of its own. */
  @media (max-width: 900px) {
    :host {
      height: auto;
      min-height: 100vh;
    }
    main {
      display: block;
    }
    lr-sidebar {
      height: 46vh;
      min-height: 320px;
      border-right: none;
      border-bottom: 1px solid var(--lr-border);
    }
    .middle {
      overflow: visible;
    }
    lr-diagnosis {
      border-left: none;
      border-top: 1px solid var(--lr-border);
    }
  }
`;
