import { SEVERITIES, type Row, type Severity } from '../api/types';
import type { Grouping, Sort, SortColumn, View } from './view';

/** A heading within the list, and what stands below it. */
export interface Group {
  key: string;
  name: string;
  rows: readonly Row[];
  /** What they come to: "14 frozen, 13 stuck at initial, 231 ok". */
  summary: string;
  /** The worst standing in it. */
  standing: Severity;
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
  /** How many of those that pass the search there are of each kind, whatever chips are pressed. */
  counts: Counts;
  /** The keys of the groups that have a heading. */
  groups: readonly string[];
  /** The keys of the rows that stand below one of them. */
  members: ReadonlySet<string>;
  /** Why the text filters nothing, where it is no regular expression. */
  error: string | null;
}

export interface Counts {
  severities: ReadonlyMap<Severity, number>;
  /** The verdicts there are, worst first. */
  verdicts: ReadonlyMap<string, number>;
  warned: number;
}

/** Filters, sorts and groups the rows, which come worst first. */
export function listRows(
  rows: readonly Row[],
  view: View,
  hostFilter: string,
  collapsed: ReadonlySet<string>,
): List {
  const { pattern, error } = compile(view.text);
  const found = searchRows(rows, view, pattern, hostFilter);
  const sorted = sortRows(filterRows(found, view), view.sort);
  const items = view.grouping === 'none' ? sorted : groupRows(sorted, view.grouping, collapsed);
  const groups = view.grouping === 'none' ? [] : items.filter(isGroup);
  return {
    items,
    count: sorted.length,
    counts: countRows(found),
    groups: groups.map(({ key }) => key),
    members: new Set(groups.flatMap(({ rows }) => rows.map(({ key }) => key))),
    error,
  };
}

export function countRows(rows: readonly Row[]): Counts {
  const standings = countBy(rows, (row) => row.standing);
  return {
    severities: new Map(SEVERITIES.map((severity) => [severity, standings.get(severity) ?? 0])),
    verdicts: countBy(rows, (row) => row.verdict),
    warned: rows.filter(({ warnings }) => warnings.length > 0).length,
  };
}

