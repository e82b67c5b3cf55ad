// How the chart looks, but for its colours.

import type { Line } from './model';
import type { Palette } from './palette';

export const FONT_FAMILY = 'Roboto, "Helvetica Neue", Arial, sans-serif';
/** Of ticks and marks. */
export const FONT = `11px ${FONT_FAMILY}`;
/** To the right of a plot, in pixels: half of the last tick's label. */
export const RIGHT_MARGIN = 28;

export interface LineStyle {
  colour: string;
  width: number;
  dash?: readonly number[];
  /** Whether few points are drawn as such. */
  hasDots?: boolean;
}

/** The dashes lie on the broader line where the two agree, so that both can be seen. */
export function lineStyles(palette: Palette): Record<Line, LineStyle> {
  return {
    logged: { colour: palette.logged, width: 3, hasDots: true },
    expected: { colour: palette.expected, width: 1.5, dash: [7, 5] },
    edited: { colour: palette.edited, width: 2, dash: [10, 3, 2, 3] },
    explained: { colour: palette.explained, width: 1.5, dash: [3, 7] },
    inferred: { colour: palette.inferred, width: 1.25, dash: [2, 3] },
  };
}
