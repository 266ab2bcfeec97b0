import { type AuditEntry, hashOfEntry, NOTHING_BEFORE } from './entry.ts';
import type { AuditHead, AuditStore } from './store.ts';

/** A place where the trail is not what was written. */
export interface TrailProblem {
  /** Number of the entry. */
  readonly seq: number;
  readonly kind: 'changed' | 'removed' | 'unlinked';
  readonly message: string;
}

/** What holding every entry against its hashes showed. */
export interface TrailReport {
  readonly nEntries: number;
  /** Where the trail ends; keep it elsewhere to notice later that its end was cut off or all of it was written anew. */
  readonly head: AuditHead;
  /** At most 100. */
  readonly problems: readonly TrailProblem[];
}

const READ_AT_ONCE = 1000;
const MOST_PROBLEMS = 100;

/**
 * Reads the whole trail and holds every entry against its hash, against the entry before it, and the last one against where the
 * trail says that it ends.
 *
 * @param options.kept A head that was noted elsewhere: the entry of this number must still have this hash.
 * @cost One read of every entry.
 */
export async function verifyTrail(
  trail: AuditStore,
  { kept }: { readonly kept?: AuditHead | undefined } = {},
): Promise<TrailReport> {
  const head = await trail.head();
  const problems: TrailProblem[] = [];
  let last: AuditHead = { seq: 0, hash: NOTHING_BEFORE };
  let nEntries = 0;
  let page: readonly AuditEntry[];
  do {
    page = await trail.read({ after: last.seq, limit: READ_AT_ONCE });
    for (const entry of page) {
      problems.push(...problemsOf(entry, last));
      if (kept?.seq === entry.seq && kept.hash !== entry.hash)
        problems.push(changed(entry.seq, 'has another hash than the one that was noted elsewhere'));
      last = { seq: entry.seq, hash: entry.hash };
      nEntries++;
    }
  } while (page.length === READ_AT_ONCE && problems.length < MOST_PROBLEMS);
  problems.push(...problemsOfEnd(last, head));
  if (kept !== undefined && kept.seq > last.seq && kept.seq > head.seq)
    problems.push(removed(last.seq + 1, kept.seq));
  return { nEntries, head, problems: problems.slice(0, MOST_PROBLEMS) };
}

function problemsOf(entry: AuditEntry, last: AuditHead): TrailProblem[] {
  const { seq, previous, hash } = entry;
  const isGap = seq !== last.seq + 1;
  const isOwn = hashOfEntry(entry) === hash;
  return [
    ...(isGap ? [removed(last.seq + 1, seq - 1)] : []),
    ...(isOwn ? [] : [changed(seq, 'does not have the hash that was written with it')]),
    ...(isOwn && !isGap && previous !== last.hash ? [unlinked(seq)] : []),
  ];
}

function problemsOfEnd(last: AuditHead, head: AuditHead): TrailProblem[] {
  if (last.seq < head.seq) return [removed(last.seq + 1, head.seq)];
  if (last.seq > head.seq) return [unlinked(head.seq + 1)];
  return last.hash === head.hash
    ? []
    : [changed(last.seq, 'is not the entry that the trail ended with')];
}

function removed(first: number, last: number): TrailProblem {
  const which =
    first === last ? `Entry ${first} was removed.` : `Entries ${first} to ${last} were removed.`;
  return { seq: first, kind: 'removed', message: which };
}

function changed(seq: number, how: string): TrailProblem {
  return { seq, kind: 'changed', message: `Entry ${seq} ${how}.` };
}

function unlinked(seq: number): TrailProblem {
  return {
    seq,
    kind: 'unlinked',
    message: `Entry ${seq} does not follow the entry before it: one of the two was put in its place.`,
  };
}
