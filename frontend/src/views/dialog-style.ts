import { css } from 'lit';

/** What the dialogs have in common; each gives its own width. */
export const dialogStyle = css`
  dialog {
    border: 1px solid var(--lr-border-strong);
    border-radius: 8px;
    padding: 18px 22px;
    background: var(--lr-surface);
    color: var(--lr-text);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 35%);
  }
  h2 {
    font-size: 17px;
    font-weight: 500;
  }
  .close {
    float: right;
  }
`;
