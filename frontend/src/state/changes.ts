import type { Row } from '../api/types';

/** Whether a series is in a bad way; which of the two ways is worse makes no difference here. */
export function isBad({ standing }: Row): boolean {
  return standing === 'error' || standing === 'warning';
}

/** The series that were fine when last seen and are not any more. New ones are no change. */
export function turnedBad(before: readonly Row[], after: readonly Row[]): Row[] {
  const fine = new Set(before.filter((row) => !isBad(row)).map((row) => row.key));
  return after.filter((row) => isBad(row) && fine.has(row.key));
}

/** The series among those noted that are still bad, as they are now. */
export function stillBad(noted: readonly Row[], after: readonly Row[]): Row[] {
  const keys = new Set(noted.map((row) => row.key));
  return keys.size === 0 ? [] : after.filter((row) => isBad(row) && keys.has(row.key));
}
