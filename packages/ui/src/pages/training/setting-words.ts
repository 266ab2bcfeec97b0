import type { RunSetting } from '@kaizenml/contracts/operations';

/** What a form calls a setting. */
export interface SettingWords {
  readonly title: string;
  /** What stands where nothing is said and nothing inferred. */
  readonly unset: string;
  /** What is typed. */
  readonly kind: 'text' | 'numeric' | 'decimal';
}

const WORDS: Readonly<Record<RunSetting, SettingWords>> = {
  task: { title: 'Kind of answer', unset: 'as the values say', kind: 'text' },
  metric: { title: 'Metric that compares models', unset: 'as usual', kind: 'text' },
  quantiles: { title: 'Quantiles', unset: '0.1, 0.5, 0.9', kind: 'text' },
  group: { title: 'Column of groups', unset: 'none', kind: 'text' },
  time: { title: 'Column of time', unset: 'none', kind: 'text' },
  split: { title: 'Rows are kept apart by', unset: 'choose one', kind: 'text' },
  weights: { title: 'Column of weights', unset: 'none', kind: 'text' },
  series: { title: 'Column that tells series apart', unset: 'none', kind: 'text' },
  horizon: { title: 'Steps to forecast', unset: 'as usual', kind: 'numeric' },
  season: { title: 'Steps of a season', unset: 'inferred', kind: 'numeric' },
  frequency: { title: 'Distance of two points', unset: 'inferred', kind: 'text' },
  clusters: { title: 'Number of clusters', unset: 'as the data show', kind: 'numeric' },
  share: { title: 'Share of rows to flag', unset: 'by false alarms', kind: 'decimal' },
  detector: { title: 'Detector', unset: 'isolation-forest', kind: 'text' },
};

export function wordsOf(setting: RunSetting): SettingWords {
  return WORDS[setting];
}

/** What a form calls the tasks of a target. */
export const TARGETED_TASKS: Readonly<Record<string, string>> = {
  binary: 'binary: one of two classes',
  multiclass: 'multiclass: one of several classes',
  regression: 'regression: a number',
  counts: 'counts: how many, never below 0',
  quantiles: 'quantiles: a range around a number',
  ranking: 'ranking: the order of rows in a group',
  forecast: 'forecast: the next values',
};

/** And those without one. */
export const UNTARGETED_TASKS: Readonly<Record<string, string>> = {
  clusters: 'clusters: groups of like rows',
  anomalies: 'anomalies: unusual rows',
};
