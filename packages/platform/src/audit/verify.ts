import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { AuditStore } from './store.ts';
import { verifyTrail } from './verify-trail.ts';

export const verifyAudit =
  (trail: AuditStore): Handler<Operations['audit']['verify']> =>
  async ({ head: text }) => {
    const [seq, hash] = text?.split(':') ?? [];
    const kept = seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
    const { nEntries, head, problems } = await verifyTrail(trail, { kept });
    return {
      isWhole: problems.length === 0,
      nEntries,
      head: `${head.seq}:${head.hash}`,
      problems: problems.map((problem) => ({ ...problem })),
    };
  };
