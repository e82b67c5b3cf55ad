import { css } from 'lit';

/**
 * The colours of both themes, as custom properties that every component below inherits. Text keeps a contrast of
 * 4.5 to 1 against the surface it stands on, lines and shapes 3 to 1.
 */
export const themeStyle = css`
  :host {
    color-scheme: light;
    --lr-surface: #ffffff;
    --lr-surface-side: #fafafa;
    --lr-surface-code: #f1f3f4;
    --lr-surface-hover: #f1f3f4;
    --lr-surface-selected: #fff1e0;
    --lr-border: #dadce0;
    --lr-border-strong: #80868b;
    --lr-text: #202124;
    --lr-text-muted: #5f6368;
    --lr-link: #185abc;
    --lr-accent: #d96500;
    --lr-logged: #d96500;
    --lr-expected: #3f5c9a;
    --lr-edited: #8e24aa;
    --lr-disagree: rgba(197, 34, 31, 0.1);
    --lr-grid: #ebedef;
    --lr-mark: #5f6368;
    --lr-error: #c5221f;
    --lr-warning: #9a5b00;
    --lr-notice: #185abc;
    --lr-ok: #137333;
    --lr-unknown: #5f6368;
    --lr-surface-error: #fce8e6;
    --lr-surface-warning: #fef3dc;
    /* TensorBoard's own, of its runs. */
    --lr-run-0: #425066;
    --lr-run-1: #12b5cb;
    --lr-run-2: #e52592;
    --lr-run-3: #f9ab00;
    --lr-run-4: #9334e6;
    --lr-run-5: #7cb342;
    --lr-run-6: #e8710a;
  }
  :host([theme='dark']) {
    color-scheme: dark;
    --lr-surface: #303030;
    --lr-surface-side: #292929;
    --lr-surface-code: #3a3a3a;
    --lr-surface-hover: #363636;
    --lr-surface-selected: #433425;
    --lr-border: #4a4a4a;
    --lr-border-strong: #9aa0a6;
    --lr-text: #f1f3f4;
    --lr-text-muted: #bdc1c6;
    --lr-link: #8ab4f8;
    --lr-accent: #ff9d45;
    --lr-logged: #ffa24d;
    --lr-expected: #9db8ff;
    --lr-edited: #e58af5;
    --lr-disagree: rgba(242, 139, 130, 0.15);
    --lr-grid: #434343;
    --lr-mark: #bdc1c6;
    --lr-error: #f6948c;
    --lr-warning: #fdd663;
    --lr-notice: #8ab4f8;
    --lr-ok: #81c995;
    --lr-unknown: #bdc1c6;
    --lr-surface-error: #4a2f2d;
    --lr-surface-warning: #453c26;
    --lr-run-0: #8e98a3;
  }
  /* Where the system sets the colours, what is drawn stands on them as well, whichever theme the host has. */
  @media (forced-colors: active) {
    :host,
    :host([theme='dark']) {
      --lr-surface: Canvas;
      --lr-surface-side: Canvas;
      --lr-surface-code: Canvas;
      --lr-text: CanvasText;
      --lr-text-muted: CanvasText;
      --lr-mark: CanvasText;
    }
  }
`;
