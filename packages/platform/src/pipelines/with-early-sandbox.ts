import { openSandbox, PROOF_LIMITS, type Sandbox } from '../models/index.ts';

/** The process of a proof, which may be started while there is no artifact yet. */
export interface EarlySandbox {
  /** Starts it, unless it is started: loading what it needs takes it most of its time. */
  start(): void;
  /** Undefined until then. */
  find(): Sandbox | undefined;
}

/** Does work that may start the process of its proof early; it ends with the work, used or not. */
export async function withEarlySandbox<Result>(
  work: (early: EarlySandbox) => Promise<Result>,
): Promise<Result> {
  let sandbox: Sandbox | undefined;
  const early: EarlySandbox = {
    start() {
      sandbox ??= openSandbox(PROOF_LIMITS);
    },
    find: () => sandbox,
  };
  try {
    return await work(early);
  } finally {
    sandbox?.close();
  }
}
