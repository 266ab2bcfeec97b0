/** Where a server stands between its start and its end. */
export type Phase = 'starting' | 'serving' | 'draining';

/** The phase of one server, which only ever moves on. */
export interface Lifecycle {
  readonly phase: Phase;
  /** What had to be done first is done: the server may be sent requests. Does nothing once it drains. */
  serve(): void;
  /** The server is about to end: others should ask elsewhere, and who asks here is still answered. */
  drain(): void;
}

/** A lifecycle at its start. */
export function createLifecycle(): Lifecycle {
  let phase: Phase = 'starting';
  return {
    get phase() {
      return phase;
    },
    serve: () => {
      if (phase === 'starting') phase = 'serving';
    },
    drain: () => {
      phase = 'draining';
    },
  };
}
