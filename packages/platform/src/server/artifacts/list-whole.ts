import type { ArtifactTrees, TreeEntry } from '../../artifacts/index.ts';

const PAGE = 1000;

/** Everything that lies in a folder: clients of the protocol know no pages here. @cost Memory for all of it. */
export async function listWhole(
  trees: Pick<ArtifactTrees, 'list'>,
  folder: string,
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  let after: string | undefined;
  do {
    const page = await trees.list(folder, { limit: PAGE, after });
    entries.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return entries;
}
