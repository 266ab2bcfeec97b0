import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ArtifactHash, toAppError } from '@kaizenml/contracts';
import { sampleRows } from '@kaizenml/ml/artifact';
import type { Answerer } from '../runtimes/index.ts';
import type { Answerers } from './answerers.ts';
import { isNotTaken } from './is-not-taken.ts';

/** Has versions opened and tried before somebody waits for their first answer. */
export interface WarmUp {
  /**
   * Opens a version and lets it answer its sample rows, each alone and all together; requests are answered in between.
   *
   * Rows that it does not take are left out; a model that answers no rows is opened alone.
   *
   * @throws every code of opening an artifact, MODEL_RUN_FAILED
   */
  warm(artifact: ArtifactHash): Promise<void>;
  /** Whether it was tried since it was opened, and is still open. */
  isWarm(artifact: ArtifactHash): boolean;
}

/** What warming up stands on. */
export interface WarmUpDeps {
  readonly answerers: Pick<Answerers, 'get' | 'find'>;
  readonly forecasts: { get(artifact: ArtifactHash): Promise<unknown> };
}

export function createWarmUp({ answerers, forecasts }: WarmUpDeps): WarmUp {
  const tried = new WeakSet<Answerer>();
  return {
    async warm(artifact) {
      const answerer = await answerers.get(artifact).catch(async (thrown: unknown) => {
        const { code } = toAppError(thrown);
        if (code === 'MODEL_FORECASTS') await forecasts.get(artifact);
        else if (code !== 'MODEL_TAKES_TENSORS') throw thrown;
        return undefined;
      });
      if (answerer === undefined) return;
      if (tried.has(answerer)) return;
      const rows = sampleRows(answerer);
      for (const each of [...rows.map((row) => [row]), rows]) {
        try {
          await answerer.answer(each);
        } catch (thrown) {
          if (!isNotTaken(thrown)) throw thrown;
        }
        await nextTurn();
      }
      tried.add(answerer);
    },
    isWarm(artifact) {
      const answerer = answerers.find(artifact);
      return answerer !== undefined && tried.has(answerer);
    },
  };
}
