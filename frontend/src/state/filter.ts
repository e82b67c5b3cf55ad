import { SEVERITIES, type Row, type Severity } from '../api/types';

export interface Filter {
  /** A regular expression over "run tag", or nothing. */
  text: string;
  /** The severities to show; none chosen means all. */
  severities: ReadonlySet<Severity>;
}

export interface Filtered {
  rows: readonly Row[];
  /** Why the text filters nothing, where it is no regular expression. */
  error: string | null;
}

export function filterRows(rows: readonly Row[], filter: Filter): Filtered {
  const { pattern, error } = compile(filter.text);
  const { severities } = filter;
  if (!pattern && severities.size === 0) return { rows, error };
  return {
    rows: rows.filter(
      (row) =>
        (severities.size === 0 || severities.has(row.severity)) &&
        (!pattern || pattern.test(`${row.run} ${row.tag}`)),
    ),
    error,
  };
}

export function countSeverities(rows: readonly Row[]): Record<Severity, number> {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const row of rows) counts[row.severity]++;
  return counts;
}

function compile(text: string): { pattern: RegExp | null; error: string | null } {
  if (text === '') return { pattern: null, error: null };
  try {
    return { pattern: new RegExp(text, 'i'), error: null };
  } catch {
    // Half-typed expressions pass through here with every key stroke, so nothing is hidden meanwhile.
    return { pattern: null, error: 'Not a valid regular expression; showing everything.' };
  }
}
