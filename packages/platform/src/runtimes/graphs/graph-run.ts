import {
  AppError,
  type ArtifactHash,
  type Prediction,
  type Row,
  type ServedAnomaly,
  toAppError,
} from '@kaizenml/contracts';
import type { CompiledFilter } from '@kaizenml/ml/assertions';
import type { Answerer } from '../answerer.ts';
import { keyText, type Lookup, type LookupPlan } from '../lookups/index.ts';
import { chooseSteps } from './choose-steps.ts';
import { combinePredictions, type Member } from './combine-predictions.ts';
import { cellOf, type GraphPlan, type PlannedNode, type PlannedStep } from './graph-plan.ts';
import type { NodeSpan } from './node-span.ts';

/** What a graph is run with. */
export interface GraphParts {
  readonly plan: GraphPlan;
  /** Splits rows anew for every graph. */
  readonly salt: string;
  readonly answererOf: (artifact: ArtifactHash) => Promise<Answerer>;
  readonly lookupOf: (plan: LookupPlan) => Lookup;
  readonly conditionOf: (text: string) => CompiledFilter;
  readonly elapsedMs: () => number;
}

/** A row on its way through a graph. */
export interface Item {
  /** Its place in the request. */
  readonly at: number;
  readonly row: Row;
}

/** One request on its way through a graph. */
export interface GraphRun {
  /** Answers the items of a node, in their order. @throws What its steps throw; GRAPH_UNROUTED */
  runNode(name: string, items: readonly Item[], path: string): Promise<Prediction[]>;
  /** The items of a sequence as they reach its steps from `until` on, the last one by default; those that end earlier are left out. */
  runUntil(name: string, items: readonly Item[], until: number): Promise<Item[]>;
  /** What was added to each row, by its place. */
  readonly added: readonly Record<string, unknown>[];
  readonly spans: readonly NodeSpan[];
  readonly anomalies: readonly ServedAnomaly[];
}

