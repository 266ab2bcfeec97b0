import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore, type Store } from '../../../storage/index.ts';
import { type TempHome, tempHome } from '../../../testing/index.ts';
import { toMlflowFailure } from '../failure.ts';
import { registeredModelCalls } from './model-calls.ts';
import { modelVersionCalls } from './version-calls.ts';

let temp: TempHome;
let store: Store;
let now = 1_700_000_000_000;
beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath, { clock: { now: () => now++ } });
});
afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

type Body = Record<string, unknown>;

/** What a client of the protocol is told, failures as well. */
async function ask(verb: string, path: string, message: Body = {}): Promise<Body> {
  const { registry } = store;
  const versionCalls = modelVersionCalls({
    registry,
    artifactUriOf: async (id) => (id === 'r1' ? 'file:///data/runs/r1' : undefined),
    findLoggedModel: async (id) =>
      id === 'm-1' ? { artifactUri: 'mlflow-artifacts:/0/models/m-1', runId: 'r7' } : undefined,
  });
  const calls = [...registeredModelCalls(registry), ...versionCalls];
  const call = calls.find((each) => each.verb === verb && each.path === path);
  if (call === undefined) throw new Error(`no call ${verb} ${path}`);
  try {
    return (await call.answer(message, { nBytes: 0, who: 'key-1' })) as Body;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { status, body } = toMlflowFailure(thrown);
    return { status, ...body };
  }
}
const post = (path: string, message: Body) => ask('POST', path, message);
const get = (path: string, message: Body) => ask('GET', path, message);
const remove = (path: string, message: Body) => ask('DELETE', path, message);
const SOURCE = 'mlflow-artifacts:/0/r9/artifacts/model';
const createModel = (name: string) => post('registered-models/create', { name });
const createVersion = (name: string, more: Body = {}) =>
  post('model-versions/create', { name, source: SOURCE, ...more });
const namesOf = (answer: Body, list: string) =>
  ((answer[list] ?? []) as Body[]).map(({ name, version }) =>
    version === undefined ? name : `${name}/${version}`,
  );

describe('registered models', () => {
  it('are created with tags and a description, and told as the protocol tells them', async () => {
    const tags = [
      { key: 'team', value: 'risk' },
      { key: 'team', value: 'fraud' },
    ];
    const made = await post('registered-models/create', {
      ...{ name: 'Kündigung 1', tags, description: 'who leaves', unknown_field: 1 },
    });
    expect(made).toEqual({
      registered_model: {
        name: 'Kündigung 1',
        creation_timestamp: expect.any(Number),
        last_updated_timestamp: expect.any(Number),
        description: 'who leaves',
        tags: [{ key: 'team', value: 'fraud' }],
      },
    });
    expect(await get('registered-models/get', { name: 'Kündigung 1' })).toEqual(made);
  });

  it('are refused in the words of the protocol', async () => {
    await createModel('churn');
    expect(await createModel('churn')).toEqual({
      ...{ status: 400, error_code: 'RESOURCE_ALREADY_EXISTS' },
      message: 'Registered Model (name=churn) already exists.',
    });
    expect(await get('registered-models/get', { name: 'nobody' })).toEqual({
      ...{ status: 404, error_code: 'RESOURCE_DOES_NOT_EXIST' },
      message: 'Registered Model with name=nobody not found',
    });
    for (const message of [{}, { name: '' }, { name: null }])
      expect(await post('registered-models/create', message)).toMatchObject({
        error_code: 'INVALID_PARAMETER_VALUE',
        message: expect.stringContaining("Missing value for required parameter 'name'."),
      });
    expect(await createModel('a/b')).toMatchObject({
      error_code: 'INVALID_PARAMETER_VALUE',
      message: "Invalid model name 'a/b'. Names cannot contain '/' or ':'.",
    });
  });

  it('are renamed and deleted', async () => {
    await createModel('churn');
    await createVersion('churn');
    const renamed = await post('registered-models/rename', { name: 'churn', new_name: 'leave' });
    expect(renamed).toMatchObject({
      registered_model: { name: 'leave', latest_versions: [{ name: 'leave', version: '1' }] },
    });
    expect(await remove('registered-models/delete', { name: 'leave' })).toEqual({});
    expect(await remove('registered-models/delete', { name: 'leave' })).toMatchObject({
      ...{ status: 404, error_code: 'RESOURCE_DOES_NOT_EXIST' },
    });
  });

  it('are searched by filters, and page through all of them', async () => {
    for (const name of ['churn-a', 'churn-b', 'Churn-c', 'other']) await createModel(name);
    await post('registered-models/set-tag', { name: 'other', key: 'team', value: 'risk' });
    const search = (message: Body) => get('registered-models/search', message);
    const found = await search({ filter: "name LIKE 'churn%'" });
    expect(namesOf(found, 'registered_models')).toEqual(['churn-a', 'churn-b']);
    const caseless = await search({ filter: "name ILIKE 'churn%'", order_by: ['name DESC'] });
    expect(namesOf(caseless, 'registered_models')).toEqual(['churn-b', 'churn-a', 'Churn-c']);
    const tagged = await search({ filter: "tags.team = 'risk'" });
    expect(namesOf(tagged, 'registered_models')).toEqual(['other']);
    const first = await search({ max_results: 3 });
    expect(namesOf(first, 'registered_models')).toEqual(['Churn-c', 'churn-a', 'churn-b']);
    const second = await search({ max_results: '3', page_token: first.next_page_token });
    expect(second).toMatchObject({ registered_models: [{ name: 'other' }] });
    expect(second).not.toHaveProperty('next_page_token');
    for (const max of [0, -1, 1001])
      expect(await search({ max_results: max })).toMatchObject({
        error_code: 'INVALID_PARAMETER_VALUE',
      });
  });

  it('leave prompts out unless prompts are asked for, as clients add to every filter', async () => {
    await createModel('churn');
    const key = 'mlflow.prompt.is_prompt';
    await post('registered-models/create', { name: 'greet', tags: [{ key, value: 'true' }] });
    const search = async (filter?: string) =>
      namesOf(await get('registered-models/search', { filter }), 'registered_models');
    expect(await search()).toEqual(['churn']);
    expect(await search(`tags.\`${key}\` = 'false'`)).toEqual(['churn']);
    expect(await search(`tags.\`${key}\` = 'true'`)).toEqual(['greet']);
  });
});

