import type { Task } from '@kaizenml/contracts';

/** What a person has set before a run. Empty texts mean: as usual. */
export interface TrainingSettings {
  /** One of the offered times, or `own`. */
  readonly budget: string;
  /** The time of one's own, such as `20m`. */
  readonly ownBudget: string;
  readonly metric: string;
  readonly task: Task | undefined;
  readonly trials: string;
  readonly seed: string;
  readonly ignore: readonly string[];
}

export const FIRST_SETTINGS: TrainingSettings = {
  budget: '1m',
  ownBudget: '',
  metric: '',
  task: undefined,
  trials: '',
  seed: '',
  ignore: [],
};

/** The times that are offered. */
export const BUDGETS: Readonly<Record<string, string>> = {
  '10s': '10 seconds',
  '1m': '1 minute',
  '5m': '5 minutes',
  own: 'Another time',
};

/** The settings as an operation takes them: a number of candidates stands instead of a time. */
export function toRequest(settings: TrainingSettings) {
  const { budget, ownBudget, metric, task, trials, seed, ignore } = settings;
  const time = budget === 'own' ? ownBudget.replaceAll(/\s/g, '').replace(/min$/, 'm') : budget;
  return {
    ...(trials === '' ? { budget: time } : { trials: Number(trials) }),
    ...(metric === '' ? {} : { metric }),
    ...(task === undefined ? {} : { task }),
    ...(seed === '' ? {} : { seed: Number(seed) }),
    ...(ignore.length === 0 ? {} : { ignore: [...ignore] }),
  };
}
