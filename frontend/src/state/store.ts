import type { Client } from '../api/client';
import { sentenceOf } from '../api/error';
import { seriesKey, type Diagnoses, type SeriesName } from '../api/types';
import { stillBad, turnedBad } from './changes';
import { deriving, type Known, type State } from './state';
import { DEFAULT_VIEW, type View } from './view';
import { CLOSED, type WhatIf } from './what-if-state';

export type { State };

/** All that the page knows. Views read `state`, which is replaced and never changed, and call the methods below. */
export class Store {
  state: State;

  private readonly derive = deriving();
  private readonly listeners = new Set<() => void>();
  private pending: AbortController | null = null;
  /** Whether the diagnoses on screen may be older than the list beside them. */
  private stale = false;

  constructor(
    private readonly client: Client,
    view: View = DEFAULT_VIEW,
    private readonly now: () => number = Date.now,
  ) {
    const known: Known = {
      view,
      hostFilter: '',
      collapsed: new Set(),
      diagnoses: null,
      updatedAt: null,
      failure: null,
      diagnosis: null,
      diagnosisFailure: null,
      compared: [],
      places: new Map(),
      turnedBad: [],
      whatIf: CLOSED,
    };
    this.state = { ...known, ...this.derive(known) };
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
    if (isSelected && !part.pin) view.pin = null;
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

  /** Shows one of the lines or series of the chart alone; all of them where it is alone already. */
  isolate(entry: string, entries: readonly string[]): void {
    const others = entries.filter((other) => other !== entry);
    const { hiddenLines } = this.state.view;
    const isAlone = !hiddenLines.has(entry) && others.every((other) => hiddenLines.has(other));
    const kept = [...hiddenLines].filter((hidden) => !entries.includes(hidden));
    this.change({ hiddenLines: new Set(isAlone ? kept : [...kept, ...others]) });
  }

  clearFilters(): void {
    const { text, severities, verdicts, onlyWarned } = DEFAULT_VIEW;
    this.change({ text, severities, verdicts, onlyWarned, usesHostFilter: this.state.hostFilter === '' });
  }

  toggleGroup(key: string): void {
    const collapsed = new Set(this.state.collapsed);
    if (!collapsed.delete(key)) collapsed.add(key);
    this.update({ collapsed });
  }

  /** Closes all groups of the list, or where all are closed opens them. */
  toggleGroups(): void {
    const { collapsed, list } = this.state;
    const isClosed = list.groups.every((key) => collapsed.has(key));
    this.update({ collapsed: isClosed ? new Set() : new Set([...collapsed, ...list.groups]) });
  }

  /** Replaces the whole view, as a link or the way back does. */
  show(view: View): void {
    const before = this.state.view;
    const change: Partial<Known> = { view };
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
    if (hostFilter !== this.state.hostFilter) this.update({ hostFilter });
  }

  /** Takes what is known of the edited schedule. */
  setWhatIf(change: Partial<WhatIf>): void {
    this.update({ whatIf: { ...this.state.whatIf, ...change } });
  }

  /** Takes note of all that turned bad. */
  acknowledge(): void {
    this.update({ turnedBad: [] });
  }

  private selectionOf(name: SeriesName | null): Partial<Known> {
    const key = nameKey(name);
    return {
      diagnosis: name && this.client.keptSeries(name),
      diagnosisFailure: null,
      turnedBad: this.state.turnedBad.filter((row) => row.key !== key),
    };
  }

  /** The part of the state that follows from a new list. The selection stays on its series whatever becomes of it. */
  private withDiagnoses(diagnoses: Diagnoses): Partial<Known> {
    const before = this.state;
    const { series: rows, reading } = diagnoses;
    const [only, ...others] = rows;
    const isFirst = !before.diagnoses?.series.length || !!before.diagnoses.reading;
    // With a single series there is nothing to choose from.
    const isObvious = isFirst && !reading && only && others.length === 0 && !before.view.selected;
    const view = isObvious ? { ...before.view, selected: { run: only.run, tag: only.tag } } : before.view;
    return {
      diagnoses,
      view,
      // What is on the screen has been seen.
      turnedBad: [
        ...stillBad(before.turnedBad, rows),
        ...turnedBad(before.diagnoses?.series ?? [], rows),
      ].filter(({ key }) => key !== nameKey(view.selected)),
    };
  }

  private async readShown(): Promise<void> {
    this.pending?.abort();
    const { selected, compared } = this.state.view;
    if (!selected) return;
    const pending = new AbortController();
    this.pending = pending;
    const others = compared.filter((name) => seriesKey(name) !== nameKey(selected));
    if (others.length > 0) void this.readPlaces([selected, ...others]);
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

  /** Reads TensorBoard's list of runs where one of these is not in it yet. */
  private async readPlaces(shown: readonly SeriesName[]): Promise<void> {
    if (shown.every(({ run }) => this.state.places.has(run))) return;
    try {
      const runs = await this.client.runs();
      this.update({ places: new Map(runs.map((run, place) => [run, place])) });
    } catch {
      // Without it they have colours in the order of choosing.
    }
  }

  private async readCompared(name: SeriesName, { signal }: AbortController) {
    try {
      return await this.client.series(name, signal);
    } catch {
      return null;
    }
  }

  private update(change: Partial<Known>): void {
    const known = { ...this.state, ...change };
    this.state = { ...known, ...this.derive(known) };
    for (const listener of this.listeners) listener();
  }
}

function nameKey(name: SeriesName | null): string | null {
  return name && seriesKey(name);
}
