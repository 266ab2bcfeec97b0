import { describeMetric, getMetric } from '@kaizenml/ml/metrics';
import { takeRows } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../artifacts/store.ts';
import { readContents } from '../models/index.ts';
import { askRows } from './ask-rows.ts';
import type { Candidate } from './gates/index.ts';
import type { Learned } from './outcome.ts';
import type { PackedArtifact } from './steps/package.ts';

/** What gates may ask of a model that was learned row by row. */
export async function candidateOf(
  { artifacts }: { readonly artifacts: ArtifactStore },
  { validated, evaluated, split, weighed, metric, table, handles }: Learned,
  {
    packaged: { artifact, sizeBytes },
    ...given
  }: Pick<Candidate, 'asked' | 'rival' | 'origin'> & { readonly packaged: PackedArtifact },
): Promise<Candidate> {
  const { metrics, outcome } = evaluated;
  const { classes, rows } = validated;
  const { weakSegments = [] } = await handles.doubted.load();
  return {
    ...given,
    ...{ metrics, metric: getMetric(metric), comparedBy: metric, describe: describeMetric },
    besideGuessing: weighed.besideGuessing,
    ...(outcome && {
      tested: {
        ...{ outcome, classes, weakSegments },
        rows: async () =>
          takeRows(
            await table.load(),
            split.test.map((place) => rows[place] ?? -1),
          ),
      },
    }),
    sizeBytes,
    open: () => askRows(artifacts, artifact),
    contents: () => readContents(artifacts, artifact),
  };
}
