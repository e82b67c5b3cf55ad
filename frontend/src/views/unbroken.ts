import { html, type TemplateResult } from 'lit';

/** What must not be torn apart at the end of a line: 3e-5, 0.0038, 800,720, -0.5 %. */
const NUMBERS = /([-+−]?\d[\d.,]*(?:e[-+]?\d+)?(?: ?%)?)/;

/** A sentence whose numbers stay in one line: a reader takes "3.05e-" for a number. */
export function unbroken(sentence: string): (string | TemplateResult)[] {
  return sentence
    .split(NUMBERS)
    .map((part, index) =>
      index % 2 === 1 && /[e.,%-]/.test(part) ? html`<span class="number">${part}</span>` : part,
    );
}
