// Reading untyped JSON. "NaN", "Infinity" and "-Infinity" are decoded only where a number belongs, so that a run
// that is called "NaN" keeps its name. A field that is missing or of another type reads as absent: a newer server
// may add or leave out fields without breaking an older page.

export type Json = Readonly<Record<string, unknown>>;

const NOT_FINITE: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? (NOT_FINITE[value] ?? null) : null;
}

export function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The numbers of a list; whatever is none becomes NaN, so that columns keep their length. */
export function readNumbers(value: unknown): number[] {
  return readList(value).map((item) => readNumber(item) ?? Number.NaN);
}

export function readTexts(value: unknown): string[] {
  return readList(value).filter((item) => typeof item === 'string');
}
