// Numbers as the server writes them (tb_lrplugin/words/numbers.py), for what the page alone shows: axes, readout, list.
// Both are tested with one table.

const NOTHING = '–';
const grouping = new Intl.NumberFormat('en-US');
const groupingOfFractions = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

/** A learning rate: 0.004, 3e-5. `digits` is the number of significant digits kept. */
export function formatRate(value: number | null, digits = 6): string {
  if (value === null) return NOTHING;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'infinity' : '-infinity';
  const [mantissa, power] = significant(value, digits);
  return power < -4 || power >= digits
    ? `${Number(mantissa)}e${power}`
    : String(Number(`${mantissa}e${power}`));
}

/** The significant digits of a number and its power of ten. */
function significant(value: number, digits: number): [mantissa: string, power: number] {
  const [mantissa, power] = value.toExponential(digits - 1).split('e') as [string, string];
  // A tie has one digit more and no other. The shortest form tells in a fraction of the time of the exact one.
  const [shortest] = value.toExponential().split('e') as [string];
  if (!shortest.endsWith('5') || shortest.replace(/\D/g, '').length !== digits + 1)
    return [mantissa, Number(power)];
  // JavaScript rounds a tie away from zero and Python to the even digit: six digits of 0.5 ** 10.
  const [exact, exactPower] = value.toExponential(100).split('e') as [string, string];
  const kept = exact.slice(0, mantissa.length);
  const isTie = /^\.?50*$/.test(exact.slice(mantissa.length));
  return isTie && /[02468]$/.test(kept) ? [kept, Number(exactPower)] : [mantissa, Number(power)];
}

/** Two rates side by side, with as many digits as it takes to tell them apart. */
export function formatRatePair(first: number | null, second: number | null): [string, string] {
  for (const digits of [3, 4, 5]) {
    const pair: [string, string] = [formatRate(first, digits), formatRate(second, digits)];
    if (pair[0] !== pair[1]) return pair;
  }
  return [formatRate(first), formatRate(second)];
}

/** A step, or a count of anything: 800,720. */
export function formatStep(step: number | null): string {
  if (step === null) return NOTHING;
  return (Number.isInteger(step) ? grouping : groupingOfFractions).format(step);
}

/** A fraction as percent with three significant digits: 0.64 %. */
export function formatPercent(fraction: number): string {
  if (Number.isNaN(fraction)) return 'NaN %';
  if (!Number.isFinite(fraction)) return 'more than 10^308 %';
  const percent = formatRate(100 * fraction, 3);
  return `${Math.abs(fraction) >= 1 ? grouping.format(Number(percent)) : percent} %`;
}

/**
 * The largest relative error that is told exactly. What lies beyond tells how small the expected rate is, and nothing
 * of the logged one.
 */
export const MOST_ERROR = 20;
const LEAST_ERROR = 1e-6;

/** The size of a relative error: "0.64 %", "over 2,000 %". */
export function formatError(size: number): string {
  if (size > MOST_ERROR) return `over ${formatPercent(MOST_ERROR)}`;
  return size > 0 && size < LEAST_ERROR ? 'below 0.0001 %' : formatPercent(size);
}

/** From so many times the expected rate on a factor is clearer than a percentage. */
const A_FACTOR = 3;

/** The error of a point beside its two rates: "-0.64 %", "33 times too high". */
export function formatErrorOf(logged: number | null, expected: number | null, error: number | null): string {
  const times = (logged ?? NaN) / (expected ?? NaN);
  if (!(times >= A_FACTOR) || times === Infinity) return formatSignedError(error);
  return times > MOST_TIMES ? 'more than a million times too high' : `${formatTimes(times)} times too high`;
}

const MOST_TIMES = 1e6;

function formatTimes(factor: number): string {
  return grouping.format(Number(formatRate(factor, factor < 100 ? 2 : 3)));
}

/** A relative error, above zero where the logged rate is too high: "+1,500 %", "-0.64 %", "over +2,000 %". */
export function formatSignedError(error: number | null): string {
  if (error === null) return NOTHING;
  const sign = error > 0 ? '+' : error < 0 ? '-' : '';
  return formatError(Math.abs(error)).replace(/^(over )?(?=\d)/, `$1${sign}`);
}

/**
 * The labels of evenly spaced axis marks: as many digits as it takes to tell them apart, and one notation for all, so
 * that 0.0001 does not stand above 9.5e-5.
 */
export function formatTicks(ticks: readonly number[]): string[] {
  const largest = Math.max(...ticks.map(Math.abs));
  const increment = ticks.length > 1 ? Math.abs((ticks[1] as number) - (ticks[0] as number)) : largest;
  const decimals = -Math.floor(Math.log10(increment) + 1e-9);
  if (largest >= 1e-4 && largest < 1e6 && decimals <= 8) {
    // Number() drops the zeros that toFixed() fills up with.
    return ticks.map((tick) => String(Number(tick.toFixed(Math.max(0, decimals + 1)))));
  }
  return ticks.map((tick) => {
    const digits = Math.floor(Math.log10(Math.abs(tick))) + decimals + 2;
    return formatRate(tick, Math.min(12, Math.max(1, digits)));
  });
}

/** "1 error", "2 errors", "1,200 points". */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatStep(count)} ${count === 1 ? singular : plural}`;
}