function countBy<K>(rows: readonly Row[], keyOf: (row: Row) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

function searchRows(
  rows: readonly Row[],
  { usesHostFilter }: View,
  pattern: RegExp | null,
  hostFilter: string,
): readonly Row[] {
  // TensorBoard, too, shows everything where its own filter is no regular expression.
  const hostPattern = usesHostFilter ? compile(hostFilter).pattern : null;
  if (!pattern && !hostPattern) return rows;
  return rows.filter(
    (row) => (!pattern || matches(row, pattern)) && (!hostPattern || hostPattern.test(row.run)),
  );
}

function filterRows(rows: readonly Row[], { severities, verdicts, onlyWarned }: View): readonly Row[] {
  if (!onlyWarned && severities.size + verdicts.size === 0) return rows;
  return rows.filter(
    (row) =>
      (severities.size === 0 || severities.has(row.standing)) &&
      (verdicts.size === 0 || verdicts.has(row.verdict)) &&
      (!onlyWarned || row.warnings.length > 0),
  );
}

/** Looks into the name first; its ends are those of "run tag", so that ^ and $ serve to choose runs and tags. */
function matches(row: Row, pattern: RegExp): boolean {
  return (
    pattern.test(`${row.run} ${row.tag}`) ||
    pattern.test(row.headline) ||
    pattern.test(row.schedule_text) ||
    pattern.test(inWords(row.verdict)) ||
    row.warnings.some((warning) => pattern.test(inWords(warning))) ||
    (!!row.acknowledged && pattern.test(`acknowledged ${row.acknowledged.reason}`))
  );
}

/** A word of the contract as people write it: "stuck at initial". */
export function inWords(word: string): string {
  return word.replaceAll('_', ' ');
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

const KEYS: Record<Exclude<SortColumn, 'worst'>, (row: Row) => number | null> = {
  // Most of them first.
  warnings: (row) => -row.warnings.length,
  run: (row) => ranks.get(row.run)!,
  tag: (row) => ranks.get(row.tag)!,
  step: (row) => row.last_step,
  logged: (row) => row.last_value,
  expected: (row) => row.expected_value,
};

function sortRows(rows: readonly Row[], { column, isDescending }: Sort): readonly Row[] {
  if (column === 'worst') return isDescending ? [...rows].reverse() : rows;
  if (column === 'run' || column === 'tag') rankNames(rows);
  const keyOf = KEYS[column];
  const direction = isDescending ? -1 : 1;
  // What is missing comes last either way, as sorted numbers have what is not one.
  const keys = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) keys[index] = direction * (keyOf(rows[index]!) ?? NaN);
  // Numbers alone sort many times as fast as rows; each key tells the place of the next row that has it.
  const inOrder = keys.slice().sort();
  const places = new Map<number, number>();
  for (let place = rows.length - 1; place >= 0; place--) places.set(inOrder[place]!, place);
  const sorted = new Array<Row>(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const key = keys[index]!;
    const place = places.get(key)!;
    // Equals stay worst first.
    sorted[place] = rows[index]!;
    places.set(key, place + 1);
  }
  return sorted;
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

/** The places of all names in natural order; those that differ in nothing but case share one. */
const ranks = new Map<string, number>();

/** Ranks all names anew where one of these has no rank yet. */
function rankNames(rows: readonly Row[]): void {
  if (rows.every(({ run, tag }) => ranks.has(run) && ranks.has(tag))) return;
  for (const { run, tag } of rows) for (const name of [run, tag]) ranks.set(name, 0);
  const names = [...ranks.keys()].map((name) => ({ name, key: naturalKey(name) }));
  names.sort((first, second) => (first.key < second.key ? -1 : first.key > second.key ? 1 : 0));
  let rank = 0;
  names.forEach(({ name, key }, index) => {
    if (index > 0 && key !== names[index - 1]!.key) rank = index;
    ranks.set(name, rank);
  });
}

const PREPARED_AT_ONCE = 500;

/** Ranks the names while nobody waits, their keys some at a time, so that the first sorting need not. */
export function prepareSorting(rows: readonly Row[], begin = 0): void {
  const end = Math.min(begin + PREPARED_AT_ONCE, rows.length);
  for (const { run, tag } of rows.slice(begin, end)) {
    naturalKey(run);
    naturalKey(tag);
  }
  setTimeout(() => {
    if (end < rows.length) prepareSorting(rows, end);
    // Sorted for nothing once, which ranks them and lets the browser compile what sorts.
    else sortRows(rows, { column: 'run', isDescending: false });
  });
}

const NAMES: Record<Exclude<Grouping, 'none'>, (row: Row) => string> = {
  run: (row) => row.run,
  verdict: (row) => inWords(row.verdict),
  schedule: (row) => row.schedule_text || 'no schedule known',
};

/** Groups stand in the order of their first rows. A row that is alone needs no heading. */
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
    if (members.length === 1) {
      items.push(members[0]!);
      continue;
    }
    const key = `${grouping} ${name}`;
    const isCollapsed = collapsed.has(key);
    const summary = grouping === 'verdict' ? '' : summarize(members);
    items.push({ key, name, rows: members, summary, standing: worst(members), isCollapsed });
    if (!isCollapsed) for (const row of members) items.push(row);
  }
  return items;
}

/** Verdicts where something is to be looked at, and for the rest only how they stand. */
function summarize(rows: readonly Row[]): string {
  const words = countBy(rows, ({ standing, verdict }) =>
    standing === 'ok' || standing === 'unknown' ? standing : inWords(verdict),
  );
  return [...words].map(([word, count]) => `${count} ${word}`).join(', ');
}

function worst(rows: readonly Row[]): Severity {
  let index = SEVERITIES.length - 1;
  for (const { standing } of rows) index = Math.min(index, SEVERITIES.indexOf(standing));
  return SEVERITIES[index]!;
}
