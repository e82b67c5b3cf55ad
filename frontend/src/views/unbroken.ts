import { html, type TemplateResult } from 'lit';

type Part = string | TemplateResult;

/** What must not be torn apart at the end of a line: 3e-5, 0.0038, 800,720, -0.5 %. */
const NUMBERS = /([-+−]?\d[\d.,]*(?:e[-+]?\d+)?(?: ?%)?)/;
const CODE = /`([^`]+)`/;

/** A sentence whose numbers stay in one line, for a reader takes "3.05e-" for a number, and whose `code` looks so. */
export function unbroken(sentence: string): Part[] {
  return sentence
    .split(CODE)
    .flatMap((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : withNumbers(part)));
}

function withNumbers(words: string): Part[] {
  return words
    .split(NUMBERS)
    .map((part, index) =>
      index % 2 === 1 && /[e.,%-]/.test(part) ? html`<span class="number">${part}</span>` : part,
    );
}

/** A name that goes on in the next line after a "/", "_" or the like, and in the middle of no word and number. */
export function breakable(name: string): Part[] {
  return name
    .split(/(?<=[/_,=])(?=[^/_,=])/)
    .flatMap((part, index) => (index > 0 ? [html`<wbr />`, part] : part));
}
