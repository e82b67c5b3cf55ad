import type { Diagnosis, SeriesName } from '../api/types';

/** Why a verdict is left as it is. */
export function describeAcknowledged({ acknowledged }: Pick<Diagnosis, 'acknowledged'>): string {
  if (!acknowledged) return '';
  const until = acknowledged.until ? ` until ${acknowledged.until}` : '';
  return `Acknowledged${until}: ${acknowledged.reason} (${acknowledged.where})`;
}

/** The lines of `lr_diagnostics.yaml` that acknowledge the verdict of a series. */
export function acknowledgingLines({ run, tag, verdict }: SeriesName & { verdict: string }): string {
  // A text of JSON is one of YAML, too; in a pattern some characters stand for others.
  const exactly = (name: string): string => JSON.stringify(name.replace(/[[*?]/g, '[$&]'));
  return [
    'acknowledged:',
    `  - run: ${exactly(run)}`,
    `    tag: ${exactly(tag)}`,
    `    verdict: ${verdict}`,
    '    reason: "why this is as it should be"',
    '    # until: 2027-06-30',
  ].join('\n');
}
