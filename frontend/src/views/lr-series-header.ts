import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { csvUrl, seriesUrl } from '../api/client';
import { writeReport } from '../format/report';
import { copyText } from '../host/clipboard';
import { download, fileName } from '../host/download';
import type { State, Store } from '../state/store';
import { LrElement } from './element';
import './lr-updated';
import { sharedStyle } from './shared-style';
import { breakable } from './unbroken';

const DONE_MILLISECONDS = 2000;

/** Which series is selected, the way back to all of them, and what can be taken away of it. */
@customElement('lr-series-header')
export class SeriesHeader extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) link!: () => string;
  /** The chart as a picture, or null while there is none. */
  @property({ attribute: false }) drawImage!: () => Promise<Blob> | null;
  @state() private said = '';

  static override styles = [
    sharedStyle,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        border-bottom: 1px solid var(--lr-border);
        padding: 8px 14px;
      }
      h2 {
        flex: 1 1 200px;
        min-width: 0;
        font-size: 16px;
        font-weight: 500;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .tag {
        color: var(--lr-text-muted);
        font-weight: 400;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
      }
      .age {
        color: var(--lr-text-muted);
        font-size: 12px;
        margin-right: 8px;
      }
      .actions button,
      a {
        display: inline-flex;
        align-items: center;
        border: none;
        border-radius: 4px;
        padding: 0 7px;
        min-height: 28px;
        color: var(--lr-link);
        font-size: 13px;
        text-decoration: none;
      }
      a:hover {
        background: var(--lr-surface-hover);
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { view, diagnosis, updatedAt } = this.state;
    const name = view.selected;
    if (!name) return nothing;
    const { run, tag } = name;
    const times = diagnosis?.points.wall_time ?? [];
    const lastTime = times[times.length - 1];
    return html`<header>
      <button
        type="button"
        data-testid="close"
        aria-label="Back to all series"
        title="Back to all series (Esc)"
        @click=${() => this.store.select(null)}
      >
        ← All
      </button>
      <h2><bdi>${breakable(run)}</bdi> <bdi class="tag">${breakable(tag)}</bdi></h2>
      <div class="actions" role="group" aria-label="Save and share">
        <span class="age" data-testid="age">
          ${
            lastTime === undefined
              ? nothing
              : html`last point <lr-updated .moment=${lastTime * 1000}></lr-updated>, `
          }
          checked <lr-updated .moment=${updatedAt}></lr-updated>
        </span>
        ${
          diagnosis
            ? html`<button
                  type="button"
                  data-testid="save-png"
                  title="Save the chart as a picture"
                  @click=${this.savePng}
                >
                  ↓ PNG
                </button>
                <a
                  data-testid="save-csv"
                  title="Save the points with expected rate and error"
                  href=${csvUrl(name)}
                  download=${fileName([run, tag], 'csv')}
                  >↓ CSV</a
                >
                <a
                  data-testid="save-json"
                  title="Save the diagnosis"
                  href=${seriesUrl(name)}
                  download=${fileName([run, tag], 'json')}
                  >↓ JSON</a
                >
                <button
                  type="button"
                  data-testid="copy-report"
                  title="Copy the diagnosis as text, for an issue"
                  @click=${() => this.copy(writeReport(diagnosis), 'Report')}
                >
                  Copy report
                </button>`
            : nothing
        }
        <button
          type="button"
          data-testid="copy-link"
          title="Copy a link to this view"
          @click=${() => this.copy(this.link(), 'Link')}
        >
          Copy link
        </button>
        <span class="muted" role="status">${this.said}</span>
      </div>
    </header>`;
  }

  private async copy(text: string, what: string): Promise<void> {
    this.say((await copyText(text)) ? `${what} copied` : 'The browser does not allow copying');
  }

  private async savePng(): Promise<void> {
    const image = await this.drawImage();
    const { run = '', tag = '' } = this.state.view.selected ?? {};
    if (image) download(image, fileName([run, tag], 'png'));
    else this.say('There is no chart to save');
  }

  private say(text: string): void {
    this.said = text;
    setTimeout(() => (this.said = ''), DONE_MILLISECONDS);
  }
}
