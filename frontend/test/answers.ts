// Answers of the server, for tests.

export const DIAGNOSES = {
  version: 1,
  logdir: '/runs',
  series: [row('b', 'error'), row('a', 'ok')],
  problems: [{ where: 'pipeline.config', message: 'decay_steps is 0' }],
  scalar_tags: [],
  reading: null,
};

export function row(run: string, severity: string): Record<string, unknown> {
  return {
    run,
    tag: 'lr',
    verdict: 'on_schedule',
    severity,
    standing: severity,
    headline: `About ${run}`,
    applied_value: null,
    acknowledged: null,
    last_step: 400,
    last_value: 0.01,
    expected_value: 0.0026,
    onset_step: null,
    next_change_step: null,
    schedule_text: '',
    warnings: [],
  };
}

export const EVIDENCE = {
  max_relative_error: 1,
  time_scale: 1,
  value_scale: 1,
  step_offset: 0,
  onset_step: 50,
  onset_logged: 0.01,
  onset_expected: 0.005,
  restart_steps: [],
  boundary_steps: [],
  phase: null,
  variant: null,
};

export function series(run: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    run,
    tag: 'lr',
    verdict: 'stuck_at_initial',
    severity: 'error',
    standing: 'error',
    headline: 'Stuck',
    applied_value: null,
    acknowledged: null,
    detail: '',
    steps: { first: 0, last: 100, count: 2 },
    unit: 'steps',
    logged: { first: 0.01, last: 0.01 },
    expected: { first: 0.01, last: 0.005 },
    evidence: EVIDENCE,
    evidence_rows: [{ name: 'from', text: 'step 50 on: logged 0.01, expected 0.005' }],
    comparison_rows: [{ name: 'points checked', text: '2' }],
    number_rows: [
      { name: 'from', text: 'step 50 on: logged 0.01, expected 0.005' },
      { name: 'next change', text: '0.0025 at step 200, in 100 steps, about 14 min' },
    ],
    measures_text: 'The rate the optimizer used.',
    acknowledging: 'acknowledged:',
    alternatives: [],
    inferred: null,
    checkpoint: null,
    next_change: { step: 200, value: 0.0025, eta_seconds: 840, beyond_planned_end: false },
    next_change_text: '0.0025 at step 200, in 100 steps, about 14 min',
    schedule: null,
    schedule_text: 'halved every 50 steps',
    schedule_formula: '',
    source: { kind: 'metadata', where: 'metadata' },
    binding: null,
    other_sources: [],
    measures: 'optimizer',
    warnings: [],
    causes: [],
    fix: null,
    points: {
      step: [0, 100],
      wall_time: [1, 2],
      value: [0.01, 0.01],
      expected: [0.01, 0.005],
      error: [0, 1],
    },
    curve: { step: [0, 50, 50, 120], value: [0.01, 0.01, 0.005, 0.005], interpolation: 'linear' },
    inferred_curve: null,
    explained: null,
    disagreements: [{ first: 50, last: 100 }],
    marks: [{ kind: 'onset', step: 50, label: 'onset' }],
    ...change,
  };
}

/** Lets everything that only waits for promises happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
