import type { Topic } from './topic.ts';

/** Where a worker sits. */
export interface Seat {
  /** From 1; whoever replaces a worker takes its seat. */
  readonly number: number;
  readonly nWorkers: number;
  /** The server has answered before: this worker takes the place of one that ended. */
  readonly isReplacement: boolean;
  /** The port of the server, which is never 0 here. */
  readonly port: number;
}

/**
 * Who is asked: every worker, also the one that asks; the keeper alone, who does what only one may do; or the process
 * that watches over them.
 */
export type Asked = 'all' | 'keeper' | 'supervisor';

/** The processes of one server, as one of them sees them. */
export interface Crew {
  readonly seat: Seat;
  /** True for the one worker that looks after what a home needs once: jobs, rollouts, the log. */
  readonly isKeeper: boolean;
  /** Says how this worker answers a topic. */
  answer<About, Answer>(
    topic: Topic<About, Answer>,
    give: (about: About) => Answer | Promise<Answer>,
  ): void;
  /**
   * The answers of those that are there and answer in time; of some topics also what workers said that have ended.
   *
   * @throws what one of them threw
   */
  ask<About, Answer>(
    topic: Topic<About, Answer>,
    about: About,
    of?: Asked,
  ): Promise<readonly Answer[]>;
}
