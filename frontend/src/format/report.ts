import type { Diagnosis } from '../api/types';
import { describePlace } from './describe';

/** The diagnosis as text to paste into an issue: Markdown that reads well without being rendered. */
export function writeReport(diagnosis: Diagnosis): string {
  const { run, tag, verdict, severity, headline, detail, source, inferred } = diagnosis;
  const heading = (name: string, lines: readonly string[]): string[] =>
    lines.length > 0 ? ['', `**${name}**`, '', ...lines] : [];
  const code = (text: string | null | undefined): string[] => (text ? ['```', text.trimEnd(), '```'] : []);
  const points = (texts: readonly string[]): string[] => texts.map((text) => `- ${text}`);
  return [
    `**${headline}**`,
    '',
    `Run \`${run}\`, tag \`${tag}\`: ${verdict} (${severity})`,
    ...(detail ? ['', detail] : []),
    ...heading(
      'Evidence',
      diagnosis.number_rows.map(({ name, text }) => `- ${name}: ${text}`),
    ),
    ...heading('Warnings', points(diagnosis.warnings.map((warning) => warning.text))),
    ...heading(
      'Likely causes',
      diagnosis.causes.map((cause, index) => `${index + 1}. ${cause}`),
    ),
    ...heading('Also possible', points(diagnosis.alternatives)),
    ...heading('Fix', code(diagnosis.fix)),
    ...heading('Asked for', [
      ...(diagnosis.schedule_text ? [diagnosis.schedule_text] : []),
      ...(source ? [`Read from ${describePlace(source)} (${source.kind}).`, ...code(source.text)] : []),
    ]),
    ...heading('The points themselves', inferred ? [inferred.text || inferred.schedule_text] : []),
    '',
    `What the logged number is: ${diagnosis.measures_text}`,
    '',
  ].join('\n');
}
