import { decodeDiagnoses, decodeDiagnosis, decodePlans, decodePreview, decodeSparklines } from './decode';
import { ApiError } from './error';
import type { Diagnoses, Diagnosis, Plans, Preview, ScheduleObject, SeriesName, Sparkline } from './types';

/** An answer, and whether it is another one than the last time the same was asked. */
export interface Answer<T> {
  value: T;
  changed: boolean;
}

/** What to evaluate: another schedule, other settings in its configuration, another end of the run; null for none. */
export interface Question {
  schedule: ScheduleObject | null;
  settings: Readonly<Record<string, number | boolean>> | null;
  totalSteps: number | null;
}

/** A configuration as it was pasted, with its file's name and the numbers that it leaves open. */
export interface PlanQuestion {
  text: string;
  name: string;
  steps: number | null;
  steps_per_epoch: number | null;
}

interface Kept<T> {
  etag: string;
  value: T;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A server that is reading many event files may take its time; one that is gone must be noticed all the same. */
const TIMEOUT_MILLISECONDS = 30_000;
/** Diagnoses kept for a quick return to a series that was looked at before. */
const KEPT_SERIES = 20;
const DIAGNOSES_URL = './diagnoses';

/**
 * The routes the page reads. All addresses are relative: only the document's base knows under which prefix
 * TensorBoard serves. Answers are kept with their ETag, and an unchanged one costs the server a 304.
 */
export class Client {
  private readonly kept = new Map<string, Kept<unknown>>();

  constructor(private readonly fetch: Fetch = (url, init) => globalThis.fetch(url, init)) {}

  diagnoses(): Promise<Answer<Diagnoses>> {
    return this.get(DIAGNOSES_URL, decodeDiagnoses);
  }

  series(name: SeriesName, signal?: AbortSignal): Promise<Answer<Diagnosis>> {
    return this.get(seriesUrl(name), decodeDiagnosis, signal);
  }

  /** Small pictures of some series; those that are gone are left out. */
  sparklines(names: readonly SeriesName[]): Promise<Map<string, Sparkline>> {
    return this.ask(`./sparklines?${names.map(queryOf).join('&')}`, decodeSparklines);
  }

  /** What a configuration asks for that belongs to no run. */
  async plan(asked: PlanQuestion, signal: AbortSignal): Promise<Plans> {
    const response = await this.request('./plan', undefined, signal, JSON.stringify(asked));
    if (!response.ok) throw new ApiError(await refusal(response), response.status);
    return decodePlans(await readJson(response));
  }

  /** TensorBoard's own list of runs, in the order in which it gives them their colours. */
  runs(): Promise<string[]> {
    return this.ask('../../runs', (json) => json as string[]);
  }

  /** A schedule that the reader edits, evaluated. */
  preview(name: SeriesName, question: Question, signal: AbortSignal): Promise<Preview> {
    return this.ask(previewUrl(name, question), decodePreview, signal);
  }

  /** An answer that is not kept, since hardly anybody asks for the same again. */
  private async ask<T>(url: string, decode: (json: unknown) => T, signal?: AbortSignal): Promise<T> {
    const response = await this.request(url, undefined, signal);
    if (!response.ok) throw new ApiError(await refusal(response), response.status);
    return decode(await readJson(response));
  }

  /** What was last read of a series, to be shown while it is read again. */
  keptSeries(name: SeriesName): Diagnosis | null {
    const kept = this.kept.get(seriesUrl(name)) as Kept<Diagnosis> | undefined;
    return kept?.value ?? null;
  }

  private async get<T>(url: string, decode: (json: unknown) => T, signal?: AbortSignal): Promise<Answer<T>> {
    const kept = this.kept.get(url) as Kept<T> | undefined;
    const response = await this.request(url, kept?.etag, signal);
    if (response.status === 304 && kept) return { value: kept.value, changed: false };
    if (!response.ok) throw new ApiError(await refusal(response), response.status);
    const value = decode(await readJson(response));
    this.keep(url, response.headers.get('ETag'), value);
    return { value, changed: true };
  }

  private async request(
    url: string,
    etag: string | undefined,
    signal?: AbortSignal,
    body?: string,
  ): Promise<Response> {
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    signal?.addEventListener('abort', stop);
    const timer = setTimeout(stop, TIMEOUT_MILLISECONDS);
    try {
      return await this.fetch(url, {
        ...(body !== undefined && { method: 'POST', body }),
        headers: etag ? { 'If-None-Match': etag } : {},
        // The page compares ETags itself; the browser's own cache would hide the 304 from it.
        cache: 'no-store',
        signal: abort.signal,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError('TensorBoard does not answer.');
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  private keep(url: string, etag: string | null, value: unknown): void {
    this.kept.delete(url);
    if (etag === null) return;
    this.kept.set(url, { etag, value });
    // A Map yields its keys in the order of insertion: the first series in it is the one not read for longest.
    const series = [...this.kept.keys()].filter((key) => key !== DIAGNOSES_URL);
    for (const key of series.slice(0, -KEPT_SERIES)) this.kept.delete(key);
  }
}

/** Where a series is read from, and downloaded as it is. */
export function seriesUrl(name: SeriesName): string {
  return `./series?${queryOf(name)}`;
}

/** Where a series is downloaded from as a table. */
export function csvUrl(name: SeriesName): string {
  return `./points.csv?${queryOf(name)}`;
}

function previewUrl(name: SeriesName, { schedule, settings, totalSteps }: Question): string {
  const asked = Object.entries({ schedule, settings, total_steps: totalSteps })
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `&${key}=${encodeURIComponent(JSON.stringify(value))}`);
  return `./preview?${queryOf(name)}${asked.join('')}`;
}

function queryOf({ run, tag }: SeriesName): string {
  return `run=${encodeURIComponent(run)}&tag=${encodeURIComponent(tag)}`;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ApiError('TensorBoard sent an answer that is not JSON.', response.status);
  }
}

/** The server's own sentence where it gave one. */
async function refusal(response: Response): Promise<string> {
  const json: { error?: string } | null = await response.json().catch(() => null);
  return json?.error ?? `TensorBoard refused the request (status ${response.status}).`;
}
