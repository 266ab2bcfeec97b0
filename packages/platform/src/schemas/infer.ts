import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { DatasetStatistics } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { inferSchema as inferFrom } from '@kaizenml/ml/validation';
import type { AtMachine, MachineHandler } from '../at-machine.ts';
import {
  type DatasetDeps,
  getVersion,
  type StatisticsDeps,
  scanStatistics,
  versionStatistics,
} from '../datasets/index.ts';
import { withTempFolder } from '../kit/index.ts';
import { writeNewFile } from './write-file.ts';
import { writeSchema } from './write-schema.ts';

type Infer = Operations['schemas']['infer'];

/** What schemas are inferred with. */
export interface InferDeps extends StatisticsDeps, Pick<DatasetDeps, 'home'> {}

/** Infers a schema from what a dataset or a file holds. */
export const inferSchema =
  (deps: InferDeps): MachineHandler<Infer> =>
  async ({ name, maxDomain }, machine) => {
    const { title, statistics } =
      machine !== undefined && (await isDataFile(name))
        ? await ofFile(name, machine)
        : await ofVersion(deps, name, machine);
    const schema = inferFrom(statistics, { dataset: title, maxDomain });
    const yaml = writeSchema(schema);
    const out = machine?.inputs.out;
    return {
      name: title,
      yaml,
      schema: schema as OutputOf<Infer>['schema'],
      path: out === undefined ? null : await writeNewFile(out, yaml),
    };
  };

interface Inspected {
  readonly title: string;
  readonly statistics: DatasetStatistics;
}

async function ofFile(path: string, { signal, stage }: AtMachine): Promise<Inspected> {
  stage?.('statistics', basename(path));
  const { statistics } = await scanStatistics({ path }, { signal });
  return { title: basename(path, extname(path)), statistics };
}

async function ofVersion(
  deps: InferDeps,
  reference: string,
  machine: AtMachine | undefined,
): Promise<Inspected> {
  const record = await getVersion(deps.store.datasets, reference);
  const statistics = await withTempFolder(deps.home, 'statistics', (tempPath) =>
    versionStatistics(deps, record, { tempPath, signal: machine?.signal }),
  );
  return { title: record.name, statistics };
}

/** What is there, has an ending of data, or is written as a path is a file. */
async function isDataFile(reference: string): Promise<boolean> {
  const isThere = await stat(reference).then(
    () => true,
    () => false,
  );
  const isNamedAsFile = /^\.(csv|tsv|txt|jsonl?|ndjson|parquet|pq|arff)$/i.test(extname(reference));
  return isThere || isNamedAsFile || /[\\/]/.test(reference);
}
