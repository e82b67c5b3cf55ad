import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Client } from '../api/client';
import { seriesKey } from '../api/types';
import { formatCount } from '../format/number';
import { formatClock } from '../format/time';
import type { Theme } from '../host/theme';
import type { State, Store } from '../state/store';
import { appStyle } from './app-style';
import { LrElement } from './element';
import './lr-chart-panel';
import type { ChartPanel } from './lr-chart-panel';
import './lr-diagnosis';
import type { DiagnosisPanel } from './lr-diagnosis';
import './lr-divider';
import './lr-filters';
import type { Filters } from './lr-filters';
import './lr-keys';
import type { Keys } from './lr-keys';
import './lr-plan';
import type { PlanDialog } from './lr-plan';
import './lr-problems';
import './lr-series-grid';
import './lr-series-header';
import './lr-verdict';
import './lr-what-if';
import { sharedStyle } from './shared-style';
import { renderEmpty, renderFailure, renderLoading, statesStyle } from './states';
import { themeStyle } from './theme-style';

type Part = TemplateResult | typeof nothing;

/** The whole page: the list of all series, and beside it the one that is selected. */
@customElement('lr-app')
export class App extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) client!: Client;
  /** Gives the address of the present view. */
  @property({ attribute: false }) link!: () => string;
  @property({ attribute: false }) retry!: () => void;
  @property({ reflect: true }) theme: Theme = 'light';
  @query('lr-chart-panel') private readonly chartPanel!: ChartPanel | null;

  private unsubscribe: (() => void) | undefined;
  private wasSelected = false;
  private hadFocus = false;
  /** The series whose diagnosis is shown. */
  private shownKey: string | null = null;
  /** Whether the focus is to follow to the verdict, which may still be read. */
  private isGoingOn = false;

  static override styles = [themeStyle, sharedStyle, statesStyle, appStyle];

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.store.subscribe(() => this.requestUpdate());
    // Also where nothing in the page has the focus yet.
    document.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
    document.removeEventListener('keydown', this.onKey);
  }

  protected override render(): TemplateResult {
    const { state } = this.store;
    const { diagnoses, failure } = state;
    return html`<main>
        <h1 class="unseen">Learning rates</h1>
        ${this.renderSkip(state)} ${this.renderConnection(state)} ${this.renderTurnedBad(state)}
        ${
          diagnoses
            ? html`<lr-problems .problems=${diagnoses.problems}></lr-problems> ${
                  diagnoses.series.length > 0
                    ? this.renderPanes(state)
                    : diagnoses.reading
                      ? renderLoading(diagnoses.reading)
                      : renderEmpty(diagnoses, this.showPlan)
                }`
            : failure === null
              ? renderLoading(null)
              : renderFailure(failure, this.retry)
        }
      </main>
      <lr-keys></lr-keys>
      <lr-plan .client=${this.client}></lr-plan>`;
  }

  protected override willUpdate(): void {
    this.hadFocus = !!this.shadowRoot?.activeElement;
  }

  /** Whoever works with the keyboard goes on where the page has changed. */
  protected override updated(): void {
    const { view, diagnosis } = this.store.state;
    const key = diagnosis?.key ?? null;
    // A refresh of the same series leaves the reader where they are.
    if (key !== this.shownKey) this.renderRoot.querySelector('.side')?.scrollTo(0, 0);
    this.shownKey = key;
    const isSelected = view.selected !== null;
    if (isSelected !== this.wasSelected) {
      this.wasSelected = isSelected;
      // A list that is hidden behind the series loses its focus, and so does a series that is closed.
      const isLost = this.hadFocus && !this.shadowRoot?.activeElement?.checkVisibility();
      if (isLost && isSelected) this.isGoingOn = true;
      if (isLost && !isSelected) this.focusOn('lr-series-grid');
    }
    if (this.isGoingOn && key !== null && key === (view.selected && seriesKey(view.selected))) this.goOn();
  }

  /** Leads the focus to the verdict, at once or when it has come. */
  private readonly goOn = (): void => {
    this.isGoingOn = !this.focusOn('lr-verdict');
  };

  private focusOn(name: string): boolean {
    const part = this.renderRoot.querySelector<LrElement>(name);
    void part?.updateComplete.then(() => part.focus());
    return !!part;
  }

  /** The first stop of the keyboard: past the filters to the list, or past the list to the diagnosis. */
  private renderSkip({ view, list }: State): Part {
    if (view.selected)
      return html`<button class="skip" type="button" @click=${this.goOn}>To the diagnosis</button>`;
    if (list.count === 0) return nothing;
    return html`<button class="skip" type="button" @click=${() => this.focusOn('lr-series-grid')}>
      To the list
    </button>`;
  }

  private renderPanes(state: State): TemplateResult {
    const { store, client } = this;
    return html`<div class="page ${state.view.selected ? 'selected' : ''}">
      <div class="list">
        <lr-filters
          .store=${store}
          .state=${state}
          @lr-keys=${this.showKeys}
          @lr-plan=${this.showPlan}
        ></lr-filters>
        ${
          state.list.count > 0
            ? html`<lr-series-grid
                .store=${store}
                .state=${state}
                .client=${client}
                @lr-enter=${this.goOn}
              ></lr-series-grid>`
            : html`<div class="none" data-testid="none">
                No series passes the filters${state.diagnoses?.reading ? ' so far' : ''}.<br />
                <button type="button" @click=${() => store.clearFilters()}>
                  Show all ${formatCount(state.diagnoses?.series.length ?? 0, 'series', 'series')}
                </button>
              </div>`
        }
      </div>
      ${state.view.selected ? this.renderSelected(state) : nothing}
    </div>`;
  }

  private renderSelected(state: State): TemplateResult {
    const { store } = this;
    const { diagnosis, drawn, diagnosisFailure } = state;
    return html`<lr-divider></lr-divider>
      <div class="detail">
        <lr-series-header
          .store=${store}
          .state=${state}
          .link=${this.link}
          .drawImage=${() => this.chartPanel?.drawImage() ?? null}
        ></lr-series-header>
        ${
          diagnosisFailure !== null && diagnosis
            ? html`<div class="strip" role="alert">${diagnosisFailure}</div>`
            : nothing
        }
        ${
          diagnosis && drawn
            ? html`<div class="panes ${state.whatIf.isOpen ? 'trying' : ''}">
                <div class="middle">
                  <lr-chart-panel
                    .store=${store}
                    .state=${state}
                    .diagnosis=${drawn}
                    .edited=${state.preview}
                    .theme=${this.theme}
                  ></lr-chart-panel>
                </div>
                <div class="side">
                  <lr-verdict .diagnosis=${diagnosis}></lr-verdict>
                  <lr-diagnosis .diagnosis=${diagnosis}>
                    <lr-what-if .store=${store} .state=${state} .diagnosis=${diagnosis}></lr-what-if>
                  </lr-diagnosis>
                </div>
              </div>`
            : html`<div class="waiting" role="status" data-testid="waiting">
                ${diagnosisFailure ?? 'Reading the series…'}
              </div>`
        }
      </div>`;
  }

  /** What was read stays on screen when TensorBoard is gone; it only has to be said how old it is. */
  private renderConnection({ failure, updatedAt }: State): Part {
    if (failure === null || updatedAt === null) return nothing;
    return html`<div class="strip" role="alert" data-testid="connection">
      <span
        >${failure.replace(/\.$/, '')}; last data from ${formatClock(updatedAt)}. This page keeps
        trying.</span
      >
      <button type="button" @click=${this.retry}>Try again now</button>
    </div>`;
  }

  private renderTurnedBad({ turnedBad }: State): TemplateResult {
    const [first] = turnedBad;
    // The region has to stand in the page before anything is said in it, or screen readers miss the first time.
    return html`<div role="alert" data-testid="turned-bad">
      ${
        first
          ? html`<div class="strip">
              <span>
                ${turnedBad.length === 1 ? 'A series' : formatCount(turnedBad.length, 'series', 'series')}
                turned bad while this page was open: <b><bdi>${first.run}</bdi></b
                >: ${first.headline}
              </span>
              <button type="button" @click=${() => this.store.select(first)}>Show</button>
              <button type="button" @click=${() => this.store.acknowledge()}>Dismiss</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  private readonly showKeys = (): void => this.renderRoot.querySelector<Keys>('lr-keys')?.toggle();

  private readonly showPlan = (): void => this.renderRoot.querySelector<PlanDialog>('lr-plan')?.open();

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.composedPath().some((node) => node instanceof HTMLDialogElement) && event.key !== '?') return;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && !isTyping && !event.defaultPrevented) {
      if (this.chartPanel?.full) this.chartPanel.toggleFull();
      else this.store.select(null);
    }
    if (event.key === '?' && !isTyping) this.showKeys();
    if (event.key === 'f' && !isTyping) this.chartPanel?.toggleFull();
    if (event.key === 'c' && !isTyping) {
      this.renderRoot.querySelector<DiagnosisPanel>('lr-diagnosis')?.copyFix();
    }
    if (event.key === '/' && !isTyping) {
      event.preventDefault();
      this.renderRoot.querySelector<Filters>('lr-filters')?.focusSearch();
    }
  };
}
