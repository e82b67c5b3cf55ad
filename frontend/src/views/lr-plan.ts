import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Client } from '../api/client';
import { sentenceOf } from '../api/error';
import type { Plan, Plans } from '../api/types';
import { sparklinePaths } from '../chart/sparkline';
import { describePlace, oneOf } from '../format/describe';
import { formatRate, formatStep } from '../format/number';
import { parseSteps } from '../state/field';
import { inWords } from '../state/list';
import { dialogStyle } from './dialog-style';
import { LrElement } from './element';
import './lr-code';
import { planStyle } from './plan-style';
import { sharedStyle } from './shared-style';
import { unbroken } from './unbroken';

const PAUSE_MILLISECONDS = 250;
const WIDTH = 560;
const HEIGHT = 150;

/** A plan without a run: what a configuration asks for that is pasted or dropped here. */
@customElement('lr-plan')
export class PlanDialog extends LrElement {
  @property({ attribute: false }) client!: Client;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @state() private text = '';
  @state() private name = '';
  @state() private steps = '';
  @state() private stepsPerEpoch = '';
  @state() private plans: Plans | null = null;
  @state() private problem = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: AbortController | null = null;

  static override styles = [sharedStyle, dialogStyle, planStyle];

  open(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog
      data-testid="plan"
      aria-labelledby="plan-title"
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${this.drop}
    >
      <button type="button" class="close" @click=${() => this.dialog.close()}>Close</button>
      <h2 id="plan-title">Plan a run</h2>
      <p class="muted">
        Paste a configuration, or drop its file here: pipeline.config, args.yaml, arguments of the Trainer,
        params.yaml … Nothing is kept, and nothing in it is executed.
      </p>
      <textarea
        data-testid="plan-text"
        aria-label="Configuration"
        spellcheck="false"
        rows="9"
        .value=${this.text}
        @input=${(event: InputEvent) => this.change({ text: (event.target as HTMLTextAreaElement).value })}
      ></textarea>
      <div class="fields">
        ${this.renderField('File name, where it tells the kind', 'plan-name', this.name, (name) => this.change({ name }))}
        ${this.renderField('Steps of the run', 'plan-steps', this.steps, (steps) => this.change({ steps }))}
        ${this.renderField('Steps per epoch', 'plan-epoch', this.stepsPerEpoch, (stepsPerEpoch) => this.change({ stepsPerEpoch }))}
      </div>
      <div aria-live="polite" data-testid="plan-answer">
        ${this.problem ? html`<p class="problem">${this.problem}</p>` : this.plans ? this.renderPlans(this.plans) : nothing}
      </div>
    </dialog>`;
  }

  private renderField(
    label: string,
    testId: string,
    value: string,
    take: (text: string) => void,
  ): TemplateResult {
    return html`<label
      >${label}
      <input
        type="text"
        data-testid=${testId}
        autocomplete="off"
        spellcheck="false"
        .value=${value}
        @input=${(event: InputEvent) => take((event.target as HTMLInputElement).value)}
    /></label>`;
  }

  private renderPlans({ plans, problems }: Plans): TemplateResult {
    if (plans.length + problems.length === 0) {
      return html`<p class="problem">
        This is no configuration of any known kind. Some are known by the names of their files only: give it
        above.
      </p>`;
    }
    return html`${problems.map(({ message }) => html`<p class="problem">${message}</p>`)}
    ${plans.map((plan) => this.renderPlan(plan))}`;
  }

  private renderPlan(plan: Plan): TemplateResult {
    const { source, schedule_text, schedule_formula, unit, warnings, missing, notes } = plan;
    const rates = (['start', 'peak', 'first_change', 'end'] as const).filter((name) => plan[name]);
    return html`<section>
      <h3>${inWords(source.kind)}, ${describePlace({ ...source, where: source.where || 'pasted' })}</h3>
      ${schedule_text ? html`<p>${unbroken(schedule_text)}</p>` : nothing}
      ${schedule_formula ? html`<p class="formula">${schedule_formula}</p>` : nothing} ${renderCurve(plan)}
      <dl>
        ${rates.map(
          (name) =>
            html`<div>
              <dt>${inWords(name)}</dt>
              <dd>${formatRate(plan[name]!.value)} at ${oneOf(unit)} ${formatStep(plan[name]!.step)}</dd>
            </div>`,
        )}
      </dl>
      ${missing.map(({ name }) => html`<p class="problem">Missing: ${name}</p>`)}
      ${notes.map((note) => html`<p class="muted">${unbroken(note)}</p>`)}
      ${
        warnings.length > 0
          ? html`<div class="warnings">
              ${warnings.map(
                ({ text, fix }) =>
                  html`<p>${unbroken(text)}</p>
                    ${fix ? html`<lr-code .heading=${'Fix'} .text=${fix}></lr-code>` : nothing}`,
              )}
            </div>`
          : nothing
      }
    </section>`;
  }

  private change(part: Partial<Record<'text' | 'name' | 'steps' | 'stepsPerEpoch', string>>): void {
    Object.assign(this, part);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), PAUSE_MILLISECONDS);
  }

  private readonly drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) this.change({ text: await file.text(), name: file.name });
  };

  private async ask(): Promise<void> {
    this.pending?.abort();
    const mine = (this.pending = new AbortController());
    const [steps, perEpoch] = [parseSteps(this.steps), parseSteps(this.stepsPerEpoch)];
    const refused = [steps, perEpoch].find((value) => typeof value === 'string');
    this.problem = typeof refused === 'string' ? refused : '';
    if (this.text.trim() === '') this.plans = null;
    if (this.problem || this.text.trim() === '') return;
    try {
      const { text, name } = this;
      const asked = { text, name, steps: steps as number | null, steps_per_epoch: perEpoch as number | null };
      const plans = await this.client.plan(asked, mine.signal);
      if (this.pending === mine) this.plans = plans;
    } catch (error) {
      if (this.pending === mine) this.problem = sentenceOf(error);
    }
  }
}

/** The curve between its first and last step, with the largest and the last rate written beside it. */
function renderCurve({ points, peak, unit }: Plan): TemplateResult | typeof nothing {
  const { step, value } = points;
  if (step.length < 2) return nothing;
  const { expected } = sparklinePaths({ step, logged: [], expected: value }, WIDTH, HEIGHT);
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="The rate over its steps">
      ${svg`<path d=${expected} />`}
    </svg>
    <figcaption>
      <span>${oneOf(unit)} ${formatStep(step[0]!)}</span>
      <span>${peak ? `at most ${formatRate(peak.value)}` : nothing}</span>
      <span>${oneOf(unit)} ${formatStep(step[step.length - 1]!)}</span>
    </figcaption>
  </figure>`;
}
