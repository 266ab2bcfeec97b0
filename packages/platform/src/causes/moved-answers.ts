import { AppError, type Prediction, type Row } from '@kaizenml/contracts';
import type { Counted } from '../monitors/index.ts';
import type { Answerer } from '../runtimes/index.ts';
import { spreadValues } from './spread-values.ts';

/** What the move of one column alone does to the answers. */
export interface MovedAnswers {
  /** `probability of "yes"`, or the target's name. */
  readonly explained: string;
  /** Mean answer with the column as it was, and as it is. */
  readonly before: number;
  readonly after: number;
}

/** What is asked. */
export interface MoveChoice {
  /** With rows of training, that keep all other columns as they were. */
  readonly answerer: Pick<Answerer, 'signature' | 'explain' | 'answer'>;
  readonly column: string;
  readonly reference: Counted;
  readonly current: Counted;
}

/** Values of the column that every row of the background is asked with. */
const N_VALUES = 16;
const MOST_ROWS = 64;

/**
 * The mean answer to rows of training whose column takes the values that it had, and those that it has. The other columns stay as
 * they were, so that this is what the column does alone.
 *
 * @returns Undefined where the values of the column are not known, or the model does not take them.
 * @cost 2 · 16 · 64 answers at most
 * @source Friedman (2001), Annals of Statistics 29, section 8.2: partial dependence, averaged over the two distributions.
 */
export async function movedAnswers(choice: MoveChoice): Promise<MovedAnswers | undefined> {
  const { reference, current, answerer } = choice;
  const { signature, explain } = answerer;
  const [was, is] = [reference, current].map(({ binning, window }) =>
    spreadValues(binning, window, N_VALUES),
  );
  if (was === undefined || is === undefined || explain.background.length === 0) return undefined;
  const before = await meanAnswer(choice, was);
  const after = await meanAnswer(choice, is);
  if (before === undefined || after === undefined) return undefined;
  const { name, classes } = signature.output;
  const moves = before.map((mean, k) => Math.abs((after[k] ?? mean) - mean));
  const k = moves.indexOf(Math.max(...moves));
  return {
    explained: classes === undefined ? name : `probability of "${classes[k]}"`,
    before: before[k] ?? Number.NaN,
    after: after[k] ?? Number.NaN,
  };
}

/** Mean answer, or mean probability of each class. */
async function meanAnswer(
  { answerer, column }: MoveChoice,
  values: readonly unknown[],
): Promise<readonly number[] | undefined> {
  const rows = answerer.explain.background
    .slice(0, MOST_ROWS)
    .flatMap((row) => values.map((value): Row => ({ ...row, [column]: value })));
  const answers = await findAnswers(answerer, rows);
  if (answers === undefined) return undefined;
  const { classes } = answerer.signature.output;
  const mean = (of: (answer: Prediction) => number) =>
    answers.reduce((sum, answer) => sum + of(answer), 0) / answers.length;
  return classes === undefined
    ? [mean(({ prediction }) => Number(prediction))]
    : classes.map((name) => mean(({ probabilities }) => probabilities?.[name] ?? 0));
}

/** A model whose schema refuses the new values says nothing of them. */
async function findAnswers(
  answerer: Pick<Answerer, 'answer'>,
  rows: readonly Row[],
): Promise<readonly Prediction[] | undefined> {
  try {
    return (await answerer.answer(rows)).predictions;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'INPUT_SCHEMA_MISMATCH') return undefined;
    throw thrown;
  }
}
