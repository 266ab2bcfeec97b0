import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { renderFreed } from './freed.ts';
import { type Look, nextPage, type Renderers } from './render.ts';
import { sayAdvice } from './say-advice.ts';

const MOST_ADVISED = 5;

type Version = OutputOf<Operations['models']['versions']>['items'][number];

/** What became of a model or a version. */
interface Changed {
  readonly name: string;
  readonly version: number | null;
}

/** The part of the renderers of models that the registry has. */
export const renderRegistry: Pick<
  Renderers<'models'>,
  | 'versions'
  | 'unalias'
  | 'stage'
  | 'describe'
  | 'tag'
  | 'untag'
  | 'rename'
  | 'remove'
  | 'retain'
  | 'rules'
  | 'approvals'
  | 'card'
  | 'approve'
  | 'reject'
> = {
  versions: ({ items, next }, look) =>
    items.length === 0
      ? 'It has no version yet.'
      : renderTable<Version>(items, columns, look.style) +
        advised(items, look.style) +
        whyNot(items) +
        nextPage(next, look),
  stage: (version, look) => renderTable<Version>([version], columns, look.style),
  unalias: ({ name, alias }) => `Model "${name}" has no alias "${alias}" any more.`,
  describe: (changed) => `${nameOf(changed)}: ${changed.description ?? 'without a description'}`,
  tag: renderTags,
  untag: renderTags,
  rename: ({ name, was }) => `Model "${was}" is called "${name}" now.`,
  remove: ({ name, versions, aliases, isWhole, artifacts }, look) =>
    [
      isWhole ? `Model "${name}" is gone` : `Of model "${name}" is gone`,
      versions.length === 0 ? '' : `version ${versions.join(', ')}`,
      aliases.length === 0 ? '' : `alias ${aliases.join(', ')}`,
    ]
      .filter((part) => part !== '')
      .join(', ')
      .concat('.\n', renderFreed(artifacts, look, { dryRun: false })),
  retain: ({ name, dryRun, removed, kept, runs, keptRuns, freedBytes, artifacts }, look) =>
    [
      removed.length === 0
        ? 'Nothing to remove.'
        : `${dryRun ? 'Would remove' : 'Removed'} ${removed.map(({ version }) => `${name}/${version}`).join(', ')}.`,
      renderTable<(typeof kept)[number]>(
        kept,
        [
          { title: 'kept', align: 'right', cell: ({ version }) => String(version) },
          { title: 'because', cell: ({ why }) => why.join(', ') },
        ],
        look.style,
      ),
      ...(runs.length === 0
        ? []
        : [`${dryRun ? 'Would take' : 'Took'} run ${runs.map(({ id }) => id).join(', ')} along.`]),
      ...keptRuns.map(({ id, why }) => `Run ${id} stays because of ${why.join(', ')}.`),
      renderFreed(artifacts, look, { dryRun, freedBytes }),
    ].join('\n'),
  rules: ({ name, nApprovals, isDescribed }) =>
    [
      `Before a version of "${name}" becomes the champion or goes to Production,`,
      `  ${nApprovals === 0 ? 'nobody need approve it' : `${nApprovals} other ${nApprovals === 1 ? 'person' : 'people'} must approve it`}`,
      `  ${isDescribed ? 'it and its model must have a description' : 'no description is asked for'}`,
    ].join('\n'),
  approvals: renderApprovals,
  card: ({ markdown }) => markdown.trimEnd(),
  approve: renderApprovals,
  reject: renderApprovals,
};

type Approvals = OutputOf<Operations['models']['approvals']>;

function renderApprovals({ name, version, verdicts, isReleasable, missing }: Approvals): string {
  return [
    ...verdicts.map(
      ({ who, isApproval, why, at }) =>
        `${formatInstant(at)}  ${isApproval ? 'approved' : 'rejected'} by ${who}${why === null ? '' : `: "${why}"`}`,
    ),
    isReleasable
      ? `${name}/${version} may be released.`
      : `${name}/${version} may not be released: ${missing.join(', and ')}.`,
  ].join('\n');
}

const columns = [
  { title: 'version', align: 'right' as const, cell: ({ version }: Version) => String(version) },
  { title: 'change', cell: ({ advice }: Version) => advice?.number ?? '–' },
  { title: 'stage', cell: ({ stage }: Version) => (stage === 'None' ? '–' : stage) },
  { title: 'aliases', cell: ({ aliases }: Version) => aliases.join(', ') || '–' },
  { title: 'made by', cell: ({ estimator, source }: Version) => estimator ?? source ?? '–' },
  { title: 'answers', cell: ({ artifact }: Version) => (artifact === null ? 'no' : 'yes') },
  { title: 'tags', cell: ({ tags }: Version) => pairs(tags) || '–' },
  { title: 'created', cell: ({ createdAt }: Version) => formatInstant(createdAt) },
];

/** What the newest versions mean for callers. */
function advised(items: readonly Version[], style: Look['style']): string {
  const told = items.flatMap(({ version, advice }) =>
    advice === null ? [] : [`\n${style.dim(`Version ${version} is ${sayAdvice(advice)}`)}`],
  );
  return told.slice(0, MOST_ADVISED).join('');
}

/** Why versions do not answer here, each reason once. */
function whyNot(items: readonly Version[]): string {
  const said = items.flatMap((version) => (version.whyNot === null ? [] : [version.whyNot]));
  return said
    .slice(0, 3)
    .map(({ message, hint }) => `\n${message}\n  ${hint}`)
    .join('');
}

function renderTags(
  changed: Changed & { readonly tags: Readonly<Record<string, string>> },
  { style }: Look,
): string {
  const tags = Object.entries(changed.tags);
  return tags.length === 0 ? `${nameOf(changed)} has no tag.` : renderPairs(tags, style);
}

function nameOf({ name, version }: Changed): string {
  return version === null ? name : `${name}/${version}`;
}

function pairs(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
