import { css } from 'lit';

export const whatIfStyle = css`
  summary {
    padding: 4px 0;
    color: var(--lr-link);
    font-weight: 500;
    cursor: pointer;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    padding-top: 6px;
  }
  .shapes {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(132px, 1fr));
    gap: 10px 12px;
  }
  .settings label span {
    font-family: 'Roboto Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    overflow-wrap: anywhere;
  }
  label {
    display: block;
    color: var(--lr-text-muted);
    font-size: 12px;
    line-height: 1.3;
  }
  select,
  input[type='text'] {
    min-height: 30px;
    border: 1px solid var(--lr-border-strong);
    border-radius: 4px;
    padding: 3px 8px;
    background: var(--lr-surface);
    color: var(--lr-text);
    font: inherit;
    font-size: 13px;
  }
  input[type='text'] {
    width: 100%;
    margin-top: 3px;
    font-variant-numeric: tabular-nums;
  }
  input[type='range'] {
    width: 100%;
    height: 20px;
    margin: 2px 0 0;
    accent-color: var(--lr-edited);
  }
  .edited input[type='text'] {
    border-color: var(--lr-edited);
    box-shadow: inset 0 0 0 1px var(--lr-edited);
  }
  input[aria-invalid='true'] {
    border-color: var(--lr-error);
    box-shadow: inset 0 0 0 1px var(--lr-error);
  }
  .switch {
    display: flex;
    flex-direction: row-reverse;
    align-items: center;
    justify-content: flex-end;
    gap: 7px;
    padding-top: 20px;
  }
  .switch input {
    width: 17px;
    height: 17px;
    accent-color: var(--lr-edited);
  }
  .about {
    margin-top: 2px;
    color: var(--lr-text-muted);
    font-size: 12px;
  }
  .problem {
    color: var(--lr-error);
  }
  .end {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
  }
  .end button {
    flex: none;
  }
`;
