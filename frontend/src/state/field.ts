// What a person types where a number belongs.

const FACTORS: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, '%': 0.01 };
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([kKM%]?)$/;
/** 800,720 as the page itself writes it, but not 0,004, which somebody means to be small. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/;

/** Reads "0.004", "4e-3", "800_720", "800,720", "800k" or "95 %"; NaN for anything else. */
export function parseNumber(text: string): number {
  const plain = text.trim().replace(/(?<=\d)[_\s](?=\d)/g, '');
  const match = NUMBER.exec(GROUPED.test(plain) ? plain.replaceAll(',', '') : plain);
  if (!match) return Number.NaN;
  const factor = FACTORS[match[2]!];
  const value = Number(match[1]);
  // Rounded to the decimal that was meant: 57 * 0.01 is not 0.57.
  return factor === undefined ? value : Number((value * factor).toPrecision(15));
}

/** The value of a field, or a sentence on why it has none. */
export function parseField(text: string, kind: 'number' | 'integer'): number | string {
  const value = parseNumber(text);
  if (!Number.isFinite(value)) return `“${text.trim()}” is no number. Write it like 0.004, 4e-3 or 800_720.`;
  if (kind === 'integer' && !Number.isSafeInteger(value)) return `“${text.trim()}” is no whole number.`;
  return value;
}

/** A number of steps to run for, null where the field is empty, or a sentence. */
export function parseSteps(text: string): number | null | string {
  if (text.trim() === '') return null;
  const value = parseField(text, 'integer');
  return typeof value === 'number' && value < 1 ? 'A run has at least 1 step.' : value;
}

/** A value as somebody would type it: a rate that went through single precision has its short form. */
export function showValue(value: number | boolean): string {
  if (typeof value === 'boolean' || Math.fround(value) !== value) return String(value);
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}
