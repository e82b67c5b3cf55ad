/** A label above the chart, with the place it marks and the place it takes, in pixels. */
export interface Label {
  text: string;
  at: number;
  width: number;
}

export interface PlacedLabel extends Label {
  /** Where its text starts. */
  left: number;
  /** The line it stands in, counted from the chart upwards. */
  row: number;
}

const SPACE = 8;

/**
 * Puts labels next to the lines they name, within the chart's width, and into a further row where they would touch
 * the label to their right. So the line up to a label passes to the left of the labels below it.
 */
export function placeLabels<T extends Label>(labels: readonly T[], width: number): (T & PlacedLabel)[] {
  const starts: number[] = [];
  return [...labels]
    .sort((first, second) => second.at - first.at)
    .map((label) => {
      const left = Math.max(0, Math.min(label.at, width - label.width));
      let row = 0;
      while ((starts[row] ?? Infinity) - SPACE < left + label.width) row++;
      starts[row] = left;
      return { ...label, left, row };
    });
}

/** Bundles neighbours of one name that stand too near to each other for a label each. */
export function bundle<T extends { label: string; at: number }>(marks: readonly T[], width: number): T[][] {
  const open = new Map<string, T[]>();
  const bundles: T[][] = [];
  for (const mark of [...marks].sort((first, second) => first.at - second.at)) {
    const group = open.get(mark.label);
    if (group?.[0] && mark.at - group[0].at < width) {
      group.push(mark);
      continue;
    }
    const started = [mark];
    open.set(mark.label, started);
    bundles.push(started);
  }
  return bundles;
}
