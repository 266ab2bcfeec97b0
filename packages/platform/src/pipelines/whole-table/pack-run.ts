import { instant } from '../../kit/index.ts';
import type { OpenRun, RunDeps } from '../in-run.ts';
import type { Handles } from '../step.ts';
import type { AboutParams } from '../steps/about-artifact.ts';
import type { PackedArtifact } from '../steps/package.ts';
import type { PackageStep } from './package-step.ts';
import type { RowsRead } from './read-rows.ts';

/** What an artifact says of the run that made it, besides its data. */
export type PackedAbout = Omit<AboutParams, 'datasetName' | 'datasetHash' | 'findings'>;

/** Packs what a run has learned of a table. */
export async function packRun<Inputs>(
  { artifacts, clock }: RunDeps,
  { runner, frame }: OpenRun,
  packing: PackageStep<Inputs>,
  {
    inputs,
    read: { record, findings },
    about,
  }: {
    readonly inputs: Handles<Inputs>;
    readonly read: Pick<RowsRead, 'record' | 'findings'>;
    readonly about: PackedAbout;
  },
): Promise<PackedArtifact> {
  const packaging = packing(artifacts, { runId: frame.runId, createdAt: instant(clock) });
  const params = { ...about, datasetName: record.name, datasetHash: record.hash, findings };
  return (await runner.run(packaging, inputs, params)).load();
}
