import type { Task } from '@kaizenml/contracts';
import type { AnswerLink } from '../imported-model.ts';
import { modelFileInvalid } from '../model-file-invalid.ts';
import { parseNumber } from '../parse-numbers.ts';

/** How sums of leaves become answers. */
export interface Objective {
  readonly name: string;
  readonly task: Task;
  readonly link: AnswerLink;
  /** The sums are multiplied by this before the link. */
  readonly scale: number;
  readonly remarks: readonly string[];
}

type Meaning = Pick<Objective, 'task' | 'link'>;

const VALUE: Meaning = { task: 'regression', link: 'identity' };
const POSITIVE: Meaning = { task: 'regression', link: 'exp' };

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['binary', { task: 'binary', link: 'logistic' }],
  ['multiclass', { task: 'multiclass', link: 'softmax' }],
  ['multiclassova', { task: 'multiclass', link: 'logistic-each' }],
  ['cross_entropy', { task: 'regression', link: 'logistic-each' }],
  ['regression', VALUE],
  ['regression_l2', VALUE],
  ['regression_l1', VALUE],
  ['huber', VALUE],
  ['fair', VALUE],
  ['quantile', VALUE],
  ['mape', VALUE],
  ['lambdarank', VALUE],
  ['rank_xendcg', VALUE],
  ['poisson', POSITIVE],
  ['gamma', POSITIVE],
  ['tweedie', POSITIVE],
]);

const RAW_NAMES: readonly string[] = ['', 'none', 'custom', 'null', 'na'];

/**
 * Reads the objective of a LightGBM model: `binary sigmoid:1`, `regression sqrt`.
 *
 * @throws MODEL_ARTIFACT_INVALID for an objective whose answers are not known.
 * @source LightGBM, src/objective: `ToString` and `ConvertOutput` of each objective.
 */
export function readObjective(line: string, nOutputs: number): Objective {
  const [name = '', ...settings] = line.trim().split(/\s+/);
  const meaning = RAW_NAMES.includes(name) ? VALUE : MEANINGS.get(name);
  if (meaning === undefined)
    throw modelFileInvalid({
      subject: 'The objective of the LightGBM model',
      expectation: `be one of ${[...MEANINGS.keys()].join(', ')}`,
      received: name,
      hint: 'Train it with one of these objectives.',
    });
  assertOutputs(meaning, name, nOutputs);
  const isRoot = settings.includes('sqrt') && meaning.link === 'identity';
  const sigmoid = settings.find((setting) => setting.startsWith('sigmoid:'));
  return {
    name: name === '' ? 'none' : name,
    task: meaning.task,
    link: isRoot ? 'signed-square' : meaning.link,
    scale:
      sigmoid === undefined
        ? 1
        : parseNumber(sigmoid.slice('sigmoid:'.length), 'The sigmoid of the LightGBM model'),
    remarks: remarksOn(name),
  };
}

function assertOutputs({ task }: Meaning, name: string, nOutputs: number): void {
  if (task === 'multiclass' ? nOutputs >= 2 : nOutputs === 1) return;
  throw modelFileInvalid({
    subject: `The LightGBM model with objective "${name}"`,
    expectation: task === 'multiclass' ? 'have at least 2 outputs' : 'have 1 output',
    received: nOutputs,
  });
}

function remarksOn(name: string): readonly string[] {
  if (RAW_NAMES.includes(name))
    return ['The file names no objective: the answers are the raw sums of the leaves.'];
  if (name === 'lambdarank' || name === 'rank_xendcg')
    return ['The model ranks: its answers order the rows of one query and have no unit.'];
  if (name === 'multiclassova')
    return [
      'The model holds one yes-or-no model per class: its probabilities are divided by their sum.',
    ];
  return [];
}
