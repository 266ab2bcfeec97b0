import type { InputOf, Operations, RunSetting } from '@kaizenml/contracts/operations';

/** Settings of the task as they were typed or chosen; absent: as usual. */
export type Told = Readonly<Partial<Record<RunSetting, string>>>;

/** What a person has set before a run. Empty texts mean: as usual. */
export interface TrainingSettings {
  /** One of the offered times, or `own`. */
  readonly budget: string;
  /** The time of one's own, such as `20m`. */
  readonly ownBudget: string;
  readonly told: Told;
  readonly trials: string;
  readonly seed: string;
  readonly ignore: readonly string[];
}

export const FIRST_SETTINGS: TrainingSettings = {
  budget: '1m',
  ownBudget: '',
  told: {},
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

/** Tasks that have no target to predict: nothing is searched there, so that no time is asked for. */
export const UNTARGETED: readonly string[] = ['clusters', 'anomalies'];

/** Settings with one changed; what was said of another task says nothing of this one. */
export function tell(told: Told, name: RunSetting, value: string): Told {
  const { [name]: _, ...others } = told;
  const said = value.trim() === '' ? {} : { [name]: value.trim() };
  return name === 'task' ? said : { ...others, ...said };
}

type Request = Omit<InputOf<Operations['runs']['start']>, 'dataset' | 'target'>;
/** What a form asks of `runs.start` besides the dataset and the target. */
export type TrainingRequest = Partial<Request>;
type ToldRequest = Pick<Request, RunSetting>;

/** The settings as an operation takes them: a number of candidates stands instead of a time. */
export function toRequest(settings: TrainingSettings): TrainingRequest {
  const { budget, ownBudget, told, trials, seed, ignore } = settings;
  const time = budget === 'own' ? ownBudget.replaceAll(/\s/g, '').replace(/min$/, 'm') : budget;
  const hasTime = !UNTARGETED.includes(told.task ?? '');
  return {
    ...(trials !== '' ? { trials: Number(trials) } : hasTime ? { budget: time } : {}),
    ...asTold(told),
    ...(seed === '' ? {} : { seed: Number(seed) }),
    ...(ignore.length === 0 ? {} : { ignore: [...ignore] }),
  };
}

/** Texts of a form as an operation takes them. */
export function asTold({ horizon, season, clusters, share, ...texts }: Told): ToldRequest {
  const numbers = Object.entries({ horizon, season, clusters, share }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, Number(text)]],
  );
  return { ...(texts as ToldRequest), ...Object.fromEntries(numbers) };
}
