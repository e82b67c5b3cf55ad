// "NaN", "Infinity" and "-Infinity" are decoded only where a number belongs, so that a run that is called "NaN" keeps
// its name. All else is used as it came: the page and the server are of one version.

import type * as contract from './contract';
import { ApiError } from './error';
import {
  seriesKey,
  type Decoded,
  type Diagnoses,
  type Diagnosis,
  type Plans,
  type Preview,
  type Sparkline,
} from './types';

const VERSION = 1;
const NOT_FINITE = new Map<unknown, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const NUMBERS_OF_ROW = ['last_value', 'expected_value', 'applied_value'] as const;

/** The answer to `./diagnoses`. */
export function decodeDiagnoses(json: unknown): Diagnoses {
  const answer = json as contract.Diagnoses | null;
  if (!Array.isArray(answer?.series)) {
    throw new ApiError('TensorBoard sent a list of diagnoses that this page cannot read.');
  }
  if (answer.version !== VERSION) {
    throw new ApiError('The plugin was updated while this page was open. Reload the page.');
  }
  // In place, since there may be ten thousand of them, and nobody else has seen them yet.
  for (const row of answer.series) {
    const numbers = row as unknown as Record<(typeof NUMBERS_OF_ROW)[number], unknown>;
    for (const name of NUMBERS_OF_ROW) numbers[name] = decode(numbers[name]);
    Object.assign(row, { key: seriesKey(row) });
  }
  return answer as unknown as Diagnoses;
}

/** The answer to `./sparklines`: by the series' keys. */
export function decodeSparklines(json: unknown): Map<string, Sparkline> {
  const { sparklines } = json as contract.Sparklines;
  return new Map(sparklines.map((item) => [seriesKey(item), decodeIn(item, 'logged', 'expected')]));
}

/** The answer to `./series`. */
export function decodeDiagnosis(json: unknown): Diagnosis {
  const answer = json as contract.Series | null;
  if (!answer?.points) throw new ApiError('TensorBoard sent a diagnosis that this page cannot read.');
  const curves = ['points', 'curve', 'inferred_curve', 'explained'] as const;
  const { inferred } = answer;
  return {
    ...decodeIn(answer, 'logged', 'expected', 'applied_value', 'evidence', 'next_change', ...curves),
    inferred: inferred && decodeIn(inferred, 'residual'),
    key: seriesKey(answer),
  };
}

/** The answer to `./preview`. */
export function decodePreview(json: unknown): Preview {
  return decodeIn(json as contract.Preview, 'curve', 'rate_at_end', 'parameters');
}

/** The answer to `./plan`. */
export function decodePlans(json: unknown): Plans {
  const answer = json as contract.Plans;
  const numbers = ['points', 'start', 'peak', 'first_change', 'end'] as const;
  return { ...answer, plans: answer.plans.map((plan) => decodeIn(plan, ...numbers)) };
}

/** The numbers below some fields of an answer, decoded. A schedule stays as it is: it may go back to the server. */
function decodeIn<T extends object>(answer: T, ...fields: (keyof T)[]): Decoded<T> {
  const decoded = fields.map((field) => [field, decode(answer[field])]);
  return { ...answer, ...Object.fromEntries(decoded) } as Decoded<T>;
}

function decode(value: unknown): unknown {
  if (typeof value === 'string') return NOT_FINITE.get(value) ?? value;
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, decode(part)]));
}
