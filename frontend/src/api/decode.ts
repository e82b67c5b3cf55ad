import { ApiError } from './error';
import {
  isObject,
  readList,
  readNumber,
  readNumbers,
  readObject,
  readText,
  readTexts,
  type Json,
} from './read';
import {
  SEVERITIES,
  seriesKey,
  type Columns,
  type Diagnoses,
  type Diagnosis,
  type Evidence,
  type FirstAndLast,
  type Inferred,
  type Mark,
  type NextChange,
  type Points,
  type Row,
  type Severity,
  type Source,
  type Sparkline,
  type Verdict,
  type Warning,
} from './types';

const VERSION = 1;

/** The answer to `./diagnoses`. */
export function decodeDiagnoses(json: unknown): Diagnoses {
  if (!isObject(json) || !Array.isArray(json['series'])) {
    throw new ApiError('TensorBoard sent a list of diagnoses that this page cannot read.');
  }
  if (json['version'] !== VERSION) {
    throw new ApiError('The plugin was updated while this page was open. Reload the page.');
  }
  return {
    rows: json['series'].filter(isObject).map(decodeRow),
    problems: readList(json['problems'])
      .filter(isObject)
      .map((item) => ({ where: readText(item['where']) ?? '', message: readText(item['message']) ?? '' })),
    scalarTags: readTexts(json['scalar_tags']),
    reading: isObject(json['reading'])
      ? {
          done: readNumber(json['reading']['done']) ?? 0,
          total: readNumber(json['reading']['total']) ?? 0,
        }
      : null,
  };
}

/** The answer to `./sparklines`: by the series' keys. */
export function decodeSparklines(json: unknown): Map<string, Sparkline> {
  return new Map(
    readList(readObject(json)['sparklines'])
      .filter(isObject)
      .map((item) => [
        seriesKey({ run: readText(item['run']) ?? '', tag: readText(item['tag']) ?? '' }),
        {
          step: readNumbers(item['step']),
          logged: readNumbers(item['logged']),
          expected: readNumbers(item['expected']),
        },
      ]),
  );
}

/** The answer to `./series`. */
export function decodeDiagnosis(json: unknown): Diagnosis {
  if (!isObject(json) || !isObject(json['points'])) {
    throw new ApiError('TensorBoard sent a diagnosis that this page cannot read.');
  }
  const verdict = decodeVerdict(json);
  return {
    ...verdict,
    key: seriesKey(verdict),
    detail: readText(json['detail']) ?? '',
    unit: readText(json['unit']) || 'steps',
    steps: {
      ...decodeFirstAndLast(json['steps']),
      count: readNumber(readObject(json['steps'])['count']) ?? 0,
    },
    logged: decodeFirstAndLast(json['logged']),
    expected: decodeFirstAndLast(json['expected']),
    evidence: decodeEvidence(readObject(json['evidence'])),
    nextChange: decodeNextChange(json['next_change']),
    scheduleText: readText(json['schedule_text']),
    scheduleFormula: readText(json['schedule_formula']),
    schedule: isObject(json['schedule']) ? json['schedule'] : null,
    inferred: decodeInferred(json['inferred']),
    source: decodeSource(json['source']),
    binding: readText(json['binding']),
    otherSources: readList(json['other_sources'])
      .map(decodeSource)
      .filter((source) => source !== null),
    measures: readText(json['measures']) ?? 'unknown',
    warnings: decodeWarnings(json['warnings']),
    causes: readTexts(json['causes']),
    alternatives: readTexts(json['alternatives']),
    fix: readText(json['fix']),
    points: decodePoints(json['points']),
    curve: decodeCurve(json['curve']),
    inferredCurve: decodeCurve(json['inferred_curve']),
    explained: decodeCurve(json['explained']),
    marks: readList(json['marks']).filter(isObject).flatMap(decodeMark),
  };
}

function decodeVerdict(json: Json): Verdict {
  return {
    run: readText(json['run']) ?? '',
    tag: readText(json['tag']) ?? '',
    verdict: readText(json['verdict']) ?? '',
    severity: decodeSeverity(json['severity']),
    headline: readText(json['headline']) ?? '',
  };
}

function decodeSeverity(value: unknown): Severity {
  return SEVERITIES.find((severity) => severity === value) ?? 'unknown';
}

function decodeRow(json: Json): Row {
  const verdict = decodeVerdict(json);
  return {
    ...verdict,
    key: seriesKey(verdict),
    lastStep: readNumber(json['last_step']),
    lastValue: readNumber(json['last_value']),
    expectedValue: readNumber(json['expected_value']),
    scheduleText: readText(json['schedule_text']) ?? '',
    warnings: readTexts(json['warnings']),
  };
}

function decodeFirstAndLast(value: unknown): FirstAndLast {
  const json = readObject(value);
  return { first: readNumber(json['first']), last: readNumber(json['last']) };
}

function decodeEvidence(json: Json): Evidence {
  return {
    maxRelativeError: readNumber(json['max_relative_error']),
    timeScale: readNumber(json['time_scale']),
    valueScale: readNumber(json['value_scale']),
    stepOffset: readNumber(json['step_offset']),
    onsetStep: readNumber(json['onset_step']),
    onsetLogged: readNumber(json['onset_logged']),
    onsetExpected: readNumber(json['onset_expected']),
    restartSteps: readNumbers(json['restart_steps']),
    boundarySteps: readNumbers(json['boundary_steps']),
    phase: readText(json['phase']),
    variant: readText(json['variant']),
  };
}

function decodeNextChange(value: unknown): NextChange | null {
  const json = readObject(value);
  const step = readNumber(json['step']);
  if (step === null) return null;
  return { step, value: readNumber(json['value']), etaSeconds: readNumber(json['eta_seconds']) };
}

function decodeSource(value: unknown): Source | null {
  if (!isObject(value)) return null;
  return {
    kind: readText(value['kind']) ?? '',
    where: readText(value['where']) ?? '',
    lines: readNumbers(value['lines']),
    text: readText(value['text']),
  };
}

function decodeInferred(value: unknown): Inferred | null {
  if (!isObject(value)) return null;
  return {
    text: readText(value['text']) ?? '',
    schedule: isObject(value['schedule']) ? value['schedule'] : null,
    scheduleText: readText(value['schedule_text']) ?? '',
    residual: readNumber(value['residual']),
  };
}

export function decodeWarnings(value: unknown): Warning[] {
  return readList(value)
    .filter(isObject)
    .map((item) => ({
      id: readText(item['id']) ?? '',
      text: readText(item['text']) ?? '',
      fix: readText(item['fix']),
    }));
}

export function decodeCurve(value: unknown): Columns | null {
  return isObject(value) ? decodeColumns(value) : null;
}

function decodePoints(json: Json): Points {
  const expected = json['expected'];
  return {
    ...decodeColumns(json),
    wallTime: readNumbers(json['wall_time']),
    expected: Array.isArray(expected) ? readNumbers(expected) : null,
  };
}

/** Columns that differ in length are cut to the shorter one: a point needs both its step and its value. */
function decodeColumns(value: unknown): Columns {
  const json = readObject(value);
  const step = readNumbers(json['step']);
  const values = readNumbers(json['value']);
  const length = Math.min(step.length, values.length);
  return { step: step.slice(0, length), value: values.slice(0, length) };
}

function decodeMark(json: Json): Mark[] {
  const step = readNumber(json['step']);
  if (step === null || !Number.isFinite(step)) return [];
  return [{ kind: readText(json['kind']) ?? '', step, label: readText(json['label']) ?? '' }];
}
