import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { InputOf, Operations, OutputOf } from '@kaizenml/contracts/operations';
import {
  type Augmented,
  augmentTable,
  DEFAULT_NEIGHBORS,
  DEFAULT_NOISE,
} from '@kaizenml/ml/augment';
import { seededRandom } from '@kaizenml/ml/math';
import type { MachineHandler } from '../at-machine.ts';
import { type Clock, instant, systemClock, withTempFolder } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import { version as kit } from '../version.ts';
import { augmentedFinding } from './augment/augmented-finding.ts';
import { type DatasetDeps, keepVersion } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';
import { toDatasetVersion } from './to-dataset-version.ts';
import { datasetNode, recordDerivation } from './versions/record-derivation.ts';
import { userName } from './versions/user-name.ts';
import { writeParquet } from './write-parquet.ts';

type Augment = Operations['datasets']['augment'];
type Input = InputOf<Augment>;

/** What versions are augmented with. */
export interface AugmentDeps extends DatasetDeps {
  readonly store: Pick<Store, 'datasets' | 'lineage'>;
  /** Default: the clock of the system. */
  readonly clock?: Clock;
}

/** Makes a version in which classes weigh the same; both tables are held in memory. */
export const augmentDataset =
  (deps: AugmentDeps): MachineHandler<Augment> =>
  async (input, machine) => {
    assertFitting(input);
    const { store, artifacts, clock = systemClock } = deps;
    const { method, mark, seed } = input;
    const signal = machine?.signal;
    const settled = withDefaults(input);
    const source = await getVersion(store.datasets, input.name);
    const from = `${source.name}@${source.version}`;
    machine?.stage?.(`Reading ${from}`, `${source.nRows} rows`);
    const table = await loadVersion(deps, source, { signal });
    machine?.stage?.(`Evening out "${input.target}"`, method);
    const made = augmentTable(table, { ...settled, random: seededRandom(seed) });
    const name = input.to ?? `${source.name}-augmented`;
    machine?.stage?.(`Keeping ${name}`, `${made.table.nRows} rows`);
    const kept = await withTempFolder(deps.home, 'augment', async (folder) => {
      const path = join(folder, `${name}.parquet`);
      await writeParquet(path, made.table, { signal });
      return await keepVersion(deps, { path, name, signal });
    });
    await recordDerivation(
      { lineage: store.lineage, artifacts },
      {
        command: 'datasets.augment',
        parameters: { ...settled, name: from },
        ...{ by: userName(), kit, at: instant(clock) },
      },
      { from: [datasetNode(source.hash)], to: [datasetNode(kept.record.hash)] },
    );
    const version = toDatasetVersion(kept.record);
    const said = { from, method, mark };
    return {
      ...version,
      isNew: kept.isNew,
      from,
      ...summaryOf(made, method),
      findings: [
        augmentedFinding(`${version.name}@${version.version}`, said, {
          hasMark: mark !== undefined,
        }),
      ].map((finding) => ({ ...finding })),
    };
  };

/** The input with what was left out, so that the lineage tells all that decided. */
function withDefaults(input: Input): Input {
  const { method, neighbors = DEFAULT_NEIGHBORS, noise = DEFAULT_NOISE } = input;
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as Input),
    ...(method === 'smote' ? { neighbors } : {}),
    ...(method === 'noise' ? { noise } : {}),
  };
}

function summaryOf(
  { nKept, parents, nUnknown, classes, features }: Augmented,
  method: Input['method'],
): Pick<OutputOf<Augment>, 'algorithm' | 'nKept' | 'nMade' | 'nUnknown' | 'classes' | 'leftOut'> {
  const isMixed = features.categories.length > 0;
  const algorithms = {
    smote: isMixed ? 'SMOTE-NC' : 'SMOTE',
    oversample: 'copies',
    noise: 'copies with noise',
    undersample: 'fewer rows',
  } as const;
  return {
    algorithm: algorithms[method],
    nKept,
    nMade: parents.length,
    nUnknown,
    classes: classes.map(({ name, ...sizes }) => ({ class: name, ...sizes })),
    leftOut: method === 'undersample' ? [] : [...features.ids],
  };
}

/** @throws ARGUMENT_INVALID for an option that the method does not know. */
function assertFitting({ method, neighbors, noise, mark }: Input): void {
  const refused = (option: string, needed: string) =>
    new AppError('ARGUMENT_INVALID', {
      message: `\`--${option}\` must come with ${needed}, got \`--method ${method}\`.`,
      hint: `Leave \`--${option}\` out, or change the method.`,
      details: { option, method },
    });
  if (neighbors !== undefined && method !== 'smote') throw refused('neighbors', '`--method smote`');
  if (noise !== undefined && method !== 'noise') throw refused('noise', '`--method noise`');
  if (mark !== undefined && method === 'undersample')
    throw refused('mark', 'a method that makes rows');
}
