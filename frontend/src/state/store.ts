import type { Client } from '../api/client';
import { sentenceOf } from '../api/error';
import {
  seriesKey,
  type Columns,
  type Diagnoses,
  type Diagnosis,
  type Row,
  type SeriesName,
} from '../api/types';
import { stillBad, turnedBad } from './changes';
import { EMPTY_LIST, listRows, type List } from './list';
import { DEFAULT_VIEW, type View } from './view';
import { CLOSED, type WhatIf } from './what-if';

export interface State {
  /** What the reader chose, and what a link restores. */
  view: View;
  /** TensorBoard's own filter of runs. */
  hostFilter: string;
  /** The groups of the list that are closed. */
  collapsed: ReadonlySet<string>;
  /** The last list that could be read, or null before the first. */
  diagnoses: Diagnoses | null;
  /** When the server last answered, in milliseconds since 1970. */
  updatedAt: number | null;
  /** Why the last attempt to read the list failed, or null when it did not. */
  failure: string | null;
  /** The rows that pass the filters, in order and in groups. */
  list: List;
  /** The row of the selected series; null where none is selected, or where it is not in the list of series. */
  selectedRow: Row | null;
  /** The full diagnosis of the selected series, or null before it came. */
  diagnosis: Diagnosis | null;
  /** Why the selected series could not be read. */
  diagnosisFailure: string | null;
  /** The diagnoses of the compared series that have come, in the order of `view.compared`. */
  compared: readonly Diagnosis[];
  /** The series that turned bad while the page was open and were not looked at since. */
  turnedBad: readonly Row[];
  /** What the edited schedule of the selected series would do. */
  whatIf: WhatIf;
  /** The curve of the edited schedule, to be drawn; null where nothing is edited. */
  preview: Columns | null;
  /** The diagnosis with its expected curve drawn as far as the edited one; null where nothing is edited. */
  drawn: Diagnosis | null;
}

/** The parts of a view that decide on the list. */
const LIST_FIELDS = ['text', 'severities', 'verdicts', 'usesHostFilter', 'sort', 'grouping'] as const;

/** All that the page knows. Views read `state`, which is replaced and never changed, and call the methods below. */
export class Store {
  state: State;

  private readonly listeners = new Set<() => void>();
  private pending: AbortController | null = null;
  /** Whether the diagnoses on screen may be older than the list beside them. */
  private stale = false;

  constructor(
    private readonly client: Client,
    view: View = DEFAULT_VIEW,
    private readonly now: () => number = Date.now,
  ) {
    this.state = {
      view,
      hostFilter: '',
      collapsed: new Set(),
      diagnoses: null,
      updatedAt: null,
      failure: null,
      list: EMPTY_LIST,
      selectedRow: null,
      diagnosis: null,
      diagnosisFailure: null,
      compared: [],
      turnedBad: [],
      whatIf: CLOSED,
      preview: null,
      drawn: null,
    };
  }

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Whether the list is only what was known before the server had read all of it. */
  get isPartial(): boolean {
    return this.state.failure === null && !!this.state.diagnoses?.reading;
  }

  /** Reads the list, and the shown series where the list has changed. Never throws: a failure is state. */
  async refresh(): Promise<void> {
    try {
      const answer = await this.client.diagnoses();
      this.stale ||= answer.changed;
      this.update({
        updatedAt: this.now(),
        failure: null,
        ...(answer.changed || !this.state.diagnoses ? this.withDiagnoses(answer.value) : {}),
      });
    } catch (error) {
      this.update({ failure: sentenceOf(error) });
      return;
    }
    if (this.stale) await this.readShown();
  }

  /**
   * Changes what the reader chooses: filters, sorting, selection, axis, zoom. Another selection starts at the whole of
   * its steps, since a zoom belongs to one series.
   */
  change(part: Partial<View>): void {
    const before = this.state.view;
    const view = { ...before, ...part };
    const isSelected = nameKey(view.selected) !== nameKey(before.selected);
    if ((isSelected || view.axis !== before.axis) && !part.zoom) view.zoom = null;
    if (isSelected && !part.whatIf) view.whatIf = {};
    if (isSelected && !part.valueZoom) view.valueZoom = null;
    this.show(view);
  }

  /** Shows one series, or with null the overview. */
  select(name: SeriesName | null): void {
    this.change({ selected: name && { run: name.run, tag: name.tag } });
  }

  /** Draws a series beside the selected one, or no longer. */
  toggleCompared({ run, tag }: SeriesName): void {
    const key = seriesKey({ run, tag });
    const others = this.state.view.compared.filter((name) => seriesKey(name) !== key);
    const isNew = others.length === this.state.view.compared.length;
    this.change({ compared: isNew ? [...others, { run, tag }] : others });
  }

