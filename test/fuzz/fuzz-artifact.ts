import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spoilBytes } from '../../bench/doors/spoil-bytes.ts';
import { spoilJson } from '../../bench/doors/spoil-text.ts';
import { createHandler } from '../../packages/platform/src/serverless/index.ts';
import type { Chance } from '../planted/fault.ts';
import { judgeEvent } from './fuzz-event.ts';
import { GOLDEN, GOLDEN_ROW } from './golden-artifact.ts';

/** Opens an artifact of which one file was damaged, and asks it: it answers, or says what is wrong with it. */
export async function fuzzArtifact(folder: string, chance: Chance): Promise<void> {
  const artifact = join(folder, 'artifact');
  await cp(GOLDEN, artifact, { recursive: true, force: true });
  const files = (await readdir(artifact)).filter((name) => name.includes('.'));
  const path = join(artifact, chance.pick(files));
  const bytes = await readFile(path);
  const isText = path.endsWith('.json') && chance.next() < 0.5;
  await writeFile(
    path,
    isText ? spoilJson(bytes.toString('utf8'), chance) : spoilBytes(bytes, chance),
  );
  await judgeEvent(createHandler({ artifact }), { rows: [GOLDEN_ROW] });
}
