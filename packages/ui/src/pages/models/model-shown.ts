import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

/** A model version as the server shows it. */
export type ModelShown = OutputOf<Operations['models']['show']>;
/** One column of its input. */
export type ShownField = ModelShown['signature']['inputs'][number];
/** An answer with its reasons. */
export type Explained = OutputOf<Operations['models']['explain']>;
/** An answer as it was served. */
export type Served = OutputOf<Operations['models']['predict']>;
