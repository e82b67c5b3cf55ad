import { css, html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { dialogStyle } from './dialog-style';
import { LrElement } from './element';
import { sharedStyle } from './shared-style';

const KEYS: readonly [where: string, keys: readonly [key: string, does: string][]][] = [
  [
    'Everywhere',
    [
      ['?', 'these keys'],
      ['/', 'to the search'],
      ['c', 'copy the fix'],
      ['f', 'the chart alone, and back'],
      ['Esc', 'back to all series'],
    ],
  ],
  [
    'In the list',
    [
      ['↑ ↓ Page Home End', 'go through the rows; with Ctrl without showing them'],
      ['Enter', 'show the row and read its verdict; open or close a group'],
      ['Space', 'draw the row beside the selected one, or no longer'],
      ['← →', 'close and open a group'],
    ],
  ],
  [
    'In the chart',
    [
      ['← → Page Home End', 'from point to point'],
      ['Enter', 'set a marker that stays, or take it away'],
      ['+ −', 'zoom the steps'],
      ['↑ ↓', 'zoom the values'],
      ['0', 'show all'],
      ['wheel with Ctrl or Alt', 'zoom; with Shift the values'],
    ],
  ],
];

/** The keys, to be asked for with "?". */
@customElement('lr-keys')
export class Keys extends LrElement {
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  static override styles = [
    sharedStyle,
    dialogStyle,
    css`
      dialog {
        max-width: min(640px, 92vw);
      }
      h3 {
        margin: 14px 0 4px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 3px 18px;
        font-size: 13.5px;
      }
      dt {
        font-weight: 500;
      }
    `,
  ];

  /** Opens or closes the list of keys. */
  toggle(): void {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog data-testid="keys-help" aria-labelledby="keys-title">
      <button type="button" class="close" @click=${this.toggle}>Close</button>
      <h2 id="keys-title">Keys</h2>
      ${KEYS.map(
        ([where, keys]) =>
          html`<h3>${where}</h3>
            <dl>
              ${keys.map(
                ([key, does]) =>
                  html`<dt>${key}</dt>
                    <dd>${does}</dd>`,
              )}
            </dl>`,
      )}
    </dialog>`;
  }
}
