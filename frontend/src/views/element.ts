import { LitElement } from 'lit';
import { sentenceOf } from '../api/error';

/**
 * The base of every component. One that cannot draw itself says so in its own place and leaves the rest of the page
 * alone; TensorBoard itself would show nothing at all.
 */
export class LrElement extends LitElement {
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      console.error(error);
      this.renderRoot.textContent = `This part of the page failed: ${sentenceOf(error)}`;
    }
  }

  /** Tells the components above that something was done here. */
  protected emit<T>(type: string, detail: T): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
