/** How many colours TensorBoard has for runs. */
export const RUN_COLOURS = 7;

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
  /** Those of several series in one chart. */
  runs: readonly string[];
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
    runs: Array.from({ length: RUN_COLOURS }, (_, index) => colour(`run-${index}`)),
  };
}

/**
 * Which of its colours each of some runs has in TensorBoard's other tabs: by their places in its list of runs, over
 * and over (webapp/runs/store/runs_reducers.ts). Two series in one chart never share one: the later takes the next.
 */
export function runColours(runs: readonly string[], places: ReadonlyMap<string, number>): number[] {
  const taken = new Set<number>();
  return runs.map((run, index) => {
    let colour = (places.get(run) ?? index) % RUN_COLOURS;
    for (let tried = 0; taken.has(colour) && tried < RUN_COLOURS; tried++)
      colour = (colour + 1) % RUN_COLOURS;
    taken.add(colour);
    return colour;
  });
}
