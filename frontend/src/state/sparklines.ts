import type { Row, SeriesName, Sparkline } from '../api/types';

interface Kept {
  /** What the row looked like when the picture was asked for. */
  state: string;
  sparkline: Sparkline | null;
}

const PAUSE_MILLISECONDS = 60;
const BATCH = 50;
const MOST_KEPT = 2000;

type Read = (names: readonly SeriesName[]) => Promise<Map<string, Sparkline>>;

/** Reads the small pictures of the rows that can be seen, and of no others, in batches once the scrolling rests. */
export class Sparklines {
  private readonly kept = new Map<string, Kept>();
  private wanted: readonly Row[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly read: Read,
    private readonly onRead: () => void,
  ) {}

  /** The picture of a row; an older one until a new one came, and null before the first. */
  of(row: Row): Sparkline | null {
    return this.kept.get(row.key)?.sparkline ?? null;
  }

  /** Names the rows that can be seen now. */
  want(rows: readonly Row[]): void {
    this.wanted = rows;
    clearTimeout(this.timer);
    if (this.missing().length > 0) this.timer = setTimeout(() => void this.readMissing(), PAUSE_MILLISECONDS);
  }

  private missing(): Row[] {
    return this.wanted.filter((row) => this.kept.get(row.key)?.state !== stateOf(row)).slice(0, BATCH);
  }

  private async readMissing(): Promise<void> {
    const rows = this.missing();
    for (const row of rows) this.keep(row, this.of(row));
    try {
      const found = await this.read(rows);
      for (const row of rows) this.keep(row, found.get(row.key) ?? null);
      this.onRead();
    } catch {
      // A row without a picture says all it has to say. The next look at it asks again.
      for (const row of rows) this.kept.delete(row.key);
      return;
    }
    this.want(this.wanted);
  }

  private keep(row: Row, sparkline: Sparkline | null): void {
    this.kept.delete(row.key);
    this.kept.set(row.key, { state: stateOf(row), sparkline });
    // A Map yields its keys in the order of insertion.
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
  }
}

function stateOf(row: Row): string {
  return [row.last_step, row.last_value, row.verdict].join();
}
