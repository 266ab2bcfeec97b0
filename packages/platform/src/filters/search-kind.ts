import type { Field } from './condition.ts';

/** What is searched for. `models` and `versions` are of the registry, `logged-models` of a run. */
export type SearchKind = 'runs' | 'experiments' | 'models' | 'versions' | 'logged-models';

/** How an attribute is compared: text with text, number with number; a `version` also with a number between quotes. */
export type AttributeType = 'text' | 'number' | 'version';

/** What the fields of a kind of thing are called. */
export interface SearchWords {
  /** In sentences: `runs`. */
  readonly things: string;
  /** Kinds of fields beside attributes. */
  readonly parts: readonly Exclude<Field['of'], 'attribute'>[];
  /** Attributes that a filter may name. */
  readonly attributes: Readonly<Record<string, AttributeType>>;
  /** Attributes that an order may name beside those. */
  readonly onlyInOrders: readonly string[];
  /** Other names of attributes. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Kinds of fields that an order may name. */
  readonly orders: readonly Field['of'][];
  /** Whether a number without quotes may stand for a text. */
  readonly takesNumbersAsText: boolean;
  /** A filter to learn from. */
  readonly example: string;
}

/**
 * The words of each search.
 *
 * @source https://mlflow.org/docs/latest/ml/search/search-runs, and the parsers of MLflow 3.17.2 as `search-oracle.py` asks them
 */
export const SEARCH_WORDS: Readonly<Record<SearchKind, SearchWords>> = {
  runs: {
    things: 'runs',
    parts: ['metric', 'param', 'tag', 'dataset'],
    attributes: {
      run_id: 'text',
      run_name: 'text',
      user_id: 'text',
      status: 'text',
      artifact_uri: 'text',
      start_time: 'number',
      end_time: 'number',
    },
    onlyInOrders: [],
    aliases: {
      created: 'start_time',
      Created: 'start_time',
      'run name': 'run_name',
      'Run name': 'run_name',
      'Run Name': 'run_name',
    },
    orders: ['attribute', 'metric', 'param', 'tag'],
    takesNumbersAsText: false,
    example: "metrics.accuracy > 0.9 AND params.model = 'forest'",
  },
  experiments: {
    things: 'experiments',
    parts: ['tag'],
    attributes: {
      name: 'text',
      experiment_id: 'text',
      creation_time: 'number',
      last_update_time: 'number',
    },
    onlyInOrders: [],
    aliases: {},
    orders: ['attribute'],
    takesNumbersAsText: false,
    example: "name LIKE 'churn%' AND tags.team = 'risk'",
  },
  models: {
    things: 'models',
    parts: ['tag'],
    attributes: { name: 'text' },
    onlyInOrders: ['creation_timestamp', 'last_updated_timestamp'],
    aliases: { timestamp: 'last_updated_timestamp' },
    orders: ['attribute'],
    takesNumbersAsText: false,
    example: "name LIKE 'churn%' AND tags.team = 'risk'",
  },
  versions: {
    things: 'versions',
    parts: ['tag'],
    attributes: { name: 'text', run_id: 'text', source_path: 'text', version_number: 'version' },
    onlyInOrders: ['creation_timestamp', 'last_updated_timestamp'],
    aliases: {},
    orders: ['attribute'],
    takesNumbersAsText: false,
    example: "name = 'churn' AND version_number > 3",
  },
  'logged-models': {
    things: 'logged models',
    parts: ['metric', 'param', 'tag'],
    attributes: {
      name: 'text',
      model_id: 'text',
      model_type: 'text',
      status: 'text',
      source_run_id: 'text',
      creation_timestamp: 'number',
      last_updated_timestamp: 'number',
    },
    onlyInOrders: [],
    aliases: {
      creation_time: 'creation_timestamp',
      last_updated_time: 'last_updated_timestamp',
    },
    orders: ['attribute', 'metric'],
    takesNumbersAsText: true,
    example: "metrics.accuracy > 0.9 AND name = 'churn'",
  },
};

/** How the kinds of fields are written before a dot. */
export const PREFIXES: Readonly<Record<string, Field['of']>> = {
  metric: 'metric',
  metrics: 'metric',
  param: 'param',
  params: 'param',
  parameter: 'param',
  parameters: 'param',
  tag: 'tag',
  tags: 'tag',
  dataset: 'dataset',
  datasets: 'dataset',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
};

/** What a run tells of a table that it read. */
export const DATASET_KEYS = ['name', 'digest', 'context'] as const;
