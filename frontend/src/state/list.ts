import { SEVERITIES, type Row, type Severity } from '../api/types';
import type { Grouping, Sort, SortColumn, View } from './view';

/** A heading within the list, and what stands below it. */
export interface Group {
  key: string;
  name: string;
  rows: readonly Row[];
  /** The worst severity in it. */
  severity: Severity;
  isCollapsed: boolean;
}

export type Item = Row | Group;

export function isGroup(item: Item): item is Group {
  return 'rows' in item;
}

/** The list as it is shown. */
export interface List {
  items: readonly Item[];
  /** How many series pass the filters, whether their group is open or not. */
  count: number;
  /** Why the text filters nothing, where it is no regular expression. */
  error: string | null;
}

/** Filters, sorts and groups the rows, which come worst first. */
export function listRows(
  rows: readonly Row[],
  view: View,
  hostFilter: string,
  collapsed: ReadonlySet<string>,
): List {
  const { pattern, error } = compile(view.text);
  const sorted = sortRows(filterRows(rows, view, pattern, hostFilter), view.sort);
  const items = view.grouping === 'none' ? sorted : groupRows(sorted, view.grouping, collapsed);
  return { items, count: sorted.length, error };
}

export function countSeverities(rows: readonly Row[]): Map<Severity, number> {
  const counts = countBy(rows, (row) => row.severity);
  return new Map(SEVERITIES.map((severity) => [severity, counts.get(severity) ?? 0]));
}

/** The verdicts there are, worst first. */
export function countVerdicts(rows: readonly Row[]): Map<string, number> {
  return countBy(rows, (row) => row.verdict);
}

function countBy<K>(rows: readonly Row[], keyOf: (row: Row) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

function filterRows(
  rows: readonly Row[],
  { severities, verdicts, usesHostFilter }: View,
  pattern: RegExp | null,
  hostFilter: string,
): readonly Row[] {
  // TensorBoard, too, shows everything where its own filter is no regular expression.
  const hostPattern = usesHostFilter ? compile(hostFilter).pattern : null;
  if (!pattern && !hostPattern && severities.size + verdicts.size === 0) return rows;
  return rows.filter(
    (row) =>
      (severities.size === 0 || severities.has(row.severity)) &&
      (verdicts.size === 0 || verdicts.has(row.verdict)) &&
      (!pattern || pattern.test(`${row.run} ${row.tag}`)) &&
      (!hostPattern || hostPattern.test(row.run)),
  );
}

function compile(text: string): { pattern: RegExp | null; error: string | null } {
  if (text === '') return { pattern: null, error: null };
  try {
    return { pattern: new RegExp(text, 'i'), error: null };
  } catch (error) {
    // Half-typed expressions pass through here with every key stroke, so nothing is hidden meanwhile.
    const reason = (error as Error).message.split(': ').pop();
    return { pattern: null, error: `Not a valid regular expression (${reason}); showing everything.` };
  }
}

const KEYS: Record<Exclude<SortColumn, 'worst'>, (row: Row) => string | number | null> = {
  run: (row) => naturalKey(row.run),
  tag: (row) => naturalKey(row.tag),
  step: (row) => row.last_step,
  logged: (row) => row.last_value,
  expected: (row) => row.expected_value,
};

function sortRows(rows: readonly Row[], { column, isDescending }: Sort): readonly Row[] {
  if (column === 'worst') return isDescending ? [...rows].reverse() : rows;
  const keyOf = KEYS[column];
  const direction = isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((first, second) => compare(first.key, second.key, direction))
    .map(({ row }) => row);
}

/** What is missing or not a number comes last either way. Equals stay worst first, since sorting is stable. */
function compare(first: string | number | null, second: string | number | null, direction: number): number {
  const isFirstMissing = first === null || first !== first;
  const isSecondMissing = second === null || second !== second;
  if (isFirstMissing || isSecondMissing) return Number(isFirstMissing) - Number(isSecondMissing);
  return first < second ? -direction : first > second ? direction : 0;
}

const naturalKeys = new Map<string, string>();

/** Sorts run-2 before run-10. A collator would do so as well, at many times the time. */
function naturalKey(name: string): string {
  let key = naturalKeys.get(name);
  if (key === undefined) {
    key = name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, '0'));
    naturalKeys.set(name, key);
  }
  return key;
}

const NAMES: Record<Exclude<Grouping, 'none'>, (row: Row) => string> = {
  run: (row) => row.run,
  verdict: (row) => row.verdict.replaceAll('_', ' '),
  schedule: (row) => row.schedule_text || 'no schedule known',
};

/** Groups stand in the order of their first rows. */
function groupRows(
  rows: readonly Row[],
  grouping: Exclude<Grouping, 'none'>,
  collapsed: ReadonlySet<string>,
): Item[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = NAMES[grouping](row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  const items: Item[] = [];
  for (const [name, members] of groups) {
    const key = `${grouping} ${name}`;
    const isCollapsed = collapsed.has(key);
    items.push({ key, name, rows: members, severity: worst(members), isCollapsed });
    if (!isCollapsed) for (const row of members) items.push(row);
  }
  return items;
}

function worst(rows: readonly Row[]): Severity {
  let index = SEVERITIES.length - 1;
  for (const { severity } of rows) index = Math.min(index, SEVERITIES.indexOf(severity));
  return SEVERITIES[index]!;
}
