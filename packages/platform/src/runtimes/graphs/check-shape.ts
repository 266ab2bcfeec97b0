import { didYouMean } from '@kaizenml/contracts';
import type { Graph, GraphNode, GraphStep } from '@kaizenml/contracts/project';

/** One thing wrong with a declared graph, and where. */
export interface GraphProblem {
  readonly path: string;
  /** Without a subject: `must be …, got …`. */
  readonly problem: string;
}

/** How far weights may add up beside 100: decimal fractions do. */
const SUM_TOLERANCE = 1e-9;

/** What is wrong with a graph by itself: nodes that are not there, cycles, and fields that a router does not know. */
export function checkShape({ nodes }: Graph): GraphProblem[] {
  const names = Object.keys(nodes);
  const problems = names.flatMap((name) => [
    ...checkNode(`nodes.${name}`, nodes[name] as GraphNode),
    ...(nodes[name] as GraphNode).steps.flatMap(({ node }, i) =>
      node === undefined || names.includes(node)
        ? []
        : [
            {
              path: `nodes.${name}.steps[${i}].node`,
              problem: `must be one of the nodes, got "${node}"${hintOf(node, names)}`,
            },
          ],
    ),
  ]);
  const { cycle, reached } = walk(nodes);
  if (cycle !== undefined)
    problems.push({
      path: 'nodes',
      problem: `must not lead in a circle, got ${cycle.join(' → ')}`,
    });
  for (const name of names)
    if (!reached.has(name))
      problems.push({ path: `nodes.${name}`, problem: 'must be reached from `root`, and is not' });
  return problems;
}

function hintOf(name: string, names: readonly string[]): string {
  const hint = didYouMean(name, names);
  return hint === undefined ? '' : `. ${hint.replace(/\?$/, '')}`;
}

function walk(nodes: Graph['nodes']): {
  readonly cycle: readonly string[] | undefined;
  readonly reached: ReadonlySet<string>;
} {
  const reached = new Set<string>();
  const path: string[] = [];
  let cycle: string[] | undefined;
  const visit = (name: string): void => {
    const place = path.indexOf(name);
    if (place >= 0) cycle ??= [...path.slice(place), name];
    if (place >= 0 || reached.has(name) || !Object.hasOwn(nodes, name)) return;
    reached.add(name);
    path.push(name);
    for (const { node } of (nodes[name] as GraphNode).steps) if (node !== undefined) visit(node);
    path.pop();
  };
  visit('root');
  return { cycle, reached };
}

function checkNode(path: string, node: GraphNode): GraphProblem[] {
  const { router, steps, combine, by } = node;
  const problems: GraphProblem[] = [];
  const refuse = (at: string, problem: string): void => void problems.push({ path: at, problem });
  if (combine !== undefined && router !== 'ensemble')
    refuse(`${path}.combine`, `must be left to an ensemble, got ${combine} in a ${router}`);
  if (by !== undefined && router !== 'splitter')
    refuse(`${path}.by`, `must be left to a splitter, got "${by}" in a ${router}`);
  const isWeighted = router === 'splitter' || combine === 'weighted';
  steps.forEach((step, i) => {
    for (const [field, problem] of checkStep(step, {
      ...node,
      isWeighted,
      isLast: i === steps.length - 1,
    }))
      refuse(`${path}.steps[${i}].${field}`, problem);
  });
  const sum = steps.reduce((total, { weight = 0 }) => total + weight, 0);
  if (router === 'splitter' && Math.abs(sum - 100) > SUM_TOLERANCE)
    refuse(`${path}.steps`, `must have weights that add up to 100, got ${sum}`);
  return problems;
}

function checkStep(
  step: GraphStep,
  {
    router,
    isWeighted,
    isLast,
  }: GraphNode & { readonly isWeighted: boolean; readonly isLast: boolean },
): [field: string, problem: string][] {
  const { lookup, as, condition, weight, probabilityOf } = step;
  const problems: [string, string][] = [];
  if (router !== 'sequence' && lookup !== undefined)
    problems.push(['lookup', `must stand in a sequence, got one in a ${router}`]);
  if (router !== 'sequence' && as !== undefined)
    problems.push(['as', `must stand in a sequence, got one in a ${router}`]);
  if (as !== undefined && lookup !== undefined)
    problems.push(['as', 'must be left to a step that answers, got one of a lookup']);
  if (probabilityOf !== undefined && as === undefined)
    problems.push(['probabilityOf', 'must come with `as`, got none']);
  if ((router === 'ensemble' || router === 'splitter') && condition !== undefined)
    problems.push(['condition', `must stand in a switch or a sequence, got one in a ${router}`]);
  if (router === 'switch' && condition === undefined && !isLast)
    problems.push(['condition', 'must be there in every step of a switch but the last, got none']);
  if (isWeighted && weight === undefined) problems.push(['weight', 'must be there, got none']);
  if (!isWeighted && weight !== undefined)
    problems.push(['weight', 'must stand in a splitter or a weighted ensemble, got one elsewhere']);
  return problems;
}
