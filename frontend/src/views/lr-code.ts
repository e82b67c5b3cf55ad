import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { copyText } from '../host/clipboard';
import { LrElement } from './element';
import { sharedStyle } from './shared-style';

const DONE_MILLISECONDS = 2000;

/** A block of configuration or code. One with a heading is there to be copied, and gets a button for it. */
@customElement('lr-code')
export class Code extends LrElement {
  @property({ attribute: false }) text = '';
  @property({ attribute: false }) heading: string | null = null;
  @state() private answer = '';

  static override styles = [
    sharedStyle,
    css`
      .heading {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 24px;
      }
      pre {
        max-height: 320px;
        overflow: auto;
        border-radius: 4px;
        background: var(--lr-surface-code);
        scrollbar-color: var(--lr-border-strong) var(--lr-surface-code);
        padding: 10px 12px;
        font:
          12px/1.5 'Roboto Mono',
          Menlo,
          Consolas,
          'DejaVu Sans Mono',
          monospace;
        tab-size: 2;
      }
      /* Code scrolls, for a broken line is another line; what is said in words is read. */
      .words {
        font-family: inherit;
        font-size: 13.5px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      button {
        border-color: transparent;
        min-height: 24px;
        padding: 0 6px;
        color: var(--lr-link);
        font-size: 12px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`${
        this.heading
          ? html`<div class="heading">
              <h3>${this.heading}</h3>
              <button type="button" @click=${this.copy}>${this.answer || 'Copy'}</button>
              <span class="unseen" role="status">${this.answer}</span>
            </div>`
          : nothing
      }
      <pre tabindex="0" class=${isInWords(this.text) ? 'words' : ''}>${this.text}</pre>`;
  }

  async copy(): Promise<void> {
    this.answer = (await copyText(this.text)) ? 'Copied' : 'Select and copy by hand';
    setTimeout(() => (this.answer = ''), DONE_MILLISECONDS);
  }
}

/** Whether a text is sentences, and no code or configuration. */
export function isInWords(text: string): boolean {
  return text
    .trim()
    .split('\n')
    .every((line) => /^[A-Z0-9“"'(].*[.:]$/.test(line.trim()) && !/[;{}]$/.test(line));
}
