import { AppError, asId, type GateVerdict, type ModelName, type RunId } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/index.ts';
import { markdownList, markdownQuote, markdownTable, markdownWord } from '../kit/index.ts';
import { releaseState } from '../release-rules/index.ts';
import type { TrackedRun, TrackedRuns } from '../tracking/store.ts';
import type { ApprovalStore } from './approvals/index.ts';
import {
  getRegistered,
  getRegisteredVersion,
  type RegisteredModel,
  type RegisteredVersion,
  type RegistryStore,
} from './registry/index.ts';

/** What cards are drawn up from. */
export interface CardDeps {
  readonly registry: RegistryStore;
  readonly approvals: Pick<ApprovalStore, 'factsOf'>;
  readonly artifacts: Pick<ArtifactStore, 'read'>;
  readonly runs: Pick<TrackedRuns, 'find'>;
  /** What a run held against its model; null where it kept nothing. */
  readonly findGates: (run: RunId) => Promise<GateVerdict | null>;
}

/** Heading under which the card of an artifact says what the registry knows better. */
const ORIGIN = '## Where it comes from';

/**
 * The card of any version: of one that was packed here what its artifact says, of one of another program what its run logged; and of both
 * what they are for, where they stand, what was held against them and who said what.
 *
 * @source Mitchell et al. (2019), "Model Cards for Model Reporting", FAT*.
 */
export const showCard =
  (deps: CardDeps): Handler<Operations['models']['card']> =>
  async ({ name, version }) => {
    const at = { name: asId<ModelName>(name), version };
    const model = await getRegistered(deps.registry, at.name);
    const own = await getRegisteredVersion(deps.registry, at);
    const [packed, run, verdict, facts] = await Promise.all([
      own.artifact === null ? undefined : readCard(deps.artifacts, own.artifact),
      own.runId === null ? undefined : deps.runs.find(own.runId),
      own.runId === null ? null : deps.findGates(asId<RunId>(own.runId)),
      deps.approvals.factsOf(at),
    ]);
    const { rules, verdicts, nApproved } = releaseState(facts, null);
    const [about = [], origin = []] = packed ?? [];
    const said = verdicts.map(
      ({ who, isApproval, why, at: when }) =>
        `${when} ${markdownWord(who)} ${isApproval ? 'approved' : 'rejected'} it${why === null ? '' : `: ${markdownWord(why)}`}`,
    );
    const parts = [
      `# Model card: ${markdownWord(`${name} ${version}`)}`,
      '## What it is for',
      ...purposeOf(model, own),
      '## Where it stands',
      markdownList(standingOf(own)),
      ...(packed === undefined ? loggedBy(run) : about),
      ...(verdict === null ? [] : ['## What was held against it', checksOf(verdict)]),
      '## Who approved it',
      rules.nApprovals === 0 && said.length === 0
        ? 'Nobody was asked.'
        : markdownList([
            ...(rules.nApprovals === 0
              ? []
              : [`${nApproved} of the ${rules.nApprovals} approvals that the rules ask for`]),
            ...said,
          ]),
      ORIGIN,
      ...(packed === undefined ? [markdownList(originOf(own, run))] : origin),
    ];
    return { ...at, markdown: `${parts.join('\n\n')}\n` };
  };

/** The card of an artifact without its title: what comes before its origin, and that. Undefined where it has none. */
async function readCard(
  artifacts: CardDeps['artifacts'],
  artifact: NonNullable<RegisteredVersion['artifact']>,
): Promise<readonly [about: readonly string[], origin: readonly string[]] | undefined> {
  try {
    const text = Buffer.from(await artifacts.read(artifact, 'card.md')).toString();
    const [about = '', origin = ''] = text.replace(/^# [^\n]*\n/, '').split(`\n${ORIGIN}\n`);
    return [[about.trim()], [origin.trim()]];
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARTIFACT_NOT_FOUND') return undefined;
    throw thrown;
  }
}

function purposeOf(model: RegisteredModel, version: RegisteredVersion): readonly string[] {
  const said = [model.description, version.description].filter(
    (text) => text !== null && text.trim() !== '',
  );
  return said.length === 0
    ? [`Nobody has said. \`kaizen models describe ${model.name}/${version.version} "…"\` does.`]
    : said.map((text) => markdownQuote(text ?? ''));
}

function standingOf(version: RegisteredVersion): readonly string[] {
  const { aliases, stage, advice, user, createdAt, tags, status } = version;
  return [
    aliases.length === 0
      ? 'no alias points at it'
      : `it is ${aliases.map(markdownWord).join(', ')}`,
    ...(stage === 'None' ? [] : [`stage ${stage}`]),
    ...(status === 'ready' ? [] : [`its files are ${status}`]),
    ...(advice === null ? [] : [`${advice.number}, ${advice.level}: ${advice.reason}`]),
    `registered ${createdAt}${user === null ? '' : ` by ${markdownWord(user)}`}`,
    ...Object.entries(tags).map(([key, value]) => `${markdownWord(key)}: ${markdownWord(value)}`),
  ];
}

/** What the run of another program says of a model: the last points of its metrics, and its params. */
function loggedBy(run: TrackedRun | undefined): readonly string[] {
  if (run === undefined)
    return ['## How good it is', 'Not known: its run is not to be found here.'];
  const params = Object.entries(run.params);
  return [
    '## How good it is',
    run.metrics.length === 0
      ? 'Its run logged no metric.'
      : markdownTable(
          ['metric', 'last value'],
          run.metrics.map(({ key, value }) => [markdownWord(key), String(value)]),
        ),
    '## How it was made',
    params.length === 0
      ? 'Its run logged no param.'
      : markdownTable(
          ['param', 'value'],
          params.map(([key, value]) => [markdownWord(key), markdownWord(value)]),
        ),
  ];
}

function checksOf({ checks }: GateVerdict): string {
  const words = { passed: 'passed', failed: '**failed**', 'not-measured': 'not measured' } as const;
  return checks.length === 0
    ? 'Nothing was asked.'
    : markdownList(checks.map(({ status, reason }) => `${words[status]}: ${reason}`));
}

/** Tables of a run that are named. */
const MOST_TABLES = 20;

function originOf(version: RegisteredVersion, run: TrackedRun | undefined): readonly string[] {
  const { runId, runLink, source, modelId } = version;
  const commit = run?.tags['mlflow.source.git.commit'];
  const tables = (run?.datasets ?? []).slice(0, MOST_TABLES);
  const lines = [
    ...(runId === null ? [] : [`run ${markdownWord(runId)}`]),
    ...(runLink === null ? [] : [`run ${markdownWord(runLink)}`]),
    ...(modelId === null ? [] : [`logged model ${markdownWord(modelId)}`]),
    ...(source === null ? [] : [`files at ${markdownWord(source)}`]),
    ...tables.map(
      ({ name, digest }) => `data ${markdownWord(name)}, digest ${markdownWord(digest)}`,
    ),
    ...(commit === undefined ? [] : [`commit ${markdownWord(commit)}`]),
  ];
  return lines.length === 0 ? ['nothing is known'] : lines;
}
