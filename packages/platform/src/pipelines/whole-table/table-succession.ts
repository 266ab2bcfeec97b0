import type { ArtifactHash } from '@kaizenml/contracts';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { Succession } from '../succession/judge-succession.ts';
import type { FoundRival } from '../succession/rival.ts';

/** How a model of a whole table is compared with the champion of its name. */
export interface TableSuccession {
  /** Name of what compares them. Default: what chose the new one. */
  readonly comparedBy?: string;
  readonly find: (champion: ModelVersionRecord, artifact: ArtifactHash) => Promise<FoundRival>;
  readonly judge: (rival: FoundRival, champion: ModelVersionRecord) => Succession;
}
