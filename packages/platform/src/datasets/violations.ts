import type { Operations } from '@kaizenml/contracts/operations';
import {
  checkConstraints,
  measureTable,
  readConstraints,
  readStatistics,
} from '@kaizenml/ml/constraints';
import type { MachineHandler } from '../at-machine.ts';
import { openTable, type TableDeps } from './open-table.ts';
import { assertAbsent, writeJsonOnce } from './write-json-once.ts';

/** Holds a table against the constraints of a file, whoever wrote it. */
export const findViolations =
  (deps: TableDeps): MachineHandler<Operations['datasets']['violations']> =>
  async ({ data, constraints: file, statistics }, machine) => {
    const path = machine?.inputs.write;
    if (path !== undefined) await assertAbsent(path);
    const constraints = readConstraints(file);
    const baseline = statistics === undefined ? undefined : readStatistics(statistics);
    const { name, table } = await openTable(deps, data, { mayOpen: machine !== undefined });
    const violations = checkConstraints(measureTable(table), { constraints, baseline });
    return {
      data: name,
      passed: violations.length === 0,
      nRows: table.nRows,
      nConstraints: constraints.features.length,
      comparesDrift: baseline !== undefined,
      violations: [...violations],
      written: path === undefined ? null : await writeJsonOnce(path, { violations }),
    };
  };
