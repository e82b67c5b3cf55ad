import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { Columns, Diagnosis } from '../api/types';
import { composeImage, type LegendEntry } from '../chart/image';
import { readPalette, type Palette } from '../chart/palette';
import { LINES, type Plotted } from '../chart/model';
import { plotSeries, readAt, stepForKey, stepNear, tracksOf } from '../chart/plotted';
import { preferredScale, wholeView } from '../chart/range';
import type { ChartModel, PaintedSeries } from '../chart/rate-chart';
import { lineStyles } from '../chart/style';
import { beyondView, describeReadout } from '../chart/summary';
import { reveal, stretch, within } from '../chart/zoom';
import { formatCount, formatStep } from '../format/number';
import type { Theme } from '../host/theme';
import { Kept } from '../state/kept';
import type { State, Store } from '../state/store';
import type { View } from '../state/view';
import { renderControls } from './chart-controls';
import { nameOf, renderCompared, renderLegend } from './chart-legend';
import { chartPanelStyle } from './chart-panel-style';
import { LrElement } from './element';
import './lr-chart';
import type { Chart, ZoomRequest } from './lr-chart';
import './lr-points-table';
import { sharedStyle } from './shared-style';

/** The shortest part of each axis that can be zoomed in on, in its own unit. */
const LEAST_ZOOM = { step: 1, relative: 0.01, wall: 0.01 };
const LEAST_VALUES = 1e-9;
const KEY_FACTOR = 1.5;
const KEYS =
  'Left and right arrow keys move from point to point, Page Up and Page Down further, Home and End to the ends. ' +
  'Plus and minus zoom, up and down arrow keys zoom the values, 0 shows all. Enter sets a marker that stays, or takes it away.';

