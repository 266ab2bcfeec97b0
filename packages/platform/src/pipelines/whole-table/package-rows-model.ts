import type { ArtifactHash, Estimate, ExplainFile, Finding } from '@kaizenml/contracts';
import { type FittedModel, packModel } from '@kaizenml/ml/artifact';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { sha256 } from '../../kit/index.ts';
import { version } from '../../version.ts';
import { step } from '../step.ts';
import type { Origin } from '../steps/package.ts';

/** A model that answers rows, with what its artifact says. */
export interface RowsModel {
  readonly fitted: FittedModel;
  readonly explain: ExplainFile;
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** `card.md`, but for where it comes from. */
  readonly card: string;
}

/** What the manifest says besides. */
export interface PackageRowsParams {
  readonly datasetName: string;
  readonly datasetHash: string;
  readonly nTrainRows: number;
  readonly seed: number;
  readonly primaryMetric: string;
  readonly findings: readonly Finding[];
}

/** A stored artifact. */
export interface StoredArtifact {
  readonly artifact: ArtifactHash;
  readonly sizeBytes: number;
}

/** Writes the artifact of a model that was learned without a target. */
export const packageRowsModel = (artifacts: ArtifactStore, origin: Origin) =>
  step<{ model: RowsModel }, PackageRowsParams, StoredArtifact>({
    name: 'package',
    title: 'Packing the model',
    url: import.meta.url,
    async run({ model }, { primaryMetric, findings, ...lineage }) {
      const { manifest, weights } = packModel(
        model.fitted,
        {
          createdAt: origin.createdAt,
          metrics: model.metrics,
          primaryMetric,
          findings,
          lineage: { runId: origin.runId, ...lineage },
          environment: { kaizenml: version, runtime: `node ${process.versions.node}` },
        },
        sha256,
      );
      const { hash, sizeBytes } = await artifacts.putFolder({
        'manifest.json': `${JSON.stringify(manifest, null, 1)}\n`,
        'weights.bin': weights,
        'explain.json': `${JSON.stringify(model.explain)}\n`,
        'card.md': model.card,
      });
      return { artifact: hash, sizeBytes };
    },
    references: ({ artifact }) => [artifact],
  });
