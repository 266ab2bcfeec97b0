import type { FromWorker, SentAnswer, SentFailure, ToWorker } from './messages.ts';

/** Answers of a topic that outlive those who gave them: sums that would otherwise become less when a worker ends. */
export type Fold = (answers: readonly unknown[]) => unknown;

/** What a switchboard stands on. */
export interface SwitchboardParts {
  /** By topic: what is left of the last answers of workers that have ended. */
  readonly folds: Readonly<Record<string, Fold>>;
  /** By topic: what who watches has to say; for `supervisor`, and after the answers of `all`. */
  readonly own: Readonly<Record<string, (about: never) => unknown>>;
}

/** Carries questions and answers between workers. */
export interface Switchboard {
  /** Takes what a worker said. Only questions and answers are meant for it. */
  receive(from: number, message: FromWorker): void;
  /** A worker can be asked from now on. */
  join(number: number, send: (message: ToWorker) => void): void;
  /** A worker has ended: nobody waits for it any more. */
  leave(number: number): void;
}

interface Question {
  readonly topic: string;
  /** Those who have not answered. */
  readonly waiting: Set<number>;
  readonly said: Map<number, unknown>;
  failure: SentFailure | undefined;
  readonly settle: () => void;
}

/** The worker that does what only one may do. */
const KEEPER = 1;

/** Of folded topics the last answer of each worker is kept; who does not answer in time is counted with that. */
export function createSwitchboard({ folds, own }: SwitchboardParts): Switchboard {
  const seats = new Map<number, (message: ToWorker) => void>();
  const last = new Map<string, Map<number, unknown>>();
  const gone = new Map<string, unknown>();
  const questions = new Map<number, Question>();
  let nQuestions = 0;

  const lastOf = (topic: string): Map<number, unknown> => {
    const found = last.get(topic) ?? new Map<number, unknown>();
    last.set(topic, found);
    return found;
  };
  const ask = (from: number, message: FromWorker & { readonly kind: 'ask' }): void => {
    const { id, topic, about, of, timeoutMs } = message;
    const answer = (answers: readonly unknown[], failure?: SentFailure) =>
      seats.get(from)?.({ kind: 'answers', id, answers, failure });
    const ownAnswer = own[topic];
    const ofOwn = ownAnswer === undefined ? [] : [ownAnswer(about as never)];
    if (of === 'supervisor') return void answer(ofOwn);
    const asked = [...seats.keys()].filter((each) => of === 'all' || each === KEEPER);
    const question = ++nQuestions;
    const said = new Map<number, unknown>();
    const settle = () => {
      clearTimeout(timer);
      questions.delete(question);
      const { failure } = state;
      if (failure !== undefined || of === 'keeper') return void answer([...said.values()], failure);
      const isFolded = folds[topic] !== undefined;
      const late = isFolded ? asked.filter((each) => !said.has(each) && seats.has(each)) : [];
      const known = late.flatMap((each) =>
        lastOf(topic).has(each) ? [lastOf(topic).get(each)] : [],
      );
      const left = gone.has(topic) ? [gone.get(topic)] : [];
      answer([...said.values(), ...known, ...left, ...ofOwn]);
    };
    const state: Question = { topic, waiting: new Set(asked), said, failure: undefined, settle };
    const timer = setTimeout(settle, timeoutMs);
    questions.set(question, state);
    for (const each of asked) seats.get(each)?.({ kind: 'question', question, topic, about });
    if (asked.length === 0) settle();
  };
  const take = (from: number, question: number, answer: SentAnswer): void => {
    const state = questions.get(question);
    if (state === undefined || !state.waiting.delete(from)) return;
    if ('said' in answer) {
      state.said.set(from, answer.said);
      if (folds[state.topic] !== undefined) lastOf(state.topic).set(from, answer.said);
    }
    if ('failed' in answer) state.failure ??= answer.failed;
    if (state.waiting.size === 0) state.settle();
  };
  return {
    receive(from, message) {
      if (message.kind === 'ask') ask(from, message);
      if (message.kind === 'answer') take(from, message.question, message.answer);
    },
    join: (number, send) => void seats.set(number, send),
    leave(number) {
      if (!seats.delete(number)) return;
      for (const [topic, fold] of Object.entries(folds)) {
        const answers = lastOf(topic);
        if (!answers.has(number)) continue;
        const before = gone.has(topic) ? [gone.get(topic)] : [];
        gone.set(topic, fold([...before, answers.get(number)]));
        answers.delete(number);
      }
      for (const state of questions.values()) {
        if (folds[state.topic] !== undefined) state.said.delete(number);
        if (state.waiting.delete(number) && state.waiting.size === 0) state.settle();
      }
    },
  };
}
