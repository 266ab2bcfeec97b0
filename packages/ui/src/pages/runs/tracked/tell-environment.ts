/** What tags of clients are called, where they say how a run was made. */
const TITLES: Readonly<Record<string, string>> = {
  'mlflow.source.name': 'Program',
  'mlflow.source.git.commit': 'Commit',
  'mlflow.source.git.branch': 'Branch',
  'mlflow.source.git.repoURL': 'Repository',
  'kaizen.git.dirty': 'Changed since the commit',
  'kaizen.git.diff': 'Difference from the commit',
  'kaizen.lockfile': 'Lockfile',
  'kaizen.command': 'Command',
  'kaizen.version': 'KaizenML',
  'kaizen.node': 'Node',
  'kaizen.platform': 'System',
  'kaizen.host': 'Machine',
  'kaizen.cpu': 'Processors',
  'kaizen.memory': 'Memory',
  'kaizen.error': 'Why it failed',
};

type Pair = readonly [name: string, value: string];

/** Tags of people, and what clients say of how a run was made; tags that say what the page shows elsewhere are in neither. */
export function tellEnvironment(tags: Readonly<Record<string, string>>): {
  readonly tags: readonly Pair[];
  readonly environment: readonly Pair[];
} {
  const pairs = Object.entries(tags);
  return {
    tags: pairs.filter(([name]) => !/^(mlflow|kaizen)\./.test(name)),
    environment: Object.entries(TITLES).flatMap(([name, title]): Pair[] => {
      const value = Object.hasOwn(tags, name) ? tags[name] : undefined;
      return value === undefined ? [] : [[title, value]];
    }),
  };
}
