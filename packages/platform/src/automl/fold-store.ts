import { isSparse } from '@kaizenml/ml/math';
import type { KeptBins } from '@kaizenml/ml/models';
import type { FoldMatrices } from '@kaizenml/ml/search';
import type { PreparedFold } from './trial-messages.ts';

/** Prepared folds of a search at most; a fold beyond is prepared by each fit anew. */
const MAX_BYTES = 2 ** 29;

/** What a fit may begin with: what is prepared of its fold, or the duty to prepare it. */
export type Claim = { readonly prepared?: PreparedFold };

/** Folds as recipes prepare them: each is prepared by the first fit that needs it, and shared by all others. */
export interface FoldStore {
  /** Undefined while another fit prepares this fold. */
  claim(key: string): Claim | undefined;
  /** Takes what a fit has prepared. */
  put(key: string, matrices: FoldMatrices): void;
  /** Takes what a fit has cut. */
  putBins(key: string, bins: KeptBins): void;
  /** A fit is over: if it has prepared nothing, another one may. */
  settle(key: string): void;
}

/** A store that holds `maxBytes` of matrices; bins add an eighth. Default 512 MiB. */
export function foldStore(maxBytes: number = MAX_BYTES): FoldStore {
  const folds = new Map<string, PreparedFold>();
  const underWay = new Set<string>();
  let nBytes = 0;
  return {
    claim(key) {
      const prepared = folds.get(key);
      if (prepared) return { prepared };
      if (underWay.has(key)) return undefined;
      underWay.add(key);
      return {};
    },
    put(key, matrices) {
      underWay.delete(key);
      const size = bytesOf(matrices);
      if (folds.has(key) || nBytes + size > maxBytes) return;
      nBytes += size;
      folds.set(key, { matrices });
    },
    putBins(key, bins) {
      const fold = folds.get(key);
      if (fold && !fold.bins) folds.set(key, { ...fold, bins });
    },
    settle: (key) => void underWay.delete(key),
  };
}

function bytesOf({ xTrain, xTest }: FoldMatrices): number {
  return [xTrain, xTest].reduce(
    (sum, x) => sum + x.values.byteLength + (isSparse(x) ? x.columns.byteLength : 0),
    0,
  );
}
