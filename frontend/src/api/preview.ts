// `./preview`: a schedule that the reader edits, evaluated by the server.

import { queryOf, type Client } from './client';
import { decodeCurve, decodeWarnings } from './decode';
import { isObject, readList, readNumber, readObject, readText, type Json } from './read';
import type { Columns, SeriesName, Warning } from './types';

/** Keys and indices from the outermost object inwards. */
export type Path = readonly (string | number)[];

/** One number or switch of a schedule. */
export interface Parameter {
  path: Path;
  label: string;
  value: number | boolean;
  kind: 'number' | 'integer' | 'boolean';
  /** Further places that mean the same. */
  also: readonly Path[];
}

/** A schedule as it would be; `schedule` is null where there is none. */
export interface Preview {
  schedule: Json | null;
  scheduleText: string;
  scheduleFormula: string;
  curve: Columns | null;
  rateAtEnd: { step: number; value: number | null } | null;
  configuration: string | null;
  syntax: string;
  parameters: Parameter[];
  warnings: Warning[];
}

/** What to evaluate: a schedule in the place of the configured one, another end of the run, both or neither. */
export interface Question {
  schedule: Json | null;
  totalSteps: number | null;
}

export function readPreview(
  client: Client,
  name: SeriesName,
  question: Question,
  signal: AbortSignal,
): Promise<Preview> {
  return client.ask(previewUrl(name, question), decodePreview, signal);
}

export function previewUrl(name: SeriesName, { schedule, totalSteps }: Question): string {
  const asked = schedule === null ? '' : `&schedule=${encodeURIComponent(JSON.stringify(schedule))}`;
  return `./preview?${queryOf(name)}${asked}${totalSteps === null ? '' : `&total_steps=${totalSteps}`}`;
}

/** The answer to `./preview`. */
export function decodePreview(value: unknown): Preview {
  const json = readObject(value);
  const end = readObject(json['rate_at_end']);
  const step = readNumber(end['step']);
  return {
    schedule: isObject(json['schedule']) ? json['schedule'] : null,
    scheduleText: readText(json['schedule_text']) ?? '',
    scheduleFormula: readText(json['schedule_formula']) ?? '',
    curve: decodeCurve(json['curve']),
    rateAtEnd: step === null ? null : { step, value: readNumber(end['value']) },
    configuration: readText(json['configuration']),
    syntax: readText(json['configuration_syntax']) ?? '',
    parameters: readList(json['parameters']).filter(isParameter),
    warnings: decodeWarnings(json['warnings']),
  };
}

/** All of a parameter comes from the server's own table: where the list is there, its entries are whole. */
function isParameter(value: unknown): value is Parameter {
  return isObject(value) && Array.isArray(value['path']) && Array.isArray(value['also']);
}