export function startGraphRun(parts: GraphParts, nRows: number): GraphRun {
  const { plan, elapsedMs } = parts;
  const added = Array.from({ length: nRows }, (): Record<string, unknown> => ({}));
  const spans: NodeSpan[] = [];
  const anomalies: ServedAnomaly[] = [];

  const timed = async <T>(
    step: string,
    asks: string,
    items: readonly Item[],
    work: () => Promise<T>,
  ) => {
    const startedAt = elapsedMs();
    const end = (code: string | undefined) => {
      const tookMs = Math.round((elapsedMs() - startedAt) * 1000) / 1000;
      const span = { step, asks, nRows: items.length, tookMs };
      spans.push(code === undefined ? span : { ...span, failure: code });
    };
    try {
      const made = await work();
      end(undefined);
      return made;
    } catch (thrown) {
      end(toAppError(thrown).code);
      throw thrown;
    }
  };

  const askModel = async (
    artifact: ArtifactHash,
    inputs: readonly string[],
    items: readonly Item[],
  ) => {
    const answerer = await parts.answererOf(artifact);
    const made = await answerer.answer(items.map(({ row }) => pick(row, inputs)));
    for (const anomaly of made.anomalies)
      anomalies.push({ ...anomaly, row: (items[anomaly.row - 1]?.at ?? 0) + 1 });
    return made.predictions;
  };

  const runStep = async ({ asks, name }: PlannedStep, items: readonly Item[], path: string) => {
    const step = `${path}/${name}`;
    if (asks.kind === 'node')
      return await timed(step, `node ${asks.node}`, items, () => runNode(asks.node, items, step));
    if (asks.kind === 'lookup') throw new Error('a lookup answers no rows');
    const { artifact, inputs, name: model, version } = asks.model;
    return await timed(step, `model ${model}/${version}`, items, () =>
      askModel(artifact, inputs, items),
    );
  };

  /** Rows with what was looked up; with the defaults alone where a soft lookup fails. */
  const complete = async (
    step: PlannedStep,
    lookup: LookupPlan,
    items: readonly Item[],
    path: string,
  ) => {
    const keys = items.map(({ row }) => keyText(lookup.key, row[lookup.key.name]));
    const asked = timed(`${path}/${step.name}`, `lookup by ${lookup.key.name}`, items, () =>
      parts.lookupOf(lookup).find(keys),
    );
    const found = step.isSoft ? await asked.catch(() => keys.map(() => undefined)) : await asked;
    return items.map((item, i) =>
      withCells(item, (name) => found[i]?.[name] ?? lookup.defaults[name] ?? null, lookup),
    );
  };
  const withCells = (
    { at, row }: Item,
    cellAt: (name: string) => unknown,
    { columns }: Pick<LookupPlan, 'columns'>,
  ): Item => {
    const cells = Object.fromEntries(columns.map(({ name }) => [name, cellAt(name)]));
    Object.assign(added[at] as object, cells);
    return { at, row: { ...row, ...cells } };
  };
  const withAnswer = (
    step: PlannedStep,
    items: readonly Item[],
    made: readonly Prediction[] | undefined,
  ) => {
    const { as } = step;
    if (as === undefined) return items;
    return items.map(({ at, row }, i) => {
      const answer = made?.[i];
      const value = answer === undefined ? null : cellOf(answer, step);
      Object.assign(added[at] as object, { [as]: value });
      return { at, row: { ...row, [as]: value } };
    });
  };

  const goingOn = ({ condition }: PlannedStep, items: readonly Item[]): readonly Item[] => {
    if (condition === undefined) return items;
    const holds = parts.conditionOf(condition).holds(items.map(({ row }) => row));
    return items.filter((_, i) => holds[i]);
  };

  /** @param until Steps before this one are run. */
  const runSequence = async (
    node: PlannedNode,
    items: readonly Item[],
    path: string,
    until: number,
  ) => {
    const answers = new Map<number, Prediction>();
    let failure: unknown;
    let going = items;
    for (const [i, step] of node.steps.entries()) {
      going = goingOn(step, going);
      if (going.length === 0 || i >= until) break;
      if (step.asks.kind === 'lookup') {
        going = await complete(step, step.asks.lookup, going, path);
        continue;
      }
      const asked = runStep(step, going, path);
      const made = step.isSoft
        ? await asked.catch((thrown: unknown) => {
            failure = thrown;
            return undefined;
          })
        : await asked;
      for (const [k, { at }] of going.entries())
        if (made?.[k] !== undefined) answers.set(at, made[k]);
      going = withAnswer(step, going, made);
    }
    return { answers, going, failure };
  };

  const runEnsemble = async (name: string, items: readonly Item[], path: string) => {
    const { steps, combine } = plan.nodes[name] as PlannedNode;
    const member = async (step: PlannedStep): Promise<Member> => ({
      weight: step.weight ?? 1,
      predictions: await runStep(step, items, path),
    });
    const failures: unknown[] = [];
    const members: Member[] = [];
    if (combine === 'first') {
      for (const step of steps) {
        const made = await member(step).catch((thrown: unknown) => void failures.push(thrown));
        if (made === undefined) continue;
        members.push(made);
        break;
      }
    } else {
      const asked = await Promise.allSettled(steps.map(member));
      for (const [i, settled] of asked.entries()) {
        if (settled.status === 'fulfilled') members.push(settled.value);
        else if (steps[i]?.isSoft) failures.push(settled.reason);
        else throw settled.reason;
      }
    }
    if (members.length === 0) throw failures[0];
    return combinePredictions(members, { combine, classes: plan.outputs[name]?.classes });
  };

  const runChoice = async (node: PlannedNode, items: readonly Item[], path: string) => {
    const chosen = chooseSteps(node, items, parts);
    const made = new Map<number, Prediction>();
    const parties = node.steps.map((step, k) => ({
      step,
      own: items.filter((_, i) => chosen[i] === k),
    }));
    await Promise.all(
      parties.map(async ({ step, own }) => {
        if (own.length === 0) return;
        const predictions = await runStep(step, own, path);
        for (const [i, { at }] of own.entries()) made.set(at, predictions[i] as Prediction);
      }),
    );
    return items.map(({ at }) => made.get(at) as Prediction);
  };

  const runNode = async (
    name: string,
    items: readonly Item[],
    path: string,
  ): Promise<Prediction[]> => {
    const node = plan.nodes[name] as PlannedNode;
    if (node.router === 'ensemble') return await runEnsemble(name, items, path);
    if (node.router !== 'sequence') return await runChoice(node, items, path);
    const { answers, failure } = await runSequence(node, items, path, node.steps.length);
    return items.map(({ at }) => {
      const answer = answers.get(at);
      if (answer !== undefined) return answer;
      throw failure ?? unanswered(name, at);
    });
  };

  return {
    runNode,
    async runUntil(name, items, until) {
      const node = plan.nodes[name] as PlannedNode;
      return [...(await runSequence(node, items, name, until)).going];
    },
    ...{ added, spans, anomalies },
  };
}

function pick(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(
    names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]] as const])),
  );
}

function unanswered(node: string, at: number): AppError {
  return new AppError('GRAPH_UNROUTED', {
    message: `A step of the node "${node}" must answer row ${at + 1}, got none that did.`,
    hint: 'Look at the steps with `kaizen models show`.',
    details: { node, row: at + 1 },
  });
}
