import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cliReference } from './generate/cli-reference.ts';
import { commandsFile } from './generate/commands.ts';
import { kernelFile } from './generate/kernels.ts';
import { estimatorsReference, metricsReference } from './generate/learning-reference.ts';
import { operationsReference } from './generate/operations-reference.ts';
import { datasetSchema, projectReference, projectSchema } from './generate/project-reference.ts';

/** Files that follow from the descriptions in the sources. Adding a row adds a file. */
const GENERATED: Readonly<Record<string, () => string | Promise<string>>> = {
  'packages/platform/src/cli/commands.generated.json': commandsFile,
  'docs/reference/cli.md': cliReference,
  'docs/reference/operations.md': operationsReference,
  'docs/reference/project.md': projectReference,
  'docs/reference/estimators.md': estimatorsReference,
  'docs/reference/metrics.md': metricsReference,
  'docs/reference/kaizen.schema.json': projectSchema,
  'docs/reference/dataset-schema.schema.json': datasetSchema,
  'packages/ml/src/kernels/additive.generated.ts': () => kernelFile('additive'),
  'packages/ml/src/kernels/bins.generated.ts': () => kernelFile('bins'),
  'packages/ml/src/kernels/cells.generated.ts': () => kernelFile('cells'),
  'packages/ml/src/kernels/clusters.generated.ts': () => kernelFile('clusters'),
  'packages/ml/src/kernels/dense.generated.ts': () => kernelFile('dense'),
  'packages/ml/src/kernels/distances.generated.ts': () => kernelFile('distances'),
  'packages/ml/src/kernels/lines.generated.ts': () => kernelFile('lines'),
  'packages/ml/src/kernels/scoring.generated.ts': () => kernelFile('scoring'),
  'packages/ml/src/kernels/trees.generated.ts': () => kernelFile('trees'),
  'packages/ml/src/kernels/network.generated.ts': () => kernelFile('network'),
  'packages/ml/src/kernels/triangles.generated.ts': () => kernelFile('triangles'),
};

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');
const stale: string[] = [];

for (const [file, make] of Object.entries(GENERATED)) {
  const path = `${root}${file}`;
  const wanted = await make();
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present === wanted) continue;
  stale.push(relative(root, path));
  if (isCheck) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
}

if (isCheck && stale.length > 0) {
  console.error(
    `Generated files are not up to date: ${stale.join(', ')}. Run \`npm run generate\`.`,
  );
  process.exitCode = 1;
} else if (stale.length > 0) console.error(`Written: ${stale.join(', ')}.`);