describe('model versions', () => {
  it('are numbered, and told with their source, stage and status', async () => {
    await createModel('churn');
    const made = await createVersion('churn', {
      ...{ run_id: 'r9', run_link: 'http://runs/9', description: 'first', model_id: 'm-9' },
      tags: [{ key: 'k', value: 'v' }],
    });
    expect(made).toEqual({
      model_version: {
        ...{ name: 'churn', version: '1', current_stage: 'None', status: 'READY' },
        ...{ source: SOURCE, run_id: 'r9', run_link: 'http://runs/9', model_id: 'm-9' },
        ...{ description: 'first', tags: [{ key: 'k', value: 'v' }] },
        creation_timestamp: expect.any(Number),
        last_updated_timestamp: expect.any(Number),
      },
    });
    expect(await createVersion('churn')).toMatchObject({ model_version: { version: '2' } });
    const at = { name: 'churn', version: '1' };
    expect(await get('model-versions/get', at)).toEqual(made);
    expect(await get('model-versions/get-download-uri', at)).toEqual({ artifact_uri: SOURCE });
    expect(await remove('model-versions/delete', { name: 'churn', version: '2' })).toEqual({});
    expect(await get('model-versions/get', { name: 'churn', version: '2' })).toEqual({
      ...{ status: 404, error_code: 'RESOURCE_DOES_NOT_EXIST' },
      message: 'Model Version (name=churn, version=2) not found',
    });
    expect(await createVersion('churn')).toMatchObject({ model_version: { version: '3' } });
    expect(await get('model-versions/get', { name: 'churn', version: 'x' })).toMatchObject({
      ...{ status: 400, error_code: 'INVALID_PARAMETER_VALUE' },
      message: "Model version must be an integer, got 'x'",
    });
  });

  it('keep out sources that would read files of this machine', async () => {
    await createModel('churn');
    for (const source of [
      ...['/etc', 'file:///etc', 'model', 'mlflow-artifacts:/a/../../b', 'http://h/a/%2e%2e/b'],
      ...['s3://b/%252e%252e/c', 'file:///data/runs/r1/../../x', 'http://h/a%00'],
    ])
      expect(await createVersion('churn', { source, run_id: 'r1' }), source).toMatchObject({
        error_code: 'INVALID_PARAMETER_VALUE',
        message: expect.stringContaining(`Invalid model version source: '${source}'.`),
      });
    const owned = await createVersion('churn', {
      ...{ source: 'file:///data/runs/r1/model', run_id: 'r1' },
    });
    expect(owned).toMatchObject({ model_version: { version: '1' } });
  });

  it('may be made of another version, an alias, a stage or a logged model', async () => {
    await createModel('a');
    await createModel('b');
    await createVersion('a', { run_id: 'r3' });
    await post('registered-models/alias', { name: 'a', alias: 'best', version: '1' });
    await post('model-versions/transition-stage', { name: 'a', version: '1', stage: 'staging' });
    const sources = ['models:/a/1', 'models:/a@best', 'models:/a/Staging', 'models:/a/latest'];
    for (const [i, source] of sources.entries()) {
      expect(await createVersion('b', { source })).toMatchObject({
        model_version: { version: String(i + 1), source, run_id: 'r3' },
      });
      const at = { name: 'b', version: String(i + 1) };
      expect(await get('model-versions/get-download-uri', at)).toEqual({ artifact_uri: SOURCE });
    }
    expect(await createVersion('b', { source: 'models:/m-1' })).toMatchObject({
      model_version: { run_id: 'r7' },
    });
    expect(await get('model-versions/get-download-uri', { name: 'b', version: 5 })).toEqual({
      artifact_uri: 'mlflow-artifacts:/0/models/m-1',
    });
    for (const source of ['models:/a/9', 'models:/m-2', 'models:/a/b/c', 'models:/'])
      expect(await createVersion('b', { source }), source).toMatchObject({
        ...{ status: 400, error_code: 'INVALID_PARAMETER_VALUE' },
      });
  });

  it('move between stages however they are written, and archive others when told to', async () => {
    await createModel('churn');
    for (let i = 0; i < 3; i++) await createVersion('churn');
    const move = (version: string, stage: string, archive: unknown = false) =>
      post('model-versions/transition-stage', {
        ...{ name: 'churn', version, stage, archive_existing_versions: archive },
      });
    expect(await move('1', 'pRODuction')).toMatchObject({
      model_version: { current_stage: 'Production' },
    });
    await move('2', 'Staging');
    await move('3', 'Production', true);
    const latest = (message: Body) =>
      get('registered-models/get-latest-versions', { name: 'churn', ...message });
    expect(namesOf(await latest({}), 'model_versions').sort()).toEqual([
      ...['churn/1', 'churn/2', 'churn/3'],
    ]);
    expect(namesOf(await latest({ stages: ['production'] }), 'model_versions')).toEqual([
      'churn/3',
    ]);
    expect(await latest({ stages: ['Live'] })).toMatchObject({
      error_code: 'INVALID_PARAMETER_VALUE',
      message:
        'Invalid Model Version stage: Live. Value must be one of None, Staging, Production, Archived.',
    });
    expect(await move('3', 'None', true)).toMatchObject({
      message:
        "Model version transition cannot archive existing model versions because 'None' is not an Active stage. Valid stages are Staging, Production",
    });
    expect(await latest({ name: 'nobody' })).toMatchObject({ status: 404 });
  });

  it('are searched by name, number, run, source and tags; the last changed first', async () => {
    await createModel('churn');
    await createModel('other');
    await createVersion('churn', { run_id: 'r1' });
    await createVersion('churn', { run_id: 'r2', tags: [{ key: 'k', value: 'v' }] });
    await createVersion('other', { run_id: 'r1', source: 's3://bucket/x' });
    const search = async (filter: string, more: Body = {}) =>
      namesOf(await get('model-versions/search', { filter, ...more }), 'model_versions');
    expect(await search('')).toEqual(['other/1', 'churn/2', 'churn/1']);
    expect(await search("name='churn' and run_id = 'r1'")).toEqual(['churn/1']);
    expect(await search("run_id IN ('r1', 'r9')")).toEqual(['other/1', 'churn/1']);
    expect(await search('version_number > 1')).toEqual(['churn/2']);
    expect(await search("source_path LIKE 's3:%'")).toEqual(['other/1']);
    expect(await search("tags.k = 'v'")).toEqual(['churn/2']);
    expect(await search("name = 'churn'", { order_by: ['version_number ASC'] })).toEqual([
      ...['churn/1', 'churn/2'],
    ]);
    const page = await get('model-versions/search', { max_results: 2 });
    const rest = await get('model-versions/search', { page_token: page.next_page_token });
    expect([page, rest].flatMap((each) => namesOf(each, 'model_versions'))).toEqual([
      ...['other/1', 'churn/2', 'churn/1'],
    ]);
  });
});

