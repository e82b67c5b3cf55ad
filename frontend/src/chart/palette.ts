/** The colours of the canvas, which style sheets cannot reach. */
export interface Palette {
  logged: string;
  expected: string;
  explained: string;
  inferred: string;
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
    explained: colour('ok'),
    inferred: colour('text'),
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

/** The colours of compared series, far from those of logged and expected; 3 to 1 against the surface of each theme. */
const COMPARED = {
  light: ['#00796b', '#8e24aa', '#6d4c41', '#c2185b', '#558b2f', '#0277bd'],
  dark: ['#4db6ac', '#ce93d8', '#bcaaa4', '#f48fb1', '#aed581', '#4fc3f7'],
};

export function comparedColour(index: number, theme: 'light' | 'dark'): string {
  const colours = COMPARED[theme];
  return colours[index % colours.length] as string;
}
