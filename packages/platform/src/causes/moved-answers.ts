import { AppError, type Prediction, type Row } from '@kaizenml/contracts';
import type { Counted } from '../monitors/index.ts';
import type { Answerer } from '../runtimes/index.ts';
import { spreadValues } from './spread-values.ts';

/** What the move of one column alone does to the answers. */
export interface MovedAnswers {
  /** `probability of "yes"`, or the target's name. Of two classes it is the second one, since both move alike; of more that which moves most. */
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
 * @cost 64 answers for each value that there is on either side, of which there are 32 at most
 * @source Friedman (2001), Annals of Statistics 29, section 8.2: partial dependence, averaged over the two distributions.
 */
export async function movedAnswers(choice: MoveChoice): Promise<MovedAnswers | undefined> {
  const { reference, current, answerer } = choice;
  const { signature, explain } = answerer;
  const [was, is] = [reference, current].map(({ binning, window }) =>
    spreadValues(binning, window, N_VALUES),
  );
  if (was === undefined || is === undefined || explain.background.length === 0) return undefined;
  const answers = await meanAnswers(choice, new Set([...was, ...is]));
  if (answers === undefined) return undefined;
  const [before, after] = [was, is].map((values) =>
    meanOf(values.map((value) => answers.get(value) ?? [])),
  );
  if (before === undefined || after === undefined) return undefined;
  const { name, classes } = signature.output;
  const moves = before.map((mean, k) => Math.abs((after[k] ?? mean) - mean));
  const k = classes?.length === 2 ? 1 : moves.indexOf(Math.max(...moves));
  return {
    explained: classes === undefined ? name : `probability of "${classes[k]}"`,
    before: before[k] ?? Number.NaN,
    after: after[k] ?? Number.NaN,
  };
}

/** By value the mean answer, or the mean probability of each class, where the column has it in every row of the background. */
async function meanAnswers(
  { answerer, column }: MoveChoice,
  values: ReadonlySet<unknown>,
): Promise<ReadonlyMap<unknown, readonly number[]> | undefined> {
  const background = answerer.explain.background.slice(0, MOST_ROWS);
  const rows = [...values].flatMap((value) =>
    background.map((row): Row => ({ ...row, [column]: value })),
  );
  const answers = await findAnswers(answerer, rows);
  if (answers === undefined) return undefined;
  const { classes } = answerer.signature.output;
  const numbersOf = ({ prediction, probabilities }: Prediction) =>
    classes === undefined
      ? [Number(prediction)]
      : classes.map((name) => probabilities?.[name] ?? 0);
  const n = background.length;
  return new Map(
    [...values].map((value, i) => [
      value,
      meanOf(answers.slice(i * n, (i + 1) * n).map(numbersOf)),
    ]),
  );
}

/** Mean of each place of lists of one length. */
function meanOf(lists: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = lists;
  return first.map((_, k) => lists.reduce((sum, list) => sum + (list[k] ?? 0), 0) / lists.length);
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
