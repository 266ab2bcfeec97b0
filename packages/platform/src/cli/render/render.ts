import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Terminal } from '../terminal.ts';

/** What a renderer may know of the terminal. */
export type Look = Pick<Terminal, 'style' | 'width'>;

/** The text that a person sees for the output of an operation. */
export type Render<O> = (output: OutputOf<O>, look: Look) => string;

/** One renderer for every operation of a noun: a missing one does not compile. */
export type Renderers<Noun extends keyof Operations> = {
  readonly [Verb in keyof Operations[Noun]]: Render<Operations[Noun][Verb]>;
};

/** The line below a page that has a next one. */
export function nextPage(next: string | undefined, { style }: Look): string {
  return next === undefined ? '' : `\n${style.dim(`More with --after ${next}`)}`;
}
