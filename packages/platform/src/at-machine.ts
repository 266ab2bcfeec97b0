import type { Handler, InputOf, MachineInputsOf } from '@kaizenml/contracts/operations';
import type { Rights } from './access/rights.ts';
import type { KeyScope } from './keys/store.ts';

/** What a handler is given by who sits at the machine: the right to open paths that the input names, and a way to be heard. */
export interface AtMachine<O = unknown> {
  /** What only the command of the operation takes. */
  readonly inputs: MachineInputsOf<O>;
  /** Ends the work early. */
  readonly signal?: AbortSignal | undefined;
  /** Tells that a stage of long work begins. */
  readonly stage?: ((name: string, detail?: string) => void) | undefined;
  /** How far a stage has come: for a live line alone. */
  readonly update?: ((name: string, detail: string) => void) | undefined;
}

/** What a handler is told of the request that it answers. */
export interface Asked {
  /** Aborts when nobody waits for the answer any more: the client went away, or its time is up. */
  readonly signal: AbortSignal;
  /** Of HTTP, by names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Who asks; undefined where the server asks nobody for a key. */
  readonly caller?: AskedBy | undefined;
}

/** Who asks, as far as the server could check it. */
interface AskedBy {
  readonly id: string;
  readonly scopes: ReadonlySet<KeyScope>;
  readonly endpoints: ReadonlySet<string> | undefined;
  /** What its account may do; undefined without an account: what the scopes say, everywhere. */
  readonly rights: Rights | undefined;
}

/** A handler that can do more at the machine. Without `machine` another machine calls, and no path may be opened. */
export type MachineHandler<O> = (
  input: InputOf<O>,
  machine?: AtMachine<O>,
  asked?: Asked,
) => ReturnType<Handler<O>>;
