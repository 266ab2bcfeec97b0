/** Work that is done again and again. */
export interface Repeated {
  /** Lets what is under way end, and begins nothing more. */
  close(): Promise<void>;
}

/** How work is repeated. */
export interface RepeatOptions {
  /** From the end of one to the begin of the next, milliseconds. */
  readonly everyMs: number;
  /** Told what a piece of work threw; the next one is begun all the same. */
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Does work again and again, one at a time, until it is closed; first after `everyMs`. It does not keep the process alive.
 *
 * @param work Given whether it was closed meanwhile, for work that goes on for long.
 */
export function repeat(
  work: (isClosed: () => boolean) => Promise<void>,
  { everyMs, onFailure }: RepeatOptions,
): Repeated {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();
  const workOnce = async (): Promise<void> => {
    try {
      await work(() => isClosed);
    } catch (thrown) {
      onFailure(thrown);
    }
    if (!isClosed) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      working = workOnce();
    }, everyMs).unref();
  };
  schedule();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await working;
    },
  };
}
