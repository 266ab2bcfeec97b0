import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/**
 * What every operation says of itself.
 *
 * `name` is `<noun>.<verb>`: the command `kaizen <noun> <verb>`, the folder `platform/src/<noun>/` and
 * the file `<verb>.ts` in it follow from it.
 */
interface Described<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** One sentence; the first words are the summary in `--help` and OpenAPI. */
  readonly doc: string;
  readonly input: Input;
  readonly output: Output;
  /** Every code that it may throw, besides those of the door (REQUEST_INVALID, UNAUTHORIZED, INTERNAL …). */
  readonly errors: readonly ErrorCode[];
  /** Inputs given by position on the command line, in order. Default: the inputs in the path. */
  readonly positional?: readonly string[];
  /** An example of a valid input, for the reference, the OpenAPI document and the tests. */
  readonly example: z.input<Input>;
  /** What to send instead of an input that is not valid. Default: the example. */
  readonly tip?: string;
}

/** An operation that other machines may call. */
export interface RoutedOperation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Own extends z.ZodObject = z.ZodObject,
> extends Described<Input, Output> {
  /** Method and path below the server's root; `{x}` stands for input `x`. */
  readonly http: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/v1/${string}`;
  readonly localOnly?: never;
  /** What more its command can do for who sits at the machine. Default: the command can do what the route can. */
  readonly atMachine?: MachineSide<Own>;
}

/** What an operation does for who sits at the machine, and for nobody who calls from elsewhere. */
export interface MachineSide<Own extends z.ZodObject = z.ZodObject> {
  /** Why other machines may not ask for it, as one sentence. */
  readonly why: string;
  /** Inputs that the command has and the route and the client do not know. */
  readonly inputs: Own;
  /** What inputs of the route mean at the machine, where they may say more there: a path beside a name. */
  readonly docs?: Readonly<Record<string, string>>;
}

/** An operation for who sits at the machine: a command and a handler, but no route and no client method. */
export interface LocalOperation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> extends Described<Input, Output> {
  /** Why other machines may not call it, as one sentence. */
  readonly localOnly: string;
  readonly http?: never;
  readonly atMachine?: never;
}

/** One thing that the platform does, described once; HTTP, CLI, OpenAPI and the typed client are projections. */
export type Operation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> = RoutedOperation<Input, Output> | LocalOperation<Input, Output>;

/** Declares an operation; gives back what it gets, with its exact type. */
export function operation<
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Own extends z.ZodObject = z.ZodObject,
>(described: RoutedOperation<Input, Output, Own>): RoutedOperation<Input, Output, Own> {
  return described;
}

/** Declares an operation without a route; gives back what it gets, with its exact type. */
export function localOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  described: LocalOperation<Input, Output>,
): LocalOperation<Input, Output> {
  return described;
}

/** What an operation is called with, after parsing. */
export type InputOf<O> = O extends Operation<infer I, z.ZodType> ? z.output<I> : never;
/** What an operation gives back. */
export type OutputOf<O> = O extends Operation<z.ZodObject, infer R> ? z.output<R> : never;
/** The inputs that only the command of an operation has. */
export type MachineInputsOf<O> =
  O extends RoutedOperation<z.ZodObject, z.ZodType, infer Own>
    ? z.output<Own>
    : Record<never, never>;

/** The code behind an operation. */
export type Handler<O> = (input: InputOf<O>) => Promise<OutputOf<O>>;
