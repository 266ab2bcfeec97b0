import { describe, expect, it } from 'vitest';
import type { TreeEntry } from '../../artifacts/index.ts';
import type { LoggedModel, TrackedRun } from '../store.ts';
import { artifactCalls } from './artifact-calls.ts';
import { toMlflowFailure } from './failure.ts';

const FILE = { sha256: 'ab', contentName: 'ab.1', writtenAt: '2026-01-01T00:00:00.000Z' };
const FOLDERS: Readonly<Record<string, readonly TreeEntry[]>> = {
  '1/r/artifacts': [
    { path: '1/r/artifacts/model' },
    { path: '1/r/artifacts/a.txt', sizeBytes: 0, ...FILE },
  ],
  '1/r/artifacts/model': [{ path: '1/r/artifacts/model/MLmodel', sizeBytes: 7, ...FILE }],
  '1/models/m-1/artifacts': [{ path: '1/models/m-1/artifacts/MLmodel', sizeBytes: 3, ...FILE }],
};
const RUNS: Readonly<Record<string, string>> = {
  r: 'mlflow-artifacts:/1/r/artifacts',
  elsewhere: 's3://bucket/1/r/artifacts',
};

/** The calls over a few folders; runs and models are those that are named, with nothing but their place. */
const calls = artifactCalls({
  tracking: {
    runs: {
      find: async (id) =>
        RUNS[id] === undefined ? undefined : ({ artifactUri: RUNS[id] } as TrackedRun),
    },
    models: {
      find: async (id) =>
        id === 'm-1'
          ? ({ artifactUri: 'mlflow-artifacts://host/1/models/m-1/artifacts' } as LoggedModel)
          : undefined,
    },
  },
  trees: {
    list: async (folder, { after }) =>
      after === 'second'
        ? { items: [] }
        : { items: FOLDERS[folder] ?? [], ...(folder.endsWith('model') ? { next: 'second' } : {}) },
  },
});

const ask = async (path: string, message: Readonly<Record<string, unknown>>) => {
  const call = calls.find((each) => each.path === path);
  try {
    return await call?.answer(message, { nBytes: 0, who: null });
  } catch (thrown) {
    return toMlflowFailure(thrown as Parameters<typeof toMlflowFailure>[0]);
  }
};

describe('artifactCalls', () => {
  it('list what a run and a logged model have, by paths below them', async () => {
    expect(await ask('artifacts/list', { run_id: 'r' })).toEqual({
      root_uri: 'mlflow-artifacts:/1/r/artifacts',
      files: [
        { path: 'model', is_dir: true },
        { path: 'a.txt', is_dir: false, file_size: 0 },
      ],
    });
    expect(await ask('artifacts/list', { run_uuid: 'r', path: 'model/' })).toEqual({
      root_uri: 'mlflow-artifacts:/1/r/artifacts',
      files: [{ path: 'model/MLmodel', is_dir: false, file_size: 7 }],
      next_page_token: 'second',
    });
    expect(
      await ask('artifacts/list', { run_id: 'r', path: 'model', page_token: 'second' }),
    ).toEqual({ root_uri: 'mlflow-artifacts:/1/r/artifacts' });
    expect(await ask('logged-models/:model_id/artifacts/directories', { model_id: 'm-1' })).toEqual(
      {
        root_uri: 'mlflow-artifacts://host/1/models/m-1/artifacts',
        files: [{ path: 'MLmodel', is_dir: false, file_size: 3 }],
      },
    );
  });

  it('refuse in the words of the protocol', async () => {
    const invalid = (message: string) => ({
      status: 400,
      body: { error_code: 'INVALID_PARAMETER_VALUE', message },
    });
    for (const path of ['../path', '/etc', '%2e%2e/a', 'a\\b'])
      expect(await ask('artifacts/list', { run_id: 'r', path })).toEqual(invalid('Invalid path'));
    expect(await ask('artifacts/list', { run_id: 'elsewhere' })).toEqual(
      invalid(
        "The artifacts are at 's3://bucket/1/r/artifacts', which is read without this server.",
      ),
    );
    expect(await ask('artifacts/list', { run_id: 'none' })).toEqual({
      status: 404,
      body: { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Run with id=none not found' },
    });
    expect(
      await ask('logged-models/:model_id/artifacts/directories', { model_id: 'm-2' }),
    ).toMatchObject({ status: 404 });
    expect(await ask('artifacts/presigned-upload-url', {})).toMatchObject({
      status: 501,
      body: { error_code: 'NOT_IMPLEMENTED' },
    });
  });
});
