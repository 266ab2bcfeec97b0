import type { ArtifactHash, ModelName, RunId } from '@kaizenml/contracts';
import type { Store } from '../storage/store.ts';

/** A node that a run was made of, and what for. */
export interface LineageSource {
  readonly node: string;
  readonly role: 'asked-by' | 'explains-in' | 'looked-up-by' | 'fine-tuned-in';
}

/** What a run read and made. */
export interface RunLineage {
  readonly runId: RunId;
  /** What was done with the dataset; undefined where none was read. */
  readonly dataset:
    | { readonly hash: string; readonly role: 'trained-on' | 'measured-on' }
    | undefined;
  /** Other nodes that it was made of, such as the versions that a graph asks. Default: none. */
  readonly sources?: readonly LineageSource[] | undefined;
  /** Undefined where nothing was made. */
  readonly artifact: ArtifactHash | undefined;
  /** Undefined where it was not registered. */
  readonly version: { readonly name: ModelName; readonly version: number } | undefined;
}

/** Draws the arrows from the dataset over the run to the artifact and the model version. */
export async function drawLineage(
  { lineage }: Pick<Store, 'lineage'>,
  { runId, dataset, sources = [], artifact, version }: RunLineage,
): Promise<void> {
  const run = `run:${runId}`;
  const made = `artifact:${artifact}`;
  const registered = `model:${version?.name}/${version?.version}`;
  await lineage.add([
    ...(dataset ? [{ from: `dataset:${dataset.hash}`, to: run, role: dataset.role }] : []),
    ...sources.map(({ node, role }) => ({ from: node, to: run, role })),
    ...(artifact ? [{ from: run, to: made, role: 'produced' }] : []),
    ...(artifact && version ? [{ from: made, to: registered, role: 'registered-as' }] : []),
  ]);
}