  toggle<F extends 'severities' | 'verdicts' | 'hiddenLines'>(
    field: F,
    value: View[F] extends ReadonlySet<infer T> ? T : never,
  ) {
    const chosen = new Set<unknown>(this.state.view[field]);
    if (!chosen.delete(value)) chosen.add(value);
    this.change({ [field]: chosen });
  }

  clearFilters(): void {
    const { text, severities, verdicts } = DEFAULT_VIEW;
    this.change({ text, severities, verdicts, usesHostFilter: this.state.hostFilter === '' });
  }

  toggleGroup(key: string): void {
    const collapsed = new Set(this.state.collapsed);
    if (!collapsed.delete(key)) collapsed.add(key);
    this.update({ collapsed, ...this.listed({ collapsed }) });
  }

  /** Replaces the whole view, as a link or the way back does. */
  show(view: View): void {
    const before = this.state.view;
    const change: Partial<State> = { view };
    if (LIST_FIELDS.some((field) => view[field] !== before[field]))
      Object.assign(change, this.listed({ view }));
    const isSelected = nameKey(view.selected) !== nameKey(before.selected);
    const isCompared = view.compared !== before.compared;
    if (isSelected) Object.assign(change, this.selectionOf(view.selected));
    if (isCompared) {
      const shown = new Set(view.compared.map(seriesKey));
      change.compared = this.state.compared.filter(({ key }) => shown.has(key));
    }
    this.update(change);
    if (isSelected || isCompared) void this.readShown();
  }

  setHostFilter(hostFilter: string): void {
    if (hostFilter !== this.state.hostFilter) this.update({ hostFilter, ...this.listed({ hostFilter }) });
  }

  /** Takes what is known of the edited schedule. */
  setWhatIf(change: Partial<WhatIf>): void {
    const whatIf = { ...this.state.whatIf, ...change };
    const { diagnosis } = this.state;
    const preview = whatIf.edited?.curve ?? null;
    const curve = preview && diagnosis?.curve && whatIf.baseToEnd?.curve;
    this.update({ whatIf, preview, drawn: diagnosis && curve ? { ...diagnosis, curve } : null });
  }

  /** Takes note of all that turned bad. */
  acknowledge(): void {
    this.update({ turnedBad: [] });
  }

  private selectionOf(name: SeriesName | null): Partial<State> {
    const key = nameKey(name);
    return {
      selectedRow: this.state.diagnoses?.rows.find((row) => row.key === key) ?? null,
      diagnosis: name && this.client.keptSeries(name),
      diagnosisFailure: null,
      turnedBad: this.state.turnedBad.filter((row) => row.key !== key),
    };
  }

  /** The part of the state that follows from a new list. The selection stays on its series whatever becomes of it. */
  private withDiagnoses(diagnoses: Diagnoses): Partial<State> {
    const before = this.state;
    const { rows, reading } = diagnoses;
    const [only, ...others] = rows;
    const isFirst = !before.diagnoses?.rows.length || !!before.diagnoses.reading;
    // With a single series there is nothing to choose from.
    const isObvious = isFirst && !reading && only && others.length === 0 && !before.view.selected;
    const view = isObvious ? { ...before.view, selected: { run: only.run, tag: only.tag } } : before.view;
    const key = nameKey(view.selected);
    const selectedRow = rows.find((row) => row.key === key) ?? null;
    return {
      diagnoses,
      view,
      selectedRow,
      turnedBad: [...stillBad(before.turnedBad, rows), ...turnedBad(before.diagnoses?.rows ?? [], rows)],
      ...this.listed({ diagnoses, view }),
    };
  }

  private listed(change: Partial<State>): Partial<State> {
    const { diagnoses, view, hostFilter, collapsed } = { ...this.state, ...change };
    return { list: listRows(diagnoses?.rows ?? [], view, hostFilter, collapsed) };
  }

  private async readShown(): Promise<void> {
    this.pending?.abort();
    const { selected, compared } = this.state.view;
    if (!selected) return;
    const pending = new AbortController();
    this.pending = pending;
    const others = compared.filter((name) => seriesKey(name) !== nameKey(selected));
    try {
      const answers = await Promise.all(
        // A compared series that is gone must not take the selected one with it.
        [
          this.client.series(selected, pending.signal),
          ...others.map((name) => this.readCompared(name, pending)),
        ],
      );
      if (this.pending !== pending) return;
      this.stale = false;
      const [diagnosis, ...rest] = answers.map((answer) => answer?.value ?? null);
      const found = rest.filter((other) => other !== null);
      this.update({ diagnosis: diagnosis!, diagnosisFailure: null, compared: found });
    } catch (error) {
      if (this.pending !== pending) return;
      // Asked again with the next poll.
      this.stale = true;
      this.update({ diagnosisFailure: sentenceOf(error) });
    }
  }

  private async readCompared(name: SeriesName, { signal }: AbortController) {
    try {
      return await this.client.series(name, signal);
    } catch {
      return null;
    }
  }

  private update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function nameKey(name: SeriesName | null): string | null {
  return name && seriesKey(name);
}
