import type { Estimate } from '@kaizenml/contracts';
import type { ArtifactFiles, ArtifactStore } from '../../artifacts/store.ts';
import { type Step, step } from '../step.ts';
import { type AboutParams, aboutArtifact, type Origin } from '../steps/about-artifact.ts';
import type { PackedArtifact } from '../steps/package.ts';

/** How something that was learned becomes files. */
export interface Packing<Inputs> {
  readonly title: string;
  /** `import.meta.url` of the module that declares it. */
  readonly url: string;
  readonly metricsOf: (inputs: Inputs) => Readonly<Record<string, Estimate>>;
  readonly filesOf: (inputs: Inputs, about: ReturnType<typeof aboutArtifact>) => ArtifactFiles;
}

/** A packing of which only the place to write to, and the run, are open. */
export type PackageStep<Inputs> = (
  artifacts: ArtifactStore,
  origin: Origin,
) => Step<Inputs, AboutParams, PackedArtifact>;

/** The step that writes what was learned of a whole table as an artifact. */
export function packageStep<Inputs>(packing: Packing<Inputs>): PackageStep<Inputs> {
  const { title, url, metricsOf, filesOf } = packing;
  return (artifacts, origin) =>
    step({
      name: 'package',
      title,
      url,
      async run(inputs, params) {
        const about = aboutArtifact(origin, metricsOf(inputs), params);
        const { hash, sizeBytes } = await artifacts.putFolder(filesOf(inputs, about));
        return { artifact: hash, sizeBytes };
      },
      references: ({ artifact }) => [artifact],
    });
}
