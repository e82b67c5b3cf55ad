import { seriesKey, type Columns, type Diagnoses, type Diagnosis, type Row } from '../api/types';
import { runColours } from '../chart/palette';
import { Kept } from './kept';
import { listRows, type List } from './list';
import type { View } from './view';
import type { WhatIf } from './what-if-state';

/** What was chosen and what was read. */
export interface Known {
  /** What the reader chose, and what a link restores. */
  view: View;
  /** TensorBoard's own filter of runs. */
  hostFilter: string;
  /** The groups of the list that are closed. */
  collapsed: ReadonlySet<string>;
  /** The last list that could be read, or null before the first. */
  diagnoses: Diagnoses | null;
  /** When the server last answered, in milliseconds since 1970. */
  updatedAt: number | null;
  /** Why the last attempt to read the list failed, or null when it did not. */
  failure: string | null;
  /** The full diagnosis of the selected series, or null before it came. */
  diagnosis: Diagnosis | null;
  /** Why the selected series could not be read. */
  diagnosisFailure: string | null;
  /** The diagnoses of the compared series that have come, in the order of `view.compared`. */
  compared: readonly Diagnosis[];
  /** The places of TensorBoard's runs, by which it colours them; read once series are compared. */
  places: ReadonlyMap<string, number>;
  /** The series that turned bad while the page was open and were not looked at since. */
  turnedBad: readonly Row[];
  /** What the edited schedule of the selected series would do. */
  whatIf: WhatIf;
}

/** What follows from that. */
export interface Derived {
  /** The rows that pass the filters, in order and in groups. */
  list: List;
  /** Which colour each of several series in one chart has, by their keys; none where it is one. */
  colours: ReadonlyMap<string, number>;
  /** The curve of the edited schedule, to be drawn; null where nothing is edited. */
  preview: Columns | null;
  /** The selected diagnosis, with its expected curve drawn as far as that of an edited schedule. */
  drawn: Diagnosis | null;
}

export type State = Known & Derived;

/** Gives a function that derives the one from the other, and makes anew only what has changed. */
export function deriving(): (known: Known) => Derived {
  const list = new Kept<List>();
  const colours = new Kept<ReadonlyMap<string, number>>();
  const drawn = new Kept<Diagnosis | null>();
  return ({ view, hostFilter, collapsed, diagnoses, diagnosis, places, whatIf }) => {
    const { text, severities, verdicts, onlyWarned, usesHostFilter, sort, grouping } = view;
    const preview = whatIf.edited?.curve ?? null;
    const curve = preview && diagnosis?.curve && whatIf.baseToEnd?.curve;
    return {
      list: list.of(
        [
          ...[diagnoses, hostFilter, collapsed, text, severities, verdicts],
          ...[onlyWarned, usesHostFilter, sort, grouping],
        ],
        () => listRows(diagnoses?.series ?? [], view, hostFilter, collapsed),
      ),
      colours: colours.of([view.selected, view.compared, places], () => coloursOf(view, places)),
      preview,
      drawn: drawn.of([diagnosis, curve], () => (diagnosis && curve ? { ...diagnosis, curve } : diagnosis)),
    };
  };
}

function coloursOf({ selected, compared }: View, places: ReadonlyMap<string, number>): Map<string, number> {
  if (!selected || compared.length === 0) return new Map();
  const shown = [selected, ...compared];
  const colours = runColours(
    shown.map(({ run }) => run),
    places,
  );
  return new Map(shown.map((name, index) => [seriesKey(name), colours[index]!]));
}
