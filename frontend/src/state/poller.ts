/**
 * Runs a task now and then: one at a time, a pause after each, and none while nobody can see the page. A wish that
 * comes while the task runs is fulfilled right after it, so that no reload of the host gets lost.
 */
export class Poller {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private wished = false;

  constructor(
    private readonly task: () => Promise<void>,
    private readonly isVisible: () => boolean,
    private readonly pauseMilliseconds: () => number,
  ) {}

  /** Runs the task at once, or as soon as the page is seen. Also starts the polling. */
  readonly poke = (): void => {
    if (this.running) {
      this.wished = true;
      return;
    }
    clearTimeout(this.timer);
    void this.run();
  };

  private async run(): Promise<void> {
    this.running = true;
    this.wished = false;
    try {
      if (this.isVisible()) await this.task();
    } finally {
      this.running = false;
      this.timer = setTimeout(this.poke, this.wished ? 0 : this.pauseMilliseconds());
    }
  }
}
