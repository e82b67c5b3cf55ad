// Numbers as a person reads them. All of them are pure, so the chart, the list and the panel can never disagree.

const NOTHING = '–';
const grouping = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A learning rate: 0.004, 8.2e-5, 1e-4. `digits` is the number of significant digits kept. */
export function formatRate(value: number | null, digits = 4): string {
  if (value === null) return NOTHING;
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e-3 && size < 1e6) return String(rounded);
  const [mantissa, exponent] = rounded.toExponential().split('e');
  return `${mantissa}e${Number(exponent)}`;
}

/**
 * Two rates side by side. Rates that differ must not look alike, so digits are added until they do not: "0.004 /
 * 0.004" beside the word "disagrees" would only puzzle. What single precision makes of one rate is no difference.
 */
export function formatRatePair(first: number | null, second: number | null): [string, string] {
  const [least, most] = [3, differs(first, second) ? 6 : 3];
  for (let digits = least; digits < most; digits++) {
    const pair: [string, string] = [formatRate(first, digits), formatRate(second, digits)];
    if (pair[0] !== pair[1]) return pair;
  }
  return [formatRate(first, most), formatRate(second, most)];
}

function differs(first: number | null, second: number | null): boolean {
  if (first === null || second === null) return false;
  return Math.abs(first - second) > 1e-5 * Math.max(Math.abs(first), Math.abs(second));
}

/** A step, or a count of anything: 800,720. */
export function formatStep(step: number | null): string {
  if (step === null) return NOTHING;
  return Number.isFinite(step) ? grouping.format(step) : String(step);
}

/** A fraction as percent with three significant digits: 0.0064 becomes "0.64 %". */
export function formatPercent(fraction: number | null): string {
  if (fraction === null) return NOTHING;
  if (Number.isNaN(fraction)) return 'not a number';
  if (!Number.isFinite(fraction)) return 'infinite';
  const percent = fraction * 100;
  const size = Math.abs(percent);
  if (size === 0) return '0 %';
  if (size < 1e-4) return 'below 0.0001 %';
  if (size >= 100) return `${grouping.format(percent)} %`;
  return `${Number(percent.toPrecision(3))} %`;
}

/**
 * The labels of evenly spaced axis marks: as many digits as it takes to tell them apart, and one notation for all, so
 * that 0.001 does not stand above 9.5e-4.
 */
export function formatTicks(ticks: readonly number[]): string[] {
  const largest = Math.max(...ticks.map(Math.abs));
  const increment = ticks.length > 1 ? Math.abs((ticks[1] as number) - (ticks[0] as number)) : largest;
  const decimals = -Math.floor(Math.log10(increment) + 1e-9);
  if (largest >= 1e-3 && largest < 1e6 && decimals <= 8) {
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

/**
 * The largest relative error that is told exactly. What lies beyond tells how small the expected rate is, and nothing
 * of the logged one.
 */
export const MOST_ERROR = 20;

/** A relative error: "+1,500 %", "-0.64 %", "over +2,000 %". */
export function formatError(fraction: number | null): string {
  if (fraction !== null && Number.isFinite(fraction) && Math.abs(fraction) > MOST_ERROR)
    return `over ${formatError(Math.sign(fraction) * MOST_ERROR)}`;
  const text = formatPercent(fraction);
  return fraction !== null && fraction > 0 && /^\d/.test(text) ? `+${text}` : text;
}