describe('tags and aliases', () => {
  it('are set, replaced and taken away; a tag that is not there is no failure', async () => {
    await createModel('churn');
    await createVersion('churn');
    const at = { name: 'churn', version: '1' };
    await post('model-versions/set-tag', { ...at, key: 'k', value: '1' });
    await post('model-versions/set-tag', { ...at, key: 'k', value: '2' });
    await post('registered-models/set-tag', { name: 'churn', key: 'm' });
    expect(await get('registered-models/get', at)).toMatchObject({
      registered_model: {
        tags: [{ key: 'm', value: '' }],
        latest_versions: [{ tags: [{ key: 'k', value: '2' }] }],
      },
    });
    for (let i = 0; i < 2; i++) {
      expect(await remove('model-versions/delete-tag', { ...at, key: 'k' })).toEqual({});
      expect(await remove('registered-models/delete-tag', { name: 'churn', key: 'm' })).toEqual({});
    }
    expect((await get('model-versions/get', at)).model_version).not.toHaveProperty('tags');
    expect(await post('model-versions/set-tag', { ...at, key: '../k', value: '' })).toMatchObject({
      error_code: 'INVALID_PARAMETER_VALUE',
    });
    const long = await post('registered-models/set-tag', {
      ...{ name: 'churn', key: 'k', value: 'x'.repeat(100_001) },
    });
    expect(long.message).toMatch(/had length 100001, which exceeded length limit of 100000$/);
  });

  it('point at one version, follow it and never look like a version', async () => {
    await createModel('churn');
    await createVersion('churn');
    await createVersion('churn');
    const set = (alias: unknown, version = '1') =>
      post('registered-models/alias', { name: 'churn', alias, version });
    expect(await set('best')).toEqual({});
    expect(await set('best', '2')).toEqual({});
    expect(await get('registered-models/alias', { name: 'churn', alias: 'best' })).toMatchObject({
      model_version: { version: '2', aliases: ['best'] },
    });
    expect(await get('registered-models/get', { name: 'churn' })).toMatchObject({
      registered_model: { aliases: [{ alias: 'best', version: '2' }] },
    });
    const refusals: readonly (readonly [unknown, string])[] = [
      ['latest', "'latest' alias name (case insensitive) is reserved."],
      ['LATEST', "'latest' alias name (case insensitive) is reserved."],
      ['v1', "Version alias name 'v1' is reserved."],
      ['V12', "Version alias name 'V12' is reserved."],
      [
        'a b',
        "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).",
      ],
    ];
    for (const [alias, message] of refusals)
      expect(await set(alias)).toEqual({
        ...{ status: 400, error_code: 'INVALID_PARAMETER_VALUE', message },
      });
    expect(await set('x'.repeat(255))).toEqual({});
    expect((await set('x'.repeat(256))).message).toMatch(/exceeded length limit of 255$/);
    expect(await set('best', '9')).toMatchObject({ status: 404 });
    await remove('model-versions/delete', { name: 'churn', version: '2' });
    expect(await get('registered-models/alias', { name: 'churn', alias: 'best' })).toEqual({
      ...{ status: 400, error_code: 'INVALID_PARAMETER_VALUE' },
      message: 'Registered model alias best not found.',
    });
    expect(await remove('registered-models/alias', { name: 'churn', alias: 'best' })).toEqual({});
  });

  it('are in the trail with the key of who set them', async () => {
    await createModel('churn');
    await createVersion('churn');
    await post('registered-models/alias', { name: 'churn', alias: 'best', version: '1' });
    const moves = await store.models.aliasMoves(asId<ModelName>('churn'), 9);
    expect(moves).toMatchObject([{ alias: 'best', to: 1, by: 'person', who: 'key-1' }]);
    const [newest] = await store.audit.list({ limit: 1 });
    expect(newest).toMatchObject({ action: 'alias.set', part: '@best', to: '1', who: 'key-1' });
  });
});
