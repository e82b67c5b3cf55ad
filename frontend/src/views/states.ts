// What fills the page when there is no list to show.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { Diagnoses, Progress } from '../api/types';
import { describeProgress } from '../format/describe';

export const statesStyle = css`
  .state {
    max-width: 720px;
    margin: 0 auto;
    padding: 72px 24px;
  }
  .state h2 {
    margin-bottom: 10px;
    font-size: 20px;
    font-weight: 500;
  }
  .state p {
    margin-bottom: 12px;
  }
  .state ul {
    max-height: 320px;
    overflow-y: auto;
    margin-bottom: 16px;
    border: 1px solid var(--lr-border);
    border-radius: 4px;
    padding: 8px 12px;
    list-style: none;
    overflow-wrap: anywhere;
  }
  .state code {
    border-radius: 3px;
    padding: 1px 5px;
    background: var(--lr-surface-code);
    font-size: 13px;
  }
`;

export function renderLoading(reading: Progress | null): TemplateResult {
  return html`<div class="state" role="status" data-testid="loading">
    <h2>${reading ? describeProgress(reading) : 'Reading the runs…'}</h2>
    <p class="muted">TensorBoard looks for learning rates and for the schedules that were asked for.</p>
  </div>`;
}

export function renderFailure(message: string, retry: () => void): TemplateResult {
  return html`<div class="state" role="alert" data-testid="error">
    <h2>The diagnoses could not be read</h2>
    <p>${message} This page keeps trying.</p>
    <button type="button" @click=${retry}>Try again now</button>
  </div>`;
}

export function renderEmpty({ scalar_tags, logdir }: Diagnoses, showPlan: () => void): TemplateResult {
  return html`<div class="state" data-testid="empty">
    <h2>No learning-rate series found</h2>
    <p>
      ${
        scalar_tags.length > 0
          ? 'No run has logged a scalar under a name that is known to hold a learning rate. These are the scalar tags there are:'
          : 'No run has logged any scalar yet. This page looks again by itself.'
      }
    </p>
    ${
      logdir
        ? html`<p>TensorBoard reads <code>${logdir}</code>. Is that where the training writes to?</p>`
        : nothing
    }
    ${
      scalar_tags.length > 0
        ? html`<ul>
              ${scalar_tags.map((tag) => html`<li>${tag}</li>`)}
            </ul>
            <p>
              If one of them is a learning rate, name it when you start TensorBoard:
              <code>--lr_diagnostics_tags REGEX</code>
            </p>`
        : nothing
    }
    <button type="button" data-testid="open-plan" @click=${showPlan}>
      Plan a run by its configuration …
    </button>
  </div>`;
}
