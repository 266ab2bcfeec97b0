import { AppError, type InputField, type OutputField, type Signature } from '@kaizenml/contracts';
import type { Graph } from '@kaizenml/contracts/project';
import { compileFilter } from '@kaizenml/ml/assertions';
import type { GraphProblem } from './check-shape.ts';
import type { GraphPlan, PinnedModel, PlannedNode, PlannedStep } from './graph-plan.ts';
import type { PlannedNodes } from './plan-steps.ts';

/** What a graph reads and answers, and every column that its conditions may name. */
export interface TypedGraph {
  readonly signature: Signature;
  readonly columns: readonly InputField[];
  /** What each node answers. */
  readonly outputs: GraphPlan['outputs'];
}

type Columns = ReadonlyMap<string, InputField>;

/** Ways through a graph that are looked at; a graph with more of them is nobody's to understand. */
const MOST_WAYS = 1000;
const TEXTS: ReadonlySet<string> = new Set(['category', 'text', 'id']);

/**
 * Follows every way through a graph: what its models read that no step adds is what callers send, and where ways meet
 * they must answer the same question.
 *
 * @param problems Takes what does not fit together.
 * @returns undefined where there are problems.
 */
export function typeGraph(
  { inputs: declared, target }: Graph,
  { nodes, signatures }: PlannedNodes,
  problems: GraphProblem[],
): TypedGraph | undefined {
  const wanted = new Map<string, InputField>();
  const everMade = new Map<string, InputField>();
  const checks: (() => void)[] = [];
  const outputs: Record<string, Pick<OutputField, 'task' | 'classes'>> = {};
  let nWays = 0;
  const refuse = (path: string, problem: string): void => {
    if (!problems.some((known) => known.path === path && known.problem === problem))
      problems.push({ path, problem });
  };

  const need = (field: InputField, made: Columns, { path, who }: Place): void => {
    const known = made.get(field.name) ?? wanted.get(field.name);
    if (known !== undefined && !fits(known, field))
      refuse(
        path,
        `must read "${field.name}" as the others do (${known.kind}), got ${field.kind} of ${who}`,
      );
    if (!made.has(field.name)) wanted.set(field.name, merged(known, field));
  };
  const make = (field: InputField, made: Map<string, InputField>, path: string): void => {
    if (made.has(field.name)) refuse(path, `must add a new column, got "${field.name}" again`);
    made.set(field.name, field);
    everMade.set(field.name, field);
  };
  const checkCondition = (text: string, made: Columns, path: string): void => {
    const seen = new Map(made);
    checks.push(() => {
      try {
        compileFilter(text, [...new Map([...wanted, ...seen]).values()]);
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        const hint = thrown.code === 'ARGUMENT_INVALID' ? '' : ', or name it in `inputs`';
        refuse(path, `is not understood: ${thrown.message.replace(/\.$/, '')}${hint}`);
      }
    });
  };
  const checkExplainer = (model: PinnedModel, made: Columns, path: string): void => {
    const seen = new Map(made);
    checks.push(() => {
      const unknown = model.inputs.filter((name) => !seen.has(name) && !wanted.has(name));
      if (unknown.length > 0)
        refuse(path, `must read columns that reach the node, got ${unknown.join(', ')}`);
    });
  };

  /** What a step answers; undefined of a lookup. */
  const typeStep = (
    { asks, name }: PlannedStep,
    made: Map<string, InputField>,
    path: string,
  ): OutputField | undefined => {
    if (asks.kind === 'node') return typeNode(asks.node, made);
    if (asks.kind === 'model') {
      const { inputs, output } = signatures.get(asks.model) as Signature;
      for (const field of inputs) need(field, made, { path, who: `"${name}"` });
      return output;
    }
    const { key, columns } = asks.lookup;
    need(key, made, { path, who: 'the lookup' });
    for (const column of columns) make(column, made, path);
    return undefined;
  };

  const typeSequence = (node: PlannedNode, given: Columns, at: string): OutputField | undefined => {
    const made = new Map(given);
    const answers: { readonly output: OutputField; readonly place: number }[] = [];
    node.steps.forEach((step, i) => {
      const path = `${at}.steps[${i}]`;
      if (step.condition !== undefined) {
        if (answers.length === 0)
          refuse(`${path}.condition`, 'must stand behind a step that answers, got none before it');
        checkCondition(step.condition, made, `${path}.condition`);
      }
      const output = typeStep(step, made, path);
      if (output === undefined) return;
      answers.push({ output, place: i });
      if (step.as !== undefined) make(madeOf(step, output, path), made, path);
    });
    const last = answers.at(-1);
    if (last === undefined) {
      refuse(at, 'must have a step that answers, got lookups alone');
      return undefined;
    }
    for (const { output, place } of answers.slice(0, -1)) {
      const behind = node.steps.slice(place + 1);
      const mayEnd =
        behind.some(({ condition }) => condition !== undefined) ||
        behind.every(({ asks, isSoft }) => asks.kind === 'lookup' || isSoft);
      if (mayEnd && !isSameQuestion(output, last.output))
        refuse(
          `${at}.steps[${place}]`,
          `must answer what the last step does (${say(last.output)}), for it may be the last, got ${say(output)}`,
        );
      if (!mayEnd && node.steps[place]?.as === undefined)
        refuse(
          `${at}.steps[${place}]`,
          'must have `as`, a column for its answer, for nobody else reads it',
        );
    }
    return last.output;
  };
  const madeOf = (step: PlannedStep, output: OutputField, path: string): InputField => {
    const { as = '', probabilityOf } = step;
    if (probabilityOf !== undefined && !output.classes?.includes(probabilityOf))
      refuse(
        `${path}.probabilityOf`,
        `must be one of the classes (${output.classes?.join(', ') ?? 'none'}), got "${probabilityOf}"`,
      );
    const isNumber = probabilityOf !== undefined || output.task === 'regression';
    const kind = isNumber ? 'number' : 'category';
    return { name: as, kind, shareMissing: 0, required: false, typical: null };
  };

  const typeNode = (name: string, given: Columns): OutputField | undefined => {
    const output = typeRouter(name, given);
    if (output === undefined) return undefined;
    const { task, classes } = output;
    outputs[name] = { task, ...(classes === undefined ? {} : { classes }) };
    return output;
  };
  const typeRouter = (name: string, given: Columns): OutputField | undefined => {
    const node = nodes[name] as PlannedNode;
    const at = `nodes.${name}`;
    nWays += 1;
    if (nWays > MOST_WAYS) return undefined;
    if (node.explainer !== undefined) checkExplainer(node.explainer, given, `${at}.explainer`);
    if (node.router === 'sequence') return typeSequence(node, given, at);
    let first: OutputField | undefined;
    node.steps.forEach((step, i) => {
      const path = `${at}.steps[${i}]`;
      if (step.condition !== undefined) checkCondition(step.condition, given, `${path}.condition`);
      const output = typeStep(step, new Map(given), path);
      if (output === undefined) return;
      first ??= output;
      if (!isSameQuestion(first, output))
        refuse(path, `must answer what the first step does (${say(first)}), got ${say(output)}`);
    });
    if (node.router === 'ensemble' && node.combine === 'vote' && first?.task === 'regression')
      refuse(`${at}.combine`, 'must be mean, weighted or first for numbers, got vote');
    if (node.by !== undefined) {
      const field: InputField = { ...ANY_KEY, name: node.by };
      checks.push(() => {
        if (!given.has(field.name) && !wanted.has(field.name)) wanted.set(field.name, field);
      });
    }
    return first;
  };

  for (const [name, kind] of Object.entries(declared)) wanted.set(name, { ...ANY_KEY, name, kind });
  const output = typeNode('root', new Map());
  for (const check of checks) check();
  if (nWays > MOST_WAYS)
    refuse('nodes', `must have at most ${MOST_WAYS} ways through them, got more`);
  for (const name of everMade.keys())
    if (wanted.has(name))
      refuse('nodes', `must get "${name}" from callers or from a step, got both`);
  if (problems.length > 0 || output === undefined) return undefined;
  const inputs = [...wanted.values()];
  const { task, classes, unit } = output;
  return {
    signature: {
      inputs,
      output: {
        ...{ name: target ?? output.name, task },
        ...(classes === undefined ? {} : { classes }),
        ...(unit === undefined ? {} : { unit }),
      },
    },
    columns: [...new Map([...wanted, ...everMade]).values()],
    outputs,
  };
}

/** Where a column is needed. */
interface Place {
  readonly path: string;
  readonly who: string;
}

const ANY_KEY: Omit<InputField, 'name'> = {
  ...{ kind: 'id', shareMissing: 0, required: true, typical: null },
};

function fits(made: InputField, wanted: InputField): boolean {
  return made.kind === wanted.kind || (TEXTS.has(made.kind) && TEXTS.has(wanted.kind));
}

function merged(known: InputField | undefined, field: InputField): InputField {
  if (known === undefined) return field;
  return { ...known, required: known.required || field.required };
}

function isSameQuestion(one: OutputField, other: OutputField): boolean {
  const classes = one.classes ?? [];
  return (
    one.task === other.task &&
    classes.length === (other.classes?.length ?? 0) &&
    classes.every((name, k) => name === other.classes?.[k])
  );
}

function say({ task, classes }: OutputField): string {
  return classes === undefined ? task : `${task}: ${classes.slice(0, 5).join(', ')}`;
}
