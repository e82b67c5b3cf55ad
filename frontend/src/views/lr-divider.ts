import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LrElement } from './element';

const KEY = 'lr_diagnostics.list_width';
const STEP = 24;
const LEAST = 280;

/** The line between the list and the chart. It sets the list's width, by pointer or by the arrow keys, and keeps it. */
@customElement('lr-divider')
export class Divider extends LrElement {
  static override styles = css`
    :host {
      display: block;
      width: 5px;
      border-left: 1px solid var(--lr-border);
      cursor: col-resize;
      touch-action: none;
    }
    :host(:hover),
    :host(:focus-visible) {
      outline: none;
      background: var(--lr-link);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.role = 'separator';
    this.ariaOrientation = 'vertical';
    this.ariaLabel = 'Width of the list';
    this.addEventListener('pointerdown', this.onPointerDown);
    this.addEventListener('keydown', this.onKey);
    this.set(Number(localStorage.getItem(KEY)));
  }

  protected override render(): TemplateResult {
    return html``;
  }

  private readonly onPointerDown = (event: PointerEvent): void => {
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    const move = ({ clientX }: PointerEvent): void => this.set(clientX);
    this.addEventListener('pointermove', move);
    this.addEventListener('lostpointercapture', () => this.removeEventListener('pointermove', move), {
      once: true,
    });
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    this.set(this.getBoundingClientRect().left + direction * STEP);
  };

  private set(width: number): void {
    this.ariaValueMin = String(LEAST);
    this.ariaValueMax = String(Math.round(innerWidth * 0.6));
    if (width < LEAST) {
      this.ariaValueNow = String(Math.round(innerWidth / 4));
      return;
    }
    this.ariaValueNow = String(Math.round(width));
    this.parentElement?.style.setProperty('--lr-list-width', `${width}px`);
    localStorage.setItem(KEY, String(width));
  }
}
