import { pathToFileURL } from 'node:url';
import { AppError, type Prediction, type Row, type Signature } from '@kaizenml/contracts';
import { assertRows } from '@kaizenml/ml/artifact';
import type { Log } from '../../kit/index.ts';
import { type AnswerProblem, toPredictions } from '../stated/to-predictions.ts';
import { toTypedRows } from '../stated/to-typed-rows.ts';
import { functionSignature } from './function-signature.ts';
import { createFunctionThread } from './function-thread-runner.ts';

/** A function that is served as a model. */
export interface OpenedFunction {
  readonly signature: Signature;
  /** @throws INPUT_SCHEMA_MISMATCH, FUNCTION_FAILED, ANSWER_TIMEOUT, SERVER_BUSY */
  answer(rows: readonly Row[]): Promise<Prediction[]>;
  /** Ends the thread, once those that wait have their answers. */
  close(): Promise<void>;
}

export interface OpenFunctionOptions {
  /** Name of the module file, for sentences. */
  readonly file: string;
  /** For one request, milliseconds. */
  readonly timeoutMs: number;
  readonly log: Log;
}

/** Requests that wait for the thread at most. */
const MOST_WAITING = 64;

/**
 * Opens a module that declares a model, on a thread of its own.
 *
 * One request is computed at a time. One that takes too long ends the thread, and the next one gets a new one.
 *
 * @param path Absolute path of the module: `.mts` or `.mjs`.
 * @throws MODEL_ARTIFACT_INVALID for a module that cannot be loaded, ARGUMENT_INVALID for what it declares
 */
export async function openFunction(
  path: string,
  { file, timeoutMs, log }: OpenFunctionOptions,
): Promise<OpenedFunction> {
  const thread = createFunctionThread({ url: pathToFileURL(path).href, timeoutMs });
  const opened = await thread.open();
  if (opened.kind === 'refused') throw notLoaded(file, opened.reason);
  let signature: Signature;
  try {
    signature = functionSignature(opened.declared, file);
  } catch (thrown) {
    await thread.close();
    throw thrown;
  }
  let before: Promise<unknown> = Promise.resolve();
  let nWaiting = 0;
  let isClosed = false;

  const call = async (rows: readonly Row[]): Promise<Prediction[]> => {
    const called = await thread.call(toTypedRows(signature.inputs, rows));
    if (called.kind === 'timeout') throw tooSlow(file, timeoutMs);
    if (called.kind === 'failed') {
      log.warn('a function failed', { file, reason: called.reason });
      throw failed(file);
    }
    const { output } = signature;
    return toPredictions(called.answers, { output, nRows: rows.length }, (problem) =>
      unusable(file, problem),
    );
  };
  return {
    signature,
    async answer(rows) {
      assertRows(signature, rows);
      if (nWaiting >= MOST_WAITING) throw busy(file);
      nWaiting += 1;
      const made = before.then(() => call(rows));
      before = made.catch(() => undefined);
      return await made.finally(() => {
        nWaiting -= 1;
        if (isClosed && nWaiting === 0) void thread.close();
      });
    },
    async close() {
      isClosed = true;
      while (nWaiting > 0) await before;
      await thread.close();
    },
  };
}

function notLoaded(file: string, reason: string): AppError {
  const said = reason.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 300);
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `${file} must be a module whose default export is a model, got a failure: ${said}.`,
    hint: 'Write it like `export default defineModel({ inputs, output, predict })`; the guide "Models of other kinds" has an example.',
    details: { file, reason },
  });
}

function failed(file: string): AppError {
  return new AppError('FUNCTION_FAILED', {
    message: `The function in ${file} must answer the rows, got an error that it threw.`,
    hint: 'The log of the server says which.',
    details: { file },
  });
}

function unusable(file: string, { row, expected, received }: AnswerProblem): AppError {
  const place = row === undefined ? '' : ` for row ${row}`;
  return new AppError('FUNCTION_FAILED', {
    message: `The function in ${file} must answer ${expected}${place}, got ${received}.`,
    hint: 'Compare its answers with the `output` that it declares.',
    details: { file, row: row ?? null, expected, received },
  });
}

function tooSlow(file: string, timeoutMs: number): AppError {
  return new AppError('ANSWER_TIMEOUT', {
    message: `The function in ${file} must answer within ${timeoutMs} ms, and was ended.`,
    hint: 'Send fewer rows, or register it with a longer `--timeout-ms`.',
    details: { file, timeoutMs },
  });
}

function busy(file: string): AppError {
  return new AppError('SERVER_BUSY', {
    message: `The function in ${file} answers one request at a time, and ${MOST_WAITING} wait already.`,
    hint: 'Ask again later.',
    details: { file, waiting: MOST_WAITING },
  });
}
