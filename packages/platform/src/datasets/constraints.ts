import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Operations } from '@kaizenml/contracts/operations';
import {
  type MonitorConstraints,
  type MonitorStatistics,
  measureTable,
  suggestConstraints,
} from '@kaizenml/ml/constraints';
import type { MachineHandler } from '../at-machine.ts';
import { openTable, type TableDeps } from './open-table.ts';
import { notWritable } from './write-answers.ts';
import { assertAbsent, writeJsonOnce } from './write-json-once.ts';

/** Counts a table as Model Monitor does, and suggests what later ones must hold. */
export const constrainDataset =
  (deps: TableDeps): MachineHandler<Operations['datasets']['constraints']> =>
  async ({ name }, machine) => {
    const folder = machine?.inputs.write;
    const paths = folder === undefined ? undefined : pathsIn(folder);
    if (paths !== undefined) await Promise.all(paths.map(assertAbsent));
    const opened = await openTable(deps, name, { mayOpen: machine !== undefined });
    const { statistics } = measureTable(opened.table);
    const constraints = suggestConstraints(statistics);
    return {
      name: opened.name,
      nRows: opened.table.nRows,
      statistics: { ...statistics },
      constraints: { ...constraints },
      written: paths === undefined ? [] : await writeFiles(paths, statistics, constraints),
    };
  };

type Paths = readonly [ofStatistics: string, ofConstraints: string];

const pathsIn = (folder: string): Paths => [
  join(folder, 'statistics.json'),
  join(folder, 'constraints.json'),
];

/** Statistics hold a number per value of a small table, so that they stand on one line. @throws FILE_NOT_WRITABLE, DISK_FULL */
async function writeFiles(
  [ofStatistics, ofConstraints]: Paths,
  statistics: MonitorStatistics,
  constraints: MonitorConstraints,
): Promise<string[]> {
  const folder = dirname(ofStatistics);
  await mkdir(folder, { recursive: true }).catch((thrown: unknown) => {
    throw notWritable(thrown, folder);
  });
  return [
    await writeJsonOnce(ofStatistics, statistics, { indent: 0 }),
    await writeJsonOnce(ofConstraints, constraints),
  ];
}
