import type { Client } from '../api/client';
import { sentenceOf } from '../api/error';
import type { Diagnoses, Diagnosis, Row, Severity } from '../api/types';
import { filterRows, type Filter, type Filtered } from './filter';

export interface State {
  /** The last list that could be read, or null before the first. */
  diagnoses: Diagnoses | null;
  /** When the server last answered, in milliseconds since 1970. */
  updatedAt: number | null;
  /** Why the last attempt to read the list failed, or null when it did not. */
  failure: string | null;
  filter: Filter;
  /** The rows that pass the filter. */
  filtered: Filtered;
  selected: Row | null;
  /** The full diagnosis of the selected series, or null before it came. */
  diagnosis: Diagnosis | null;
  /** Why the selected series could not be read. */
  diagnosisFailure: string | null;
}

const NO_FILTER: Filter = { text: '', severities: new Set() };

/** All that the page knows. Views read `state`, which is replaced and never changed, and call the methods below. */
export class Store {
  state: State = {
    diagnoses: null,
    updatedAt: null,
    failure: null,
    filter: NO_FILTER,
    filtered: { rows: [], error: null },
    selected: null,
    diagnosis: null,
    diagnosisFailure: null,
  };

  private readonly listeners = new Set<() => void>();
  private pending: AbortController | null = null;
  /** Whether the diagnosis on screen may be older than the list beside it. */
  private stale = false;

  constructor(
    private readonly client: Client,
    private readonly now: () => number = Date.now,
  ) {}

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads the list, and the selected series where the list has changed. Never throws: a failure is state. */
  async refresh(): Promise<void> {
    try {
      const answer = await this.client.diagnoses();
      this.stale ||= answer.changed;
      this.update({
        updatedAt: this.now(),
        failure: null,
        ...(answer.changed || !this.state.diagnoses ? this.withRows(answer.value) : {}),
      });
    } catch (error) {
      this.update({ failure: sentenceOf(error) });
      return;
    }
    if (this.stale) await this.readSelected();
  }

  select(row: Row): void {
    if (row.key === this.state.selected?.key) return;
    this.update({ selected: row, diagnosis: this.client.keptSeries(row), diagnosisFailure: null });
    void this.readSelected();
  }

  setFilterText(text: string): void {
    this.setFilter({ ...this.state.filter, text });
  }

  toggleSeverity(severity: Severity): void {
    const severities = new Set(this.state.filter.severities);
    if (!severities.delete(severity)) severities.add(severity);
    this.setFilter({ ...this.state.filter, severities });
  }

  clearFilter(): void {
    this.setFilter(NO_FILTER);
  }

  private setFilter(filter: Filter): void {
    this.update({ filter, filtered: filterRows(this.state.diagnoses?.rows ?? [], filter) });
  }

  /** The part of the state that follows from a new list. The selection stays on its series for as long as it exists. */
  private withRows(diagnoses: Diagnoses): Partial<State> {
    const filtered = filterRows(diagnoses.rows, this.state.filter);
    const before = this.state.selected;
    const same = before && diagnoses.rows.find((row) => row.key === before.key);
    const selected = same ?? filtered.rows[0] ?? diagnoses.rows[0] ?? null;
    if (same) return { diagnoses, filtered, selected };
    return { diagnoses, filtered, selected, diagnosis: null, diagnosisFailure: null };
  }

  private async readSelected(): Promise<void> {
    this.pending?.abort();
    const row = this.state.selected;
    if (!row) return;
    const pending = new AbortController();
    this.pending = pending;
    try {
      const { value } = await this.client.series(row, pending.signal);
      if (this.pending !== pending) return;
      this.stale = false;
      this.update({ diagnosis: value, diagnosisFailure: null });
    } catch (error) {
      if (this.pending !== pending) return;
      // Asked again with the next poll.
      this.stale = true;
      this.update({ diagnosisFailure: sentenceOf(error) });
    }
  }

  private update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
