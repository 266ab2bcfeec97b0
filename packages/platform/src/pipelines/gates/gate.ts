import type { GateCheck, GateName } from '@kaizenml/contracts';
import type { Candidate } from './candidate.ts';

/** Something that may stand between a packed model and the registry. */
export interface Gate {
  readonly name: GateName;
  /** Nothing where the project asks for nothing. */
  check(candidate: Candidate): Promise<readonly GateCheck[]> | readonly GateCheck[];
}
