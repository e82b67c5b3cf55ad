import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Diagnosis, Preview } from '../api/types';
import { formatRatePair, formatStep } from '../format/number';
import { parseNumber, showValue } from '../state/field';
import { SHAPE_NAMES, WARM_UP } from '../state/shapes';
import type { State, Store } from '../state/store';
import {
  ANYWHERE,
  END,
  type Field,
  fieldsOf,
  hasEnd,
  SHAPE,
  SLIDER_REACH,
  sliderPlace,
  sliderValue,
} from '../state/what-if';
import { LrElement } from './element';
import './lr-code';
import { sharedStyle } from './shared-style';
import { whatIfStyle } from './what-if-style';

type Part = TemplateResult | typeof nothing;
type Kind = Field['kind'];

/** The syntaxes that the server writes; what else there is are the lines of the source itself. */
const SYNTAXES: Readonly<Record<string, string>> = {
  pipeline_config: 'pipeline.config',
  keras: 'Keras',
  torch: 'PyTorch',
  hf_arguments: 'TrainingArguments',
  schedule_file: 'lr_schedule.pbtxt',
};

/** The schedule's parameters as a form, and what the edited schedule would do. */
@customElement('lr-what-if')
export class WhatIfForm extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) diagnosis!: Diagnosis;

  static override styles = [sharedStyle, whatIfStyle];

  protected override render(): TemplateResult {
    const { isOpen } = this.state.whatIf;
    return html`<details data-testid="what-if" ?open=${isOpen} @toggle=${this.toggle}>
      <summary>What if …</summary>
      ${isOpen ? html`<div class="body">${this.renderBody()}</div>` : nothing}
    </details>`;
  }

  private renderBody(): Part | Part[] {
    const { base, edited, problems } = this.state.whatIf;
    const general = problems[ANYWHERE];
    const sentence = general === undefined ? nothing : html`<p class="problem" role="alert">${general}</p>`;
    if (!base) return general === undefined ? html`<p class="muted">Reading the schedule…</p>` : sentence;
    if (!base.schedule) {
      return html`<p>No schedule is known for this series, so there is nothing to edit.</p>`;
    }
    return [
      this.renderShapes(),
      this.renderStart(base),
      this.renderEnd(edited),
      this.renderFields(base),
      sentence,
      edited ? this.renderEdited(edited) : nothing,
    ];
  }

  /** Which schedule to start from: the run's own, or a usual one with the numbers of the points. */
  private renderShapes(): TemplateResult {
    const { schedule, inferred } = this.diagnosis;
    const chosen = this.state.view.whatIf[SHAPE] ?? '';
    const own = schedule ? 'the configured schedule' : inferred ? 'what the points follow' : 'a cosine';
    const option = (name: string): TemplateResult =>
      html`<option value=${name} ?selected=${name === chosen}>${name || own}</option>`;
    return html`<label class="shapes">
      Start from
      <select data-testid="what-if-shape" @change=${this.choose}>
        ${option('')}
        <optgroup label="With the rates and steps of the points">
          ${[...SHAPE_NAMES, ...SHAPE_NAMES.map((name) => WARM_UP + name)].map(option)}
        </optgroup>
      </select>
    </label>`;
  }

  /** Where the numbers come from, where that is not plain to see. */
  private renderStart({ parameters, settings, settings_note }: Preview): Part {
    if (parameters.length === 0 && settings.length === 0) {
      return html`<p data-testid="what-if-fixed">
        This schedule has no parameters to edit: it is known by its points only. The end of the run can be
        moved.
      </p>`;
    }
    if (this.diagnosis.schedule || this.state.view.whatIf[SHAPE]) {
      return settings_note ? html`<p class="muted" data-testid="what-if-note">${settings_note}</p>` : nothing;
    }
    return html`<p data-testid="what-if-inferred">
      ${
        this.diagnosis.inferred
          ? 'No schedule is configured. These are the parameters of what the points follow.'
          : 'No schedule is configured, and the points follow none. This is a cosine from their largest rate on, to start from.'
      }
    </p>`;
  }

  private renderFields(base: Preview): TemplateResult {
    const end = hasEnd(base) ? base.rate_at_end : null;
    return html`<div
      class="fields ${base.settings.length > 0 ? 'settings' : ''}"
      role="group"
      aria-label=${base.settings.length > 0 ? 'Settings' : 'Parameters'}
    >
      ${fieldsOf(base).map((field) => this.renderField(field))}
      ${end ? this.renderField({ field: END, label: 'End of the run (step)', kind: 'integer', value: end.step }) : nothing}
    </div>`;
  }

  private renderField({ field, label: name, kind, value }: Field): TemplateResult {
    const shown = showValue(value);
    const text = this.state.view.whatIf[field];
    const problem = this.state.whatIf.problems[field];
    const isEdited = text !== undefined && text !== '';
    const isSwitch = kind === 'boolean';
    const take = (event: Event): void => {
      const { checked, value } = event.target as HTMLInputElement;
      this.edit(field, isSwitch ? String(checked) : value, shown);
    };
    return html`<div class=${isEdited ? 'edited' : ''}>
      <label class=${isSwitch ? 'switch' : ''}>
        <span>${name}</span>
        <input
          type=${isSwitch ? 'checkbox' : 'text'}
          role=${isSwitch ? 'switch' : nothing}
          autocomplete="off"
          spellcheck="false"
          data-field=${field}
          placeholder=${shown}
          aria-invalid=${problem ? 'true' : nothing}
          aria-describedby="about-${field}"
          .value=${text ?? shown}
          .checked=${(text ?? shown) === 'true'}
          @input=${take}
          @change=${() => text === '' && this.edit(field, shown, shown)}
        />
      </label>
      ${this.renderSlider(field, name, kind, value, text)}
      <div id="about-${field}" class="about">
        ${isEdited ? `was ${shown}` : nothing}
        ${problem ? html`<div class="problem" role="alert" data-testid="what-if-problem">${problem}</div>` : nothing}
      </div>
    </div>`;
  }

  /** To drag instead of typing: from a tenth to ten times what is configured. */
  private renderSlider(
    field: string,
    name: string,
    kind: Kind,
    value: number | boolean,
    text: string | undefined,
  ): Part {
    if (kind === 'boolean' || typeof value === 'boolean') return nothing;
    const place = sliderPlace(text ? parseNumber(text) : value, value);
    if (!(value > 0)) return nothing;
    const shown = showValue(value);
    return html`<input
      type="range"
      aria-label="${name}, slider"
      min=${-SLIDER_REACH}
      max=${SLIDER_REACH}
      .value=${String(place ?? 0)}
      @input=${(event: Event) => {
        const at = Number((event.target as HTMLInputElement).value);
        this.edit(field, showValue(sliderValue(at, value, kind)), shown);
      }}
    />`;
  }

  private renderEnd(edited: Preview | null): Part {
    const { baseToEnd } = this.state.whatIf;
    const end = (edited ?? baseToEnd)?.rate_at_end;
    const [rate, was] = formatRatePair(end?.value ?? null, baseToEnd?.rate_at_end?.value ?? null);
    return html`<div class="end">
      <p role="status" data-testid="what-if-end">
        ${
          end
            ? html`Rate at the end, step ${formatStep(end.step)}: <b>${rate}</b>${
                  edited ? html`, <span class="muted">unedited ${was}</span>` : nothing
                }`
            : nothing
        }
      </p>
      <button
        type="button"
        data-testid="what-if-reset"
        ?disabled=${Object.keys(this.state.view.whatIf).length === 0}
        @click=${this.reset}
      >
        Reset
      </button>
    </div>`;
  }

  private renderEdited(edited: Preview): TemplateResult {
    const { configuration, configuration_syntax: syntax, schedule_text, schedule_formula, warnings } = edited;
    return html`<p data-testid="what-if-text">${schedule_text}</p>
      <p class="formula">${schedule_formula}</p>
      ${
        warnings.length > 0
          ? html`<div class="warnings" data-testid="what-if-warnings">
              ${warnings.map(
                ({ text, fix }) =>
                  html`<p>${text}</p>
                    ${fix ? html`<lr-code .heading=${'Fix'} .text=${fix}></lr-code>` : nothing}`,
              )}
            </div>`
          : nothing
      }
      ${
        configuration
          ? html`<lr-code
              data-testid="what-if-configuration"
              .heading=${`Configuration (${this.nameOf(syntax)})`}
              .text=${configuration}
            ></lr-code>`
          : nothing
      }`;
  }

  /** What the text to paste is, for people. */
  private nameOf(syntax: string | null): string {
    const where = this.diagnosis.source?.where ?? '';
    return SYNTAXES[syntax ?? ''] ?? `as in ${where.slice(where.lastIndexOf('/') + 1)}`;
  }

  private edit(field: string, text: string, configured: string): void {
    const { [field]: _, ...others } = this.state.view.whatIf;
    this.store.change({ whatIf: text === configured ? others : { ...others, [field]: text } });
  }

  /** Another schedule has other fields, and the run the same end. */
  private readonly choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const end = this.state.view.whatIf[END];
    this.store.change({
      whatIf: { ...(value ? { [SHAPE]: value } : {}), ...(end === undefined ? {} : { [END]: end }) },
    });
  };

  private readonly reset = (): void => {
    this.store.change({ whatIf: {} });
    // The button is about to be disabled, and would take the focus with it.
    this.renderRoot.querySelector('input')?.focus();
  };

  private toggle(event: Event): void {
    const { open } = event.target as HTMLDetailsElement;
    if (open !== this.state.whatIf.isOpen) this.store.setWhatIf({ isOpen: open });
  }
}
