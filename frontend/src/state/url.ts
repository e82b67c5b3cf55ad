// The view as the fields of a link. Fields that stand at their default are left out, and what cannot be read is taken
// as left out: an old or mistyped link opens the page all the same.

import type { SeriesName } from '../api/types';
import { AXES, type Range } from '../chart/model';
import {
  ARRANGEMENTS,
  DEFAULT_VIEW,
  GROUPINGS,
  isSeverity,
  SCALES,
  SORT_COLUMNS,
  type Sort,
  type View,
} from './view';

export type Fields = Readonly<Record<string, string>>;

export function encodeView(view: View): Record<string, string> {
  const { selected, sort } = view;
  const fields: Record<string, string | null> = {
    q: view.text,
    severity: [...view.severities].join(','),
    verdict: [...view.verdicts].join(','),
    warned: view.onlyWarned ? 'only' : null,
    hostFilter: view.usesHostFilter ? null : 'off',
    sort: (sort.isDescending ? '-' : '') + sort.column,
    group: view.grouping,
    run: selected && selected.run,
    tag: selected && selected.tag,
    compare:
      view.compared.length > 0 ? JSON.stringify(view.compared.map(({ run, tag }) => [run, tag])) : null,
    charts: view.arrangement,
    axis: view.axis,
    scale: view.scale,
    zoom: encodeZoom(view.zoom),
    values: encodeZoom(view.valueZoom),
    pin: view.pin === null ? null : String(view.pin),
    table: view.table ? 'shown' : null,
    hide: [...view.hiddenLines].map(encodeURIComponent).join(','),
    whatIf: new URLSearchParams(view.whatIf).toString(),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(
      (field): field is [string, string] => field[1] !== null && field[1] !== DEFAULTS[field[0]],
    ),
  );
}

const DEFAULTS: Fields = {
  q: '',
  severity: '',
  verdict: '',
  hide: '',
  sort: DEFAULT_VIEW.sort.column,
  group: DEFAULT_VIEW.grouping,
  charts: DEFAULT_VIEW.arrangement,
  axis: DEFAULT_VIEW.axis,
  scale: DEFAULT_VIEW.scale,
  whatIf: '',
};

export function decodeView(fields: Fields): View {
  const { run, tag } = fields;
  return {
    text: fields['q'] ?? '',
    severities: new Set(list(fields['severity']).filter(isSeverity)),
    verdicts: new Set(list(fields['verdict'])),
    onlyWarned: fields['warned'] === 'only',
    usesHostFilter: fields['hostFilter'] !== 'off',
    sort: decodeSort(fields['sort'] ?? ''),
    grouping: oneOf(GROUPINGS, fields['group']),
    // A series may be called by the empty string, so only a missing name is none.
    selected: run !== undefined && tag !== undefined ? { run, tag } : null,
    compared: decodeNames(fields['compare']),
    arrangement: oneOf(ARRANGEMENTS, fields['charts']),
    axis: oneOf(AXES, fields['axis']),
    scale: oneOf(SCALES, fields['scale']),
    zoom: decodeZoom(fields['zoom'] ?? ''),
    whatIf: Object.fromEntries(new URLSearchParams(fields['whatIf'])),
    valueZoom: decodeZoom(fields['values'] ?? ''),
    pin: decodePin(fields['pin']),
    table: fields['table'] === 'shown',
    hiddenLines: new Set(list(fields['hide']).map(decodeEntry)),
  };
}

function list(text: string | undefined): string[] {
  return text ? text.split(',') : [];
}

/** The first of the values is the default. */
function oneOf<T extends string>(values: readonly [T, ...T[]], text: string | undefined): T {
  return values.find((value) => value === text) ?? values[0];
}

function decodeSort(text: string): Sort {
  const isDescending = text.startsWith('-');
  return { column: oneOf(SORT_COLUMNS, isDescending ? text.slice(1) : text), isDescending };
}

function encodeZoom(zoom: Range | null): string | null {
  return zoom && `${zoom.min},${zoom.max}`;
}

function decodeZoom(text: string): Range | null {
  const [min, max, ...others] = text.split(',').map((part) => (part === '' ? NaN : Number(part)));
  const isRange = others.length === 0 && Number.isFinite(min) && Number.isFinite(max);
  return isRange && min! < max! ? { min: min!, max: max! } : null;
}

function decodeEntry(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decodePin(text: string | undefined): number | null {
  return text && Number.isFinite(Number(text)) ? Number(text) : null;
}

function decodeNames(text: string | undefined): SeriesName[] {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  return (Array.isArray(json) ? json : [])
    .filter((pair) => Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string')
    .map(([run, tag]) => ({ run, tag }));
}
