import { invariant } from '@kaizenml/contracts';
import type { Operation, Operations } from '@kaizenml/contracts/operations';
import type { Asked, AtMachine, MachineHandler } from './at-machine.ts';

/** The code behind every operation: a missing one does not compile. */
export type Handlers = {
  readonly [Noun in keyof Operations]: {
    readonly [Verb in keyof Operations[Noun]]: MachineHandler<Operations[Noun][Verb]>;
  };
};

/**
 * The handlers of a noun whose code is loaded when one of them is first asked.
 *
 * @param open Loads it. @param verbs All of the noun.
 */
export function later<Verbs extends object>(
  open: () => Promise<Verbs>,
  verbs: readonly (keyof Verbs & string)[],
): Verbs {
  let opened: Promise<Verbs> | undefined;
  const handlerOf =
    (verb: keyof Verbs): AnyHandler =>
    async (...asked) => {
      opened ??= open();
      return ((await opened)[verb] as AnyHandler)(...asked);
    };
  return Object.fromEntries(verbs.map((verb) => [verb, handlerOf(verb)])) as Verbs;
}

/** The handler of an operation by its name; the input must have been checked. */
export function getHandler(handlers: Handlers, { name }: Pick<Operation, 'name'>): AnyHandler {
  const [noun = '', verb = ''] = name.split('.');
  const nouns = handlers as unknown as Record<string, Record<string, AnyHandler>>;
  const found = nouns[noun]?.[verb];
  invariant(found !== undefined, `operation ${name} has a handler`);
  return found;
}

type AnyHandler = (input: unknown, machine?: AtMachine, asked?: Asked) => Promise<unknown>;