/** The middle column: the selected series, its chart, and what stands around it. */
@customElement('lr-chart-panel')
export class ChartPanel extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) diagnosis!: Diagnosis;
  /** The curve of an edited schedule, to be drawn beside the configured one. */
  @property({ attribute: false }) edited: Columns | null = null;
  @property({ attribute: false }) theme: Theme = 'light';
  /** The step of the selected series that the cursor stands on. */
  @state() private cursor: number | null = null;
  @state() private said = '';
  @property({ type: Boolean, reflect: true }) full = false;
  @queryAll('lr-chart') private readonly charts!: NodeListOf<Chart>;

  /** The charts; but for the series that each one shows they are of one model. */
  private models: readonly ChartModel[] = [];
  private readonly kept = new Kept<readonly ChartModel[]>();

  static override styles = [sharedStyle, chartPanelStyle];

  override connectedCallback(): void {
    super.connectedCallback();
    // Escape leads out of the browser's full screen without a key event.
    this.addEventListener('fullscreenchange', () => (this.full = document.fullscreenElement !== null));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('diagnosis');
    if (before && before.key !== this.diagnosis.key) {
      this.cursor = null;
      this.said = '';
    }
    const { axis, scale, zoom, valueZoom, hiddenLines, arrangement } = this.state.view;
    const chosen = [axis, scale, zoom, valueZoom, hiddenLines, arrangement, this.theme, this.edited];
    const { colours } = this.state;
    const diagnoses = [this.diagnosis, ...this.state.compared];
    // The canvas is drawn anew only for what shows on it: not for every move of the cursor.
    this.models = this.kept.of([...chosen, colours, ...diagnoses], () => this.arrange(diagnoses));
  }

  /** What all charts have in common. */
  private get model(): ChartModel {
    return this.models[0]!;
  }

  /** The selected series. */
  private get first(): Plotted {
    return this.model.all[0]!;
  }

  /** The charts as a picture with title and legend; null while nothing is drawn. */
  drawImage(): Promise<Blob> | null {
    const charts = [...this.charts];
    if (charts.every(({ canvases }) => canvases.length === 0)) return null;
    const palette = readPalette(this);
    const { run, tag, headline } = this.diagnosis;
    // On paper and on other screens a picture of this screen's pixels is coarse.
    const ratio = Math.max(2, devicePixelRatio);
    const draw = (canvases: HTMLCanvasElement[]): Promise<Blob> =>
      composeImage(canvases, ratio, `${run} ${tag}`, headline, this.legendOf(palette), palette);
    const collect = (left: Chart[], canvases: HTMLCanvasElement[]): Promise<Blob> | null => {
      const [next, ...rest] = left;
      return next ? next.at(ratio, (more) => collect(rest, [...canvases, ...more])) : draw(canvases);
    };
    return collect(charts, []);
  }

  /** All that is drawn, by name: the lines of the selected series, and those of the others. */
  private legendOf(palette: Palette): LegendEntry[] {
    const styles = lineStyles(palette);
    const { hiddenLines, arrangement } = this.state.view;
    const isOverlay = arrangement === 'overlay' && this.model.all.length > 1;
    const { first } = this;
    const names = LINES.filter((line) => first.lines[line] && !hiddenLines.has(line));
    const series = isOverlay ? this.model.all.filter(({ diagnosis }) => !hiddenLines.has(diagnosis.key)) : [];
    return [
      ...series.map(({ diagnosis }) => ({
        name: `${diagnosis.run} ${diagnosis.tag}`,
        colour: this.colourOf(diagnosis) ?? palette.logged,
      })),
      ...names.map((line) => ({
        ...styles[line],
        ...(isOverlay && (line === 'logged' || line === 'expected') && { colour: palette.text }),
        name: nameOf(line, first),
      })),
      ...(first.spans.length > 0 ? [{ name: 'disagree', colour: palette.disagree, isArea: true }] : []),
    ];
  }

  /** The colour of a series among several. */
  private colourOf({ key }: Diagnosis): string | null {
    const index = this.state.colours.get(key);
    return index === undefined ? null : (readPalette(this).runs[index] ?? null);
  }

  private arrange(diagnoses: readonly Diagnosis[]): ChartModel[] {
    const { axis, scale: choice, zoom, valueZoom, hiddenLines: hidden, arrangement } = this.state.view;
    const before = this.models[0];
    const known = before?.axis === axis ? before.all : [];
    const all = diagnoses.map((diagnosis, index) => {
      const edited = index === 0 ? this.edited : null;
      const isKnown = (other: Plotted): boolean => other.diagnosis === diagnosis && other.edited === edited;
      return known.find(isKnown) ?? plotSeries(diagnosis, axis, edited);
    });
    const whole = wholeView(all);
    const scale = choice === 'auto' ? preferredScale(tracksOf(all, hidden), whole) : choice;
    const values = valueZoom && (scale === 'linear' || valueZoom.min > 0) ? valueZoom : null;
    const palette = readPalette(this);
    const shared = { all, axis, scale, view: zoom ?? whole, whole, values, hidden, palette };
    const { logged, expected } = palette;
    if (arrangement !== 'overlay') {
      return all.map((plotted) => ({ ...shared, shown: [{ plotted, logged, expected }] }));
    }
    const shown = all.map((plotted): PaintedSeries => {
      const colour = this.colourOf(plotted.diagnosis);
      return colour ? { plotted, logged: colour, expected: colour } : { plotted, logged, expected };
    });
    return [{ ...shared, shown }];
  }

  protected override render(): TemplateResult {
    const { first } = this;
    const { view } = this.state;
    const { axis, arrangement, table, pin } = view;
    const step = this.cursor ?? pin ?? this.diagnosis.steps.last ?? 0;
    return html`${renderControls({
        view,
        scale: this.model.scale,
        isFull: this.full,
        change: (part) => this.store.change(part),
        reset: this.reset,
        toggleFull: this.toggleFull,
      })}
      <div class="legends">${this.renderLegends(step)}</div>
      ${
        table
          ? html`<lr-points-table .plotted=${first}></lr-points-table>`
          : html`<div
              class="charts ${arrangement}"
              data-testid="charts"
              role="application"
              aria-roledescription="chart"
              aria-label="Learning rate over ${axis === 'step' ? 'steps' : 'time'}"
              aria-describedby="keys"
              tabindex="0"
              @keydown=${this.onKey}
              @lr-point=${this.onPoint}
              @lr-pin=${({ detail }: CustomEvent<number>) => this.pinAt(stepNear(first, detail))}
              @lr-zoom=${(event: CustomEvent<ZoomRequest>) => this.zoom(event.detail)}
              @lr-reset=${this.reset}
            >
              ${this.models.map((model) => this.renderChart(model, step))}
            </div>`
      }
      <p id="keys" class="unseen">${KEYS}</p>
      <p class="unseen" aria-live="polite" data-testid="announced">${this.said}</p>
      ${this.renderFooter(first)}`;
  }

  private renderLegends(step: number): unknown {
    const { first } = this;
    const { axis, hiddenLines, arrangement, pin } = this.state.view;
    const place = first.timeline.at(step);
    const colours = this.model.all.map(({ diagnosis }) => this.colourOf(diagnosis));
    const keys = this.model.all.map(({ diagnosis }) => diagnosis.key);
    const lines = LINES.filter((line) => first.lines[line]);
    const choose =
      (entries: readonly string[]) =>
      (entry: string, event: MouseEvent): void => {
        if (event.altKey) this.store.isolate(entry, entries);
        else this.store.toggle('hiddenLines', entry);
      };
    return [
      renderLegend(
        first,
        readAt(first, step),
        axis,
        hiddenLines,
        arrangement === 'overlay' ? colours[0]! : null,
        choose(lines),
      ),
      renderCompared(
        this.model.all.map((plotted, index) => ({
          plotted,
          // Without a cursor each series is read at its own last point.
          readout: readAt(
            plotted,
            this.cursor === null && pin === null
              ? (plotted.diagnosis.steps.last ?? 0)
              : stepNear(plotted, place),
          ),
          colour: colours[index]!,
          remove: index === 0 ? null : () => this.store.toggleCompared(plotted.diagnosis),
        })),
        hiddenLines,
        choose(keys),
      ),
    ];
  }

  private renderChart(model: ChartModel, step: number): TemplateResult {
    const { pin } = this.state.view;
    const { timeline } = this.first;
    const { diagnosis } = model.shown[0]!.plotted;
    const { run, tag } = diagnosis;
    return html`<figure>
      ${
        this.models.length > 1
          ? html`<figcaption style="border-left: 6px solid ${this.colourOf(diagnosis) ?? 'transparent'}">
              <bdi>${run}</bdi> <bdi class="muted">${tag}</bdi>
            </figcaption>`
          : nothing
      }
      <lr-chart
        .model=${model}
        .place=${this.cursor === null ? null : timeline.at(step)}
        .pinned=${pin === null ? null : timeline.at(pin)}
      ></lr-chart>
    </figure>`;
  }

  private renderFooter({ marks }: Plotted): TemplateResult {
    const { steps, points } = this.diagnosis;
    const beyond = beyondView(marks, this.model.view);
    const kept = points.step.length;
    return html`<footer>
      <span>
        ${formatCount(steps.count, 'point')}${
          kept < steps.count ? `, drawn by the ${formatStep(kept)} that make up the picture` : ''
        }
      </span>
      ${beyond ? html`<span class="beyond">${beyond}</span>` : nothing}
    </footer>`;
  }

  private readonly reset = (): void => this.store.change({ zoom: null, valueZoom: null });

  private zoom({ places, values }: ZoomRequest): void {
    const part: Partial<View> = {};
    if (places) part.zoom = within(this.model.whole, places, LEAST_ZOOM[this.state.view.axis]);
    if (values && values.max - values.min > LEAST_VALUES * Math.abs(values.max)) part.valueZoom = values;
    this.store.change(part);
  }

  /** Sets the marker that stays, or takes it away where it stands already. */
  private pinAt(step: number): void {
    this.store.change({ pin: this.state.view.pin === step ? null : step });
  }

  readonly toggleFull = (): void => {
    this.full = !this.full;
    // Where the frame may not, the chart still has all of the frame.
    if (this.full) void this.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement) void document.exitFullscreen();
  };

  private readonly onPoint = ({ detail: place }: CustomEvent<number | null>): void => {
    this.cursor = place === null ? null : stepNear(this.first, place);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.press(event.key)) return;
    event.preventDefault();
  };

  /** Does what a key stands for; returns whether it stands for anything. */
  private press(key: string): boolean {
    const { first } = this;
    const target = stepForKey(key, this.diagnosis.points, this.cursor);
    if (target !== null) {
      this.cursor = target;
      const place = first.timeline.at(target);
      const isOut = place < this.model.view.min || place > this.model.view.max;
      if (isOut) this.zoom({ places: reveal(this.model.view, place) });
      this.said = this.model.all
        .map((plotted) => {
          const readout = describeReadout(
            readAt(plotted, stepNear(plotted, place)),
            this.state.view.axis,
            plotted.diagnosis.unit,
          );
          return plotted === first ? readout : `${plotted.diagnosis.run}: ${readout}`;
        })
        .join('; ');
      return true;
    }
    const factor = { '+': 1 / KEY_FACTOR, '=': 1 / KEY_FACTOR, '-': KEY_FACTOR }[key];
    const valueFactor = { ArrowUp: 1 / KEY_FACTOR, ArrowDown: KEY_FACTOR }[key];
    const values = this.charts[0]?.values;
    if (key === '0') this.reset();
    else if (key === 'Enter') this.pinAt(this.cursor ?? this.diagnosis.steps.last ?? 0);
    else if (factor) {
      const middle = (this.model.view.min + this.model.view.max) / 2;
      const center = this.cursor === null ? middle : first.timeline.at(this.cursor);
      this.zoom({ places: stretch(this.model.view, center, factor) });
    } else if (valueFactor && values) {
      const logged = this.cursor === null ? null : readAt(first, this.cursor).logged;
      const isIn = logged !== null && logged > values.min && logged < values.max;
      const middle =
        this.model.scale === 'log' ? Math.sqrt(values.min * values.max) : (values.min + values.max) / 2;
      this.zoom({ values: stretch(values, isIn ? logged : middle, valueFactor, this.model.scale) });
    } else return false;
    return true;
  }
}
