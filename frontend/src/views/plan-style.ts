import { css } from 'lit';

export const planStyle = css`
  dialog {
    width: min(680px, 94vw);
  }
  h2 {
    margin-bottom: 8px;
  }
  textarea,
  input {
    box-sizing: border-box;
    width: 100%;
    margin-top: 4px;
    border: 1px solid var(--lr-border-strong);
    border-radius: 4px;
    padding: 6px 9px;
    background: var(--lr-surface);
    color: inherit;
    font: inherit;
    font-size: 13px;
  }
  textarea {
    margin-top: 10px;
    font-family: 'Roboto Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    font-size: 12px;
    resize: vertical;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(160px, 1fr));
    gap: 10px;
    margin-top: 10px;
  }
  label {
    color: var(--lr-text-muted);
    font-size: 12px;
  }
  label input {
    color: var(--lr-text);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    margin-top: 16px;
  }
  .problem {
    margin-top: 12px;
    color: var(--lr-error);
  }
  figure {
    margin: 0;
  }
  svg {
    display: block;
    width: 100%;
    border-bottom: 1px solid var(--lr-border);
    border-left: 1px solid var(--lr-border);
  }
  path {
    fill: none;
    stroke: var(--lr-expected);
    stroke-width: 2;
    stroke-dasharray: 7 5;
  }
  figcaption {
    display: flex;
    justify-content: space-between;
    color: var(--lr-text-muted);
    font-size: 12px;
  }
  dl > div {
    display: grid;
    grid-template-columns: 110px minmax(0, 1fr);
    border-top: 1px solid var(--lr-border);
    padding: 3px 0;
    font-size: 13px;
  }
  dt {
    color: var(--lr-text-muted);
  }
`;
