import type { LoggedRequest, LogKind } from './log.ts';

/** In which order requests are read: as they came, or newest first. */
export type Direction = 'forwards' | 'backwards';

export type Requests = AsyncGenerator<LoggedRequest, void, undefined>;

/** What somebody reads who asks for nothing more: what was answered. */
export const ANSWERS: readonly LogKind[] = ['answer'];

/** Which requests of a file are read. */
export interface RequestChoice {
  readonly kinds: readonly LogKind[];
  /** First instant that counts, milliseconds since 1970 UTC. */
  readonly fromMs?: number | undefined;
  /** First instant that no longer counts. */
  readonly toMs?: number | undefined;
  readonly requestId?: string | undefined;
}

/** Whether a request is one of those that are read. */
export function isChosen(request: LoggedRequest, choice: RequestChoice): boolean {
  const { kinds, fromMs, toMs, requestId } = choice;
  if (!kinds.includes(request.kind ?? 'answer')) return false;
  if (requestId !== undefined && request.requestId !== requestId) return false;
  if (fromMs === undefined && toMs === undefined) return true;
  const atMs = Date.parse(request.at);
  return atMs >= (fromMs ?? -Infinity) && atMs < (toMs ?? Infinity);
}
