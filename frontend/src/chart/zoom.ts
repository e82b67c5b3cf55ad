import type { Range, Scale } from './model';

/** Ranges are stretched and moved along a logarithmic axis in powers of ten, as they look. */
function along(scale: Scale): [to: (value: number) => number, from: (value: number) => number] {
  return scale === 'log' ? [Math.log10, (power) => 10 ** power] : [(value) => value, (value) => value];
}

/** A range of `factor` times the length, in which `center` keeps its place. */
export function stretch({ min, max }: Range, center: number, factor: number, scale: Scale = 'linear'): Range {
  const [to, from] = along(scale);
  const middle = to(center);
  return { min: from(middle + (to(min) - middle) * factor), max: from(middle + (to(max) - middle) * factor) };
}

/** The part of a range that lies within the whole; null for all of it. Shorter than `least` it does not get. */
export function within(whole: Range, range: Range, least: number): Range | null {
  const length = Math.max(range.max - range.min, Math.min(least, whole.max - whole.min));
  if (length >= whole.max - whole.min) return null;
  const min = Math.min(Math.max(range.min, whole.min), whole.max - length);
  return { min, max: min + length };
}

/** The range moved, if need be, so that a place lies in it, and not at its very edge. */
export function reveal({ min, max }: Range, place: number): Range {
  const air = (max - min) / 10;
  const shift = place < min ? place - air - min : place > max ? place + air - max : 0;
  return { min: min + shift, max: max + shift };
}
