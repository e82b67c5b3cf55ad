import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatAgo } from '../format/time';
import { LrElement } from './element';

/** "3 s ago", counting by itself so that nothing around it has to be drawn every second. */
@customElement('lr-updated')
export class Updated extends LrElement {
  @property({ attribute: false }) moment: number | null = null;

  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override render(): TemplateResult {
    return this.moment === null ? html`` : html`${formatAgo(Date.now() - this.moment)}`;
  }
}
