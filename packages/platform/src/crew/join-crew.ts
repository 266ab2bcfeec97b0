import type { Crew, Seat } from './crew.ts';
import {
  type FromWorker,
  fromSent,
  type Listening,
  type SentAnswer,
  type ToWorker,
  toSent,
} from './messages.ts';

/** What a worker hears and says. */
export interface Channel {
  send(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

/** A worker's own part in its crew. */
export interface CrewMember extends Crew {
  /** Says that this worker is prepared, and waits until all are, or until it is told to end. */
  prepared(): Promise<void>;
  /** Says that this worker answers requests. */
  up(listening: Listening): void;
  /** Says why this worker cannot serve. */
  failed(thrown: unknown): void;
  /** Ends when this worker is told to end. */
  readonly drained: Promise<void>;
}

type Give = (about: never) => unknown;

/** Takes a seat. */
export function joinCrew(seat: Seat, { send, onMessage }: Channel): CrewMember {
  const gives = new Map<string, Give>();
  const open = new Map<number, PromiseWithResolvers<readonly unknown[]>>();
  const served = Promise.withResolvers<void>();
  const drained = Promise.withResolvers<void>();
  let nAsked = 0;
  const answerTo = async (name: string, about: unknown): Promise<SentAnswer> => {
    const give = gives.get(name);
    if (give === undefined) return { isSilent: true };
    try {
      return { said: await give(about as never) };
    } catch (thrown) {
      return { failed: toSent(thrown) };
    }
  };
  onMessage((message) => {
    switch (message.kind) {
      case 'serve':
        return served.resolve();
      case 'drain':
        served.resolve();
        return drained.resolve();
      case 'answers': {
        const { id, answers, failure } = message;
        const asked = open.get(id);
        open.delete(id);
        return failure === undefined ? asked?.resolve(answers) : asked?.reject(fromSent(failure));
      }
      case 'question': {
        const { question, topic, about } = message;
        void answerTo(topic, about).then((answer) => send({ kind: 'answer', question, answer }));
      }
    }
  });
  send({ kind: 'joined' });
  return {
    seat,
    isKeeper: seat.number === 1,
    answer: (topic, give) => void gives.set(topic.name, give as Give),
    ask<About, Answer>(
      { name, timeoutMs }: { readonly name: string; readonly timeoutMs: number },
      about: About,
      of: 'all' | 'keeper' | 'supervisor' = 'all',
    ) {
      const id = ++nAsked;
      const asked = Promise.withResolvers<readonly unknown[]>();
      open.set(id, asked);
      send({ kind: 'ask', id, topic: name, about, of, timeoutMs });
      return asked.promise as Promise<readonly Answer[]>;
    },
    prepared() {
      send({ kind: 'prepared' });
      return served.promise;
    },
    up: (listening) => send({ kind: 'up', listening }),
    failed: (thrown) => send({ kind: 'failed', failure: toSent(thrown) }),
    drained: drained.promise,
  };
}
