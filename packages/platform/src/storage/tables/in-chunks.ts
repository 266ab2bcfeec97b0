const MAX_PER_STATEMENT = 1000;

/** Executes a statement for at most 1000 things at a time, and gives what all of them gave. */
export async function inChunks<Thing, Row>(
  things: readonly Thing[],
  execute: (chunk: readonly Thing[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let i = 0; i < things.length; i += MAX_PER_STATEMENT)
    for (const row of await execute(things.slice(i, i + MAX_PER_STATEMENT))) rows.push(row);
  return rows;
}
