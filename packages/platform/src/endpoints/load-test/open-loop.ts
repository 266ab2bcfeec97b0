/** Time as the sender sees it; passed in, so that tests hold it. */
export interface SenderTime {
  /** Milliseconds, only for differences. */
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

/** What is sent, and how often. */
export interface OpenLoop {
  /** Requests per second. */
  readonly ratePerSec: number;
  readonly seconds: number;
  /** Unanswered requests from which on nothing more is sent, since the rest would only wait behind them. */
  readonly maxUnanswered: number;
  /** Sends one request; true for the answer that was hoped for. */
  readonly send: () => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

/** What came of it. */
export interface Sent {
  /** From when each request was due until its answer was there, milliseconds. Failures are not among them. */
  readonly latenciesMs: readonly number[];
  readonly nFailed: number;
  /** Longest time by which a request was sent after it was due, milliseconds: what the sender itself adds. */
  readonly senderLateMs: number;
  /** True when sending ended early, because too much was unanswered. */
  readonly isOverrun: boolean;
}

/**
 * Sends requests at a constant rate, whether or not those before have been answered, and waits for all answers.
 *
 * The time of a request counts from when it was due. A client that waits for an answer before it asks again would not
 * send the very requests that a slow server makes wait, and would report none of them.
 *
 * @throws the reason of `signal`
 * @source Tene (2013), "How NOT to Measure Latency": coordinated omission
 */
export async function runOpenLoop(
  { ratePerSec, seconds, maxUnanswered, send, signal }: OpenLoop,
  time: SenderTime,
): Promise<Sent> {
  const n = Math.max(1, Math.round(ratePerSec * seconds));
  const latenciesMs: number[] = [];
  const answers: Promise<void>[] = [];
  let nFailed = 0;
  let nUnanswered = 0;
  let senderLateMs = 0;
  let i = 0;
  const startedAt = time.now();
  for (; i < n && nUnanswered < maxUnanswered; i++) {
    signal?.throwIfAborted();
    const dueAt = startedAt + (i * 1000) / ratePerSec;
    const waitMs = dueAt - time.now();
    if (waitMs > 0) await time.sleep(waitMs);
    senderLateMs = Math.max(senderLateMs, time.now() - dueAt);
    nUnanswered++;
    answers.push(
      send().then((isFine) => {
        nUnanswered--;
        if (isFine) latenciesMs.push(time.now() - dueAt);
        else nFailed++;
      }),
    );
  }
  await Promise.all(answers);
  return { latenciesMs, nFailed, senderLateMs, isOverrun: i < n };
}
