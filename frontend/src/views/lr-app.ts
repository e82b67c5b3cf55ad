import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Row, Severity } from '../api/types';
import { formatClock } from '../format/time';
import type { Theme } from '../host/theme';
import type { State, Store } from '../state/store';
import { appStyle } from './app-style';
import { LrElement } from './element';
import './lr-chart-panel';
import './lr-diagnosis';
import './lr-problems';
import './lr-sidebar';
import { sharedStyle } from './shared-style';
import { renderEmpty, renderFailure, renderLoading, statesStyle } from './states';
import { themeStyle } from './theme-style';

/** The whole page. It shows the store's state and hands the reader's actions to it. */
@customElement('lr-app')
export class App extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) retry!: () => void;
  @property({ reflect: true }) theme: Theme = 'light';

  private unsubscribe: (() => void) | undefined;

  static override styles = [themeStyle, sharedStyle, statesStyle, appStyle];

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.store.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
  }

  protected override render(): TemplateResult {
    const { state } = this.store;
    const { diagnoses, failure } = state;
    if (!diagnoses) return failure === null ? renderLoading() : renderFailure(failure, this.retry);
    return html`${this.renderConnection(state)}
      <lr-problems .problems=${diagnoses.problems}></lr-problems>
      ${diagnoses.rows.length === 0 ? renderEmpty(diagnoses.scalarTags) : this.renderColumns(state)}`;
  }

  private renderColumns(state: State): TemplateResult {
    return html`<main
      @lr-select=${(event: CustomEvent<Row>) => this.store.select(event.detail)}
      @lr-filter-text=${(event: CustomEvent<string>) => this.store.setFilterText(event.detail)}
      @lr-toggle-severity=${(event: CustomEvent<Severity>) => this.store.toggleSeverity(event.detail)}
      @lr-clear-filter=${() => this.store.clearFilter()}
    >
      <lr-sidebar .state=${state}></lr-sidebar>
      ${this.renderSelected(state)}
    </main>`;
  }

  private renderSelected({ diagnosis, diagnosisFailure, updatedAt }: State): TemplateResult {
    if (!diagnosis) {
      return html`<div class="waiting" role="status">${diagnosisFailure ?? 'Reading the series…'}</div>`;
    }
    return html`<div class="middle">
        ${diagnosisFailure === null ? nothing : html`<div class="strip" role="alert">${diagnosisFailure}</div>`}
        <lr-chart-panel .diagnosis=${diagnosis} .theme=${this.theme} .updatedAt=${updatedAt}></lr-chart-panel>
      </div>
      <lr-diagnosis .diagnosis=${diagnosis}></lr-diagnosis>`;
  }

  /** What was read stays on screen when TensorBoard is gone; it only has to be said how old it is. */
  private renderConnection({ failure, updatedAt }: State): TemplateResult | typeof nothing {
    if (failure === null || updatedAt === null) return nothing;
    return html`<div class="strip" role="alert" data-testid="connection">
      ${failure.replace(/\.$/, '')}; last data from ${formatClock(updatedAt)}.
    </div>`;
  }
}
