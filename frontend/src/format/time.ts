// Durations and moments in words.

import { formatStep } from './number';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was: "3 s ago", "12 days ago". */
export function formatAgo(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < MINUTE) return `${seconds} s ago`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h ago`;
  return `${formatStep(Math.floor(seconds / DAY))} days ago`;
}

/** The time of day, hh:mm:ss, in the reader's own time zone. */
export function formatClock(moment: number): string {
  const date = new Date(moment);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** A moment in seconds since 1970, as 2026-11-22 16:05:09 in the reader's own time zone; exact to `unit` seconds. */
export function formatMoment(seconds: number, unit = 1): string {
  const date = new Date(seconds * 1000);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const clock = formatClock(seconds * 1000);
  const fraction = unit < 1 ? String(date.getMilliseconds() / 1000).slice(1) : '';
  return `${day.map((part) => String(part).padStart(2, '0')).join('-')} ${unit < MINUTE ? clock + fraction : clock.slice(0, 5)}`;
}

/** The time between two moments, exact: 1:02:03 or 0:04.5. */
export function formatSpan(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE);
  const rest = Number((seconds - minutes * MINUTE).toFixed(1));
  const pad = (part: number): string => (part < 10 ? `0${part}` : `${part}`);
  if (minutes < 60) return `${minutes}:${pad(rest)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(rest)}`;
}
