import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ERRORS } from '@kaizenml/contracts';
import { createClient } from '@kaizenml/contracts/client';
import {
  EVERY_OPERATION,
  inputChecker,
  OPERATIONS,
  ROUTED_OPERATIONS,
} from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import generated from '../packages/platform/src/cli/commands.generated.json' with { type: 'json' };
import { getHandler } from '../packages/platform/src/handlers.ts';
import { openApiDocument } from '../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../packages/platform/src/testing/sample-app.ts';

const page = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../docs/reference/${name}.md`, import.meta.url)), 'utf8');
const sections = (text: string) => [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);

describe('every operation', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  const paths = openApiDocument().paths as Record<string, Record<string, { operationId: string }>>;
  const documented = sections(page('operations'));
  const client = createClient({ url: '', fetch: () => Promise.reject(new Error('not asked')) });

  it('stands in the table under its name', () => {
    for (const [noun, verbs] of Object.entries(OPERATIONS))
      for (const [verb, { name }] of Object.entries(verbs)) expect(name).toBe(`${noun}.${verb}`);
  });

  it.each(EVERY_OPERATION)('$name has a handler', (described) => {
    expect(getHandler(app.handlers, described)).toBeTypeOf('function');
  });

  it.each(ROUTED_OPERATIONS)('$name has a route in the OpenAPI document', ({ http, name }) => {
    const [method, path] = http.split(' ');
    expect(paths[path]?.[method.toLowerCase()]?.operationId).toBe(name);
  });

  it.each(EVERY_OPERATION)('$name has a command', ({ name }) => {
    const command = generated.commands.find(({ operation }) => operation === name);
    expect(command?.words).toEqual(name.split('.'));
  });

  it.each(ROUTED_OPERATIONS)('$name has a client method', ({ name }) => {
    const [noun, verb] = name.split('.');
    const nouns = client as unknown as Record<string, Record<string, unknown>>;
    expect(nouns[noun][verb]).toBeTypeOf('function');
  });

  it.each(EVERY_OPERATION)('$name has a section in the reference', ({ name }) => {
    expect(documented).toContain(name);
  });

  it.each(EVERY_OPERATION)('$name has an example that its input accepts', (described) => {
    const checked = inputChecker(described)(described.example);
    expect(checked).toMatchObject({ ok: true });
  });

  it.each(EVERY_OPERATION)('$name declares only failures of the catalogue', ({ errors }) => {
    for (const code of errors) expect(ERRORS).toHaveProperty(code);
  });

  it.each(ROUTED_OPERATIONS)('$name shares its method and path with no other', ({ http, name }) => {
    const shape = (text: string) => text.replaceAll(/\{\w+\}/g, '{}');
    const same = ROUTED_OPERATIONS.filter((other) => shape(other.http) === shape(http));
    expect(same.map((other) => other.name)).toEqual([name]);
  });
});

describe('an operation without a route', () => {
  const local = EVERY_OPERATION.filter((each) => !ROUTED_OPERATIONS.some((one) => one === each));

  it('is one of few that were decided on', () => {
    expect(local.map(({ name }) => name)).toEqual([
      'datasets.add',
      'datasets.lint',
      'datasets.redact',
      'datasets.select',
      'datasets.restore',
      'datasets.retain',
      'datasets.remove',
      'jobs.add',
      'models.export',
      'models.import',
      'models.register-proxy',
      'models.register-function',
      'models.register-graph',
      'endpoints.apply',
      'endpoints.load-test',
      'predictions.export',
      'predictions.retain',
      'monitors.compare',
      'monitors.reference',
      'lineage.export',
      'accounts.create',
      'accounts.close',
      'accounts.open',
      'keys.create',
      'keys.revoke',
    ]);
  });

  it.each(local)('$name has a reason, which the reference says', ({ localOnly = '' }) => {
    expect(localOnly).toMatch(/^[A-Z].{20,}\.$/);
    expect(page('operations')).toContain(`| HTTP | none: ${localOnly} |`);
  });

  it.each(local)('$name has no route, no path item and no client method', ({ name, http }) => {
    expect(http).toBeUndefined();
    expect(JSON.stringify(openApiDocument())).not.toContain(`"${name}"`);
    const client = createClient({ url: '', fetch: () => Promise.reject(new Error('not asked')) });
    expect(client).not.toHaveProperty(name.split('.'));
  });
});

describe('what only the command of an operation can do', () => {
  const more = ROUTED_OPERATIONS.filter(({ atMachine }) => atMachine !== undefined);

  it('has a reason, which the reference says', () => {
    expect(more.map(({ name }) => name)).toEqual([
      'datasets.validate',
      'datasets.check',
      'datasets.constraints',
      'datasets.violations',
      'datasets.profile',
      'datasets.diff',
      'schemas.infer',
      'schemas.show',
      'schemas.put',
      'schemas.edit',
      'schemas.accept',
      'schemas.reject',
      'schemas.diff',
      'models.compare',
      'predictions.label',
      'alerts.route',
    ]);
    for (const { atMachine } of more) {
      expect(atMachine?.why).toMatch(/^[A-Z].{20,}\.$/);
      expect(page('operations')).toContain(atMachine?.why);
    }
  });

  const routeOf = ({ http }: (typeof more)[number]): unknown => {
    const [method, path] = http.split(' ');
    const items = openApiDocument().paths as Record<string, Record<string, unknown>>;
    return items[path]?.[method.toLowerCase()];
  };

  it.each(more)('$name takes its own inputs on the command line, never over HTTP', (described) => {
    const keys = Object.keys(described.atMachine?.inputs.shape ?? {});
    const command = generated.commands.find(({ operation }) => operation === described.name);
    const words = [...(command?.args ?? []), ...(command?.flags ?? [])];
    expect(words.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
    expect(routeOf(described)).toBeDefined();
    for (const key of keys) {
      expect(JSON.stringify(routeOf(described))).not.toContain(`"name":"${key}"`);
      const checked = inputChecker(described)({ ...described.example, [key]: 'x' });
      expect(checked).toMatchObject({ ok: false, problems: [{ path: key }] });
    }
  });
});

describe('the reference', () => {
  it('has a section for every error code, and nothing else', () => {
    expect(sections(page('errors')).sort()).toEqual(Object.keys(ERRORS).sort());
  });

  it('says status and exit code of every error as the catalogue does', () => {
    const text = page('errors');
    for (const [code, { status, exit, title }] of Object.entries(ERRORS))
      expect(text).toContain(`## ${code}\n\n${title}. HTTP ${status}, exit ${exit}.\n`);
  });

  it('documents every operation, and nothing else', () => {
    expect(sections(page('operations'))).toEqual(EVERY_OPERATION.map(({ name }) => name));
  });
});
