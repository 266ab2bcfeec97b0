import type { Signature } from '@kaizenml/contracts';
import type { FittedModel } from '@kaizenml/ml/artifact';
import type { Candidate } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import { assembleModel } from './assemble-model.ts';
import { fitMembers, type Learning } from './fit-members.ts';

/** Fits models that look at no column, each by itself. @param candidates Those that are no baselines are passed over. */
export function fitBaselines(
  candidates: readonly Candidate[],
  learning: Learning,
  signature: Signature,
): FittedModel[] {
  const plain = { ...learning, train: plainColumn(learning.train) };
  return candidates
    .filter(({ isBaseline }) => isBaseline)
    .map((candidate) =>
      assembleModel(
        signature,
        { candidates: [candidate], isBagged: false },
        fitMembers([candidate], false, plain),
      ),
    );
}

/** A table for models that look at no column: one that is quickly prepared. */
function plainColumn(train: Table): Table {
  const plain = train.columns.find(({ kind }) => kind !== 'text');
  return plain === undefined ? train : { nRows: train.nRows, columns: [plain] };
}
