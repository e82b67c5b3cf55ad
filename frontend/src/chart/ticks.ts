import type { Range } from './range';

/** Which multiples of the powers of ten are marked, the densest choice first. */
const MULTIPLES = [[1, 2, 5], [1, 3], [1]];

/** The places to mark on a logarithmic axis, at most `most` of them. */
export function logTicks({ min, max }: Range, most: number): number[] {
  const lowest = Math.floor(Math.log10(min));
  const highest = Math.ceil(Math.log10(max));
  for (const multiples of MULTIPLES) {
    const ticks = powers(lowest, highest, 1)
      .flatMap((exponent) => multiples.map((multiple) => Number(`${multiple}e${exponent}`)))
      .filter((tick) => tick >= min && tick <= max);
    // Less than three marks do not tell a reader how the axis runs: over so short a range it is all but linear.
    if (ticks.length < 3) return linearTicks({ min, max }, most);
    if (ticks.length <= most) return ticks;
  }
  const stride = Math.ceil((highest - lowest + 1) / most);
  return powers(lowest, highest, stride)
    .map((exponent) => Number(`1e${exponent}`))
    .filter((tick) => tick >= min && tick <= max);
}

/** Round places to mark on a linear axis, at most `most` of them. */
export function linearTicks({ min, max }: Range, most: number): number[] {
  const increment = roundIncrement((max - min) / most);
  const ticks: number[] = [];
  for (let index = Math.ceil(min / increment); index * increment <= max; index++) {
    // Multiplying gathers no error, but leaves 0.30000000000000004.
    ticks.push(Number((index * increment).toPrecision(12)));
  }
  return ticks;
}

/** The next 1, 2 or 5 times a power of ten. */
export function roundIncrement(least: number): number {
  const exponent = Math.floor(Math.log10(least));
  const multiple = [1, 2, 5].find((candidate) => Number(`${candidate}e${exponent}`) >= least);
  return multiple ? Number(`${multiple}e${exponent}`) : Number(`1e${exponent + 1}`);
}

function powers(lowest: number, highest: number, stride: number): number[] {
  const exponents: number[] = [];
  for (let exponent = lowest; exponent <= highest; exponent += stride) exponents.push(exponent);
  return exponents;
}
