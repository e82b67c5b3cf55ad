import type { Preview } from '../api/types';

/** The answers to what is being tried out. */
export interface WhatIf {
  /** Whether the reader wants to try anything; the server is asked only then. */
  isOpen: boolean;
  /** The schedule to start from, as it is. */
  base: Preview | null;
  /** The same up to the end of the run that was asked for. */
  baseToEnd: Preview | null;
  /** The edited schedule as it was last accepted; null where nothing is edited. */
  edited: Preview | null;
  /** Sentences on what cannot be, by field. */
  problems: Readonly<Record<string, string>>;
}

export const CLOSED: WhatIf = { isOpen: false, base: null, baseToEnd: null, edited: null, problems: {} };
