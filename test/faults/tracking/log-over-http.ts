import { setTimeout as sleep } from 'node:timers/promises';
import type { MovingServer } from './moving-server.ts';

/** A run as its writer knows it. */
export interface WrittenRun {
  readonly id: string;
  readonly name: string;
  /** Batches that were acknowledged: those of the steps from 0 up to before it. */
  nBatches: number;
  isFinished: boolean;
}

/** What one writer was told. */
export interface Written {
  readonly runs: readonly WrittenRun[];
  /** Names of runs that it asked for without being told that they were made. */
  readonly lostNames: readonly string[];
  /** Answers, and questions that had none and were asked again. */
  readonly nAnswers: number;
  readonly nRepeats: number;
}

const BATCHES_PER_RUN = 12;
const RETRY_MS = 20;

/** The batch of a step: the same whenever it is sent. */
export function batchOf(step: number) {
  return {
    metrics: ['loss', 'auc'].flatMap((key) =>
      [0, 1, 2].map((i) => ({
        key,
        value: step / 7 + i,
        timestamp: 1000 + step,
        step: 3 * step + i,
      })),
    ),
    params: [{ key: `param-${step}`, value: String(step) }],
  };
}

/**
 * Makes runs one after the other by MLflow's protocol, logs to each and ends it, until told to stop. What has no answer, since the
 * server was killed, is sent again until it has one; the protocol's own clients do the same.
 *
 * @throws Error for an answer that is no success: nothing that is asked here may be refused
 */
export async function logOverHttp(
  server: MovingServer,
  {
    writer,
    isOver,
    onAnswer,
  }: { readonly writer: number; readonly isOver: () => boolean; readonly onAnswer: () => void },
): Promise<Written> {
  const runs: WrittenRun[] = [];
  const lostNames: string[] = [];
  let nAnswers = 0;
  let nRepeats = 0;

  async function ask(path: string, body: object): Promise<Answer | undefined> {
    const answer = await post(`${await server.whereIs()}/api/2.0/mlflow/runs/${path}`, body);
    if (answer === undefined) {
      nRepeats++;
      await sleep(RETRY_MS);
      return undefined;
    }
    nAnswers++;
    onAnswer();
    return answer;
  }

  async function insist(path: string, body: object): Promise<void> {
    for (;;) if ((await ask(path, body)) !== undefined) return;
  }

  async function createRun(): Promise<WrittenRun> {
    for (let attempt = 0; ; attempt++) {
      const name = `run ${writer}-${runs.length}-${attempt}`;
      const answer = await ask('create', { experiment_id: '0', run_name: name, start_time: 1 });
      if (answer === undefined) lostNames.push(name);
      else return { id: answer.run?.info.run_id ?? '', name, nBatches: 0, isFinished: false };
    }
  }

  while (!isOver()) {
    const run = await createRun();
    runs.push(run);
    while (!isOver() && run.nBatches < BATCHES_PER_RUN) {
      await insist('log-batch', { run_id: run.id, ...batchOf(run.nBatches) });
      run.nBatches++;
    }
    if (run.nBatches < BATCHES_PER_RUN) break;
    await insist('update', { run_id: run.id, status: 'FINISHED', end_time: 2 });
    run.isFinished = true;
  }
  return { runs, lostNames, nAnswers, nRepeats };
}

interface Answer {
  readonly run?: { readonly info: { readonly run_id: string } };
}

/** The answer to a question; undefined where the connection broke before all of it was there. */
async function post(url: string, body: object): Promise<Answer | undefined> {
  const asked = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  const text = await asked?.text().catch(() => undefined);
  if (asked === undefined || text === undefined) return undefined;
  if (!asked.ok) throw new Error(`${url} answered ${asked.status}: ${text}`);
  return JSON.parse(text);
}
