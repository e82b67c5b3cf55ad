// Answers of the server, for tests.

export const DIAGNOSES = {
  version: 1,
  series: [row('b', 'error'), row('a', 'ok')],
  problems: [{ where: 'pipeline.config', message: 'decay_steps is 0' }],
  scalar_tags: [],
};

export function row(run: string, severity: string): Record<string, unknown> {
  return {
    run,
    tag: 'lr',
    verdict: 'on_schedule',
    severity,
    headline: `About ${run}`,
    last_step: 400,
    last_value: 0.01,
    expected_value: 0.0026,
    onset_step: null,
    next_change_step: null,
    warnings: [],
  };
}

export function series(run: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    run,
    tag: 'lr',
    verdict: 'stuck_at_initial',
    severity: 'error',
    headline: 'Stuck',
    detail: '',
    steps: { first: 0, last: 100, count: 2 },
    logged: { first: 0.01, last: 0.01 },
    expected: { first: 0.01, last: 0.005 },
    evidence: { max_relative_error: 1, onset_step: 50, restart_steps: [] },
    next_change: { step: 200, value: 0.0025, eta_seconds: 840 },
    schedule: null,
    schedule_text: 'halved every 50 steps',
    source: { kind: 'metadata', where: 'metadata' },
    measures: 'optimizer',
    warnings: [],
    causes: [],
    fix: null,
    points: { step: [0, 100], wall_time: [1, 2], value: [0.01, 0.01] },
    curve: { step: [0, 50, 50, 120], value: [0.01, 0.01, 0.005, 0.005], interpolation: 'linear' },
    marks: [{ kind: 'onset', step: 50, label: 'onset' }],
    ...change,
  };
}

/** Lets everything that only waits for promises happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
