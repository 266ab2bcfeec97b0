import type { ArtifactHash, ModelName } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../artifacts/store.ts';
import { findChampion } from '../models/index.ts';
import type { ModelVersionRecord } from '../models/store.ts';
import type { Store } from '../storage/store.ts';
import type { Learned, RunFrame } from './outcome.ts';
import { findRival } from './succession/find-rival.ts';
import { judgeSuccession, type Succession } from './succession/judge-succession.ts';
import { NO_RIVAL, type Rival } from './succession/rival.ts';
import { hashTestRows, keepTestAnswers } from './succession/test-answers.ts';

/** A new model beside the champion of its name. */
export interface BesideChampion {
  readonly rival: Rival;
  /** Whether the new one takes over; undefined where nothing of it was measured. */
  readonly judge: ((champion: ModelVersionRecord) => Promise<Succession>) | undefined;
}

/** Keeps what the new model answered on its test rows, and finds the champion's answers to them. */
export async function besideChampion(
  deps: { readonly store: Pick<Store, 'models' | 'runs'>; readonly artifacts: ArtifactStore },
  { runId }: RunFrame,
  { validated, evaluated, split, record, metric, table }: Learned,
  { name, artifact }: { readonly name: ModelName; readonly artifact: ArtifactHash },
): Promise<BesideChampion> {
  const champion = await findChampion(deps.store.models, name);
  const { target, classes } = validated;
  const { metrics, outcome } = evaluated;
  const { test } = split;
  const datasetHash = record.hash;
  if (outcome === undefined) {
    const why = 'The new model was not tested on rows.';
    return {
      rival: champion ? { kind: 'apart', version: champion.version, why } : NO_RIVAL,
      judge: undefined,
    };
  }
  const answers = { rows: hashTestRows({ datasetHash, target, classes, test }), outcome };
  await keepTestAnswers(deps, runId, answers);
  const tested = async () => ({ table: await table.load(), validated, test, datasetHash });
  const find = (of: ModelVersionRecord) => findRival(deps, of, { artifact, answers, tested });
  const known = champion && (await find(champion));
  return {
    rival: known ?? NO_RIVAL,
    async judge(now) {
      const found = known?.version === now.version ? known : await find(now);
      return judgeSuccession(found, now, { metric: getMetric(metric), metrics });
    },
  };
}
