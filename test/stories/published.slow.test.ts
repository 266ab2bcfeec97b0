import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(() => {
  execFileSync(process.execPath, ['--conditions=source', join(root, 'scripts/build.ts')], {
    cwd: root,
  });
  folder = mkdtempSync(join(tmpdir(), 'kaizen-published-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const built = (name: string) => join(root, 'build', name);
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(built(name), 'package.json'), 'utf8'));

/** A project that has the named built packages, and of others only what their manifests name. */
function install(name: string, packages: readonly string[]): string {
  const project = join(folder, name);
  for (const each of packages) {
    const { name: as, dependencies = {} } = manifestOf(each);
    mkdirSync(join(project, 'node_modules', as, '..'), { recursive: true });
    cpSync(built(each), join(project, 'node_modules', as), { recursive: true });
    for (const dependency of Object.keys(dependencies).filter(
      (key) => !key.startsWith('@kaizenml/'),
    )) {
      const place = join(project, 'node_modules', dependency);
      mkdirSync(join(place, '..'), { recursive: true });
      symlinkSync(join(root, 'node_modules', dependency), place);
    }
  }
  return project;
}

const table = `x,y,side\n${Array.from({ length: 240 }, (_, i) => `${i % 17},${(i * 7) % 13},${(i % 17) + ((i * 7) % 13) > 14 ? 'high' : 'low'}`).join('\n')}\n`;

describe('the built packages', () => {
  it('name no dependency for ml', () => {
    expect(manifestOf('ml')).not.toHaveProperty('dependencies');
    expect(manifestOf('ml')).not.toHaveProperty('devDependencies');
  });

  it('train with kaizenml and answer with ml alone, the same to the bit', () => {
    const product = install('product', ['kaizenml', 'ml', 'contracts']);
    const bin = join(product, 'node_modules/kaizenml', manifestOf('kaizenml').bin.kaizen);
    writeFileSync(join(product, 'table.csv'), table);
    const kaizen = (...args: string[]) =>
      spawnSync(process.execPath, [bin, ...args, '--home', join(product, 'home')], {
        cwd: product,
        encoding: 'utf8',
      });
    const ran = kaizen('run', 'table.csv', '--target', 'side', '--trials', '3', '--json');
    expect(ran.stderr).not.toContain('bug of ours');
    expect(ran.status).toBe(0);
    const { champion } = JSON.parse(ran.stdout);
    const predicted = kaizen('predict', champion.model, 'table.csv').stdout.trim().split('\n');

    const alone = install('alone', ['ml']);
    writeFileSync(
      join(alone, 'answer.mjs'),
      `import { readFile } from 'node:fs/promises';
       import { loadModel } from '@kaizenml/ml';
       const model = await loadModel((file) => readFile(process.argv[2] + '/' + file));
       const rows = (await readFile(process.argv[3], 'utf8')).trim().split('\\n').slice(1).map((line) => {
         const [x, y] = line.split(',').map(Number);
         return { x, y };
       });
       console.log('prediction,' + model.signature.output.classes.map((name) => 'probability_' + name).join(','));
       for (const { prediction, probabilities } of model.predict(rows))
         console.log([prediction, ...Object.values(probabilities)].join(','));`,
    );
    const answered = spawnSync(
      process.execPath,
      [join(alone, 'answer.mjs'), champion.artifact, join(product, 'table.csv')],
      { encoding: 'utf8' },
    );
    expect(answered.stderr).toBe('');
    expect(answered.stdout.trim().split('\n')).toEqual(predicted);
  });

  it('keep the code and the sentence of an error that ml throws', () => {
    const product = join(folder, 'product');
    const bin = join(product, 'node_modules/kaizenml', manifestOf('kaizenml').bin.kaizen);
    const ran = spawnSync(
      process.execPath,
      [bin, 'run', 'table.csv', '--target', 'sid', '--home', join(product, 'home')],
      { cwd: product, encoding: 'utf8' },
    );
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('The table has no column "sid".');
    expect(ran.stderr).toContain('Did you mean "side"?');
  });
});
