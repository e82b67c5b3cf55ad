/** The colours of the canvas, which style sheets cannot reach. */
export interface Palette {
  logged: string;
  expected: string;
  edited: string;
  disagree: string;
  fault: string;
  text: string;
  /** Titles, and what they stand on. */
  foreground: string;
  surface: string;
  grid: string;
  mark: string;
}

/** Reads the theme's colours from an element that inherits them. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--lr-${name}`).trim();
  return {
    logged: colour('logged'),
    expected: colour('expected'),
    edited: colour('edited'),
    disagree: colour('disagree'),
    fault: colour('error'),
    text: colour('text-muted'),
    foreground: colour('text'),
    surface: colour('surface'),
    grid: colour('grid'),
    mark: colour('mark'),
  };
}
