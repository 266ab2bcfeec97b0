import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../../at-machine.ts';
import { withTempFolder } from '../../kit/index.ts';
import { writeBaseline } from './baseline-file.ts';
import { makeReference } from './make-reference.ts';
import { tellShare } from './tell-share.ts';

type Reference = Operations['monitors']['reference'];

/** Writes down what the columns of a data file look like, as a reference for files that come later. */
export const referenceFile =
  ({ home }: { readonly home: string }): MachineHandler<Reference> =>
  ({ path, out = `${path.replace(/\.\w+$/, '')}.baseline` }, machine) =>
    withTempFolder(home, 'reference', async (workPath) => {
      const hear = tellShare(machine, `Counting ${path}`);
      const baseline = await makeReference(path, { workPath, signal: machine?.signal, hear });
      const sizeBytes = await writeBaseline(out, baseline);
      const nRows = Math.max(0, ...baseline.columns.map(({ window }) => window.nRows));
      return { path, out, nRows, nColumns: baseline.columns.length, sizeBytes };
    });
