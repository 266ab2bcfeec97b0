import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { Client } from './client/index.ts';
import type { DatasetStatistics } from './data/index.ts';
import { type ArtifactHash, asId, type DatasetHash, NAME_PATTERN, type RunId } from './ids.ts';
import type {
  Handler,
  InputOf,
  MachineInputsOf,
  Operations,
  OutputOf,
  StatisticsSchema,
} from './operations/index.ts';
import { type ParamSpecs, type ParamValues, resolveParams } from './params.ts';

describe('types', () => {
  it('keep ids of different things apart, and plain text out', () => {
    expectTypeOf<RunId>().toExtend<string>();
    expectTypeOf<string>().not.toExtend<RunId>();
    expectTypeOf<ArtifactHash>().not.toExtend<DatasetHash>();
    expectTypeOf<DatasetHash>().not.toExtend<ArtifactHash>();
    expectTypeOf(asId<RunId>('x')).toEqualTypeOf<RunId>();
  });

  it('give parameters the types of their descriptions', () => {
    const specs = {
      depth: { kind: 'number', default: 6, range: [1, 20], doc: '' },
      rule: { kind: 'choice', default: 'gini', choices: ['gini', 'entropy'], doc: '' },
      center: { kind: 'flag', default: true, doc: '' },
    } as const satisfies ParamSpecs;
    expectTypeOf<ParamValues<typeof specs>>().toEqualTypeOf<{
      readonly depth: number;
      readonly rule: 'gini' | 'entropy';
      readonly center: boolean;
    }>();
    expectTypeOf(resolveParams('tree', specs).rule).toEqualTypeOf<'gini' | 'entropy'>();
  });

  it('give handlers parsed inputs and clients raw ones', () => {
    type List = Operations['runs']['list'];
    expectTypeOf<InputOf<List>['limit']>().toEqualTypeOf<number>();
    expectTypeOf<Parameters<Handler<List>>[0]>().toEqualTypeOf<InputOf<List>>();
    expectTypeOf<Awaited<ReturnType<Client['runs']['list']>>>().toEqualTypeOf<OutputOf<List>>();
    expectTypeOf<Record<never, never>>().toExtend<Parameters<Client['runs']['list']>[0]>();
    expectTypeOf<{ name: string }>().not.toExtend<Parameters<Client['models']['predict']>[0]>();
  });

  it('keep what only the machine may give from clients', () => {
    type Profile = Operations['datasets']['profile'];
    expectTypeOf<MachineInputsOf<Profile>>().toEqualTypeOf<{ html?: string | undefined }>();
    expectTypeOf<InputOf<Profile>>().not.toHaveProperty('html');
    expectTypeOf<Parameters<Client['datasets']['profile']>[0]>().not.toHaveProperty('html');
  });

  it('send statistics as they are', () => {
    expectTypeOf<DatasetStatistics>().toExtend<z.input<typeof StatisticsSchema>>();
    expectTypeOf<z.output<typeof StatisticsSchema>>().toExtend<DatasetStatistics>();
  });
});

describe('NAME_PATTERN', () => {
  it.each(['a', '0', 'churn-2.1_b', 'x'.repeat(128)])('accepts %s', (name) => {
    expect(name).toMatch(NAME_PATTERN);
  });

  it.each(['', '-a', '.a', 'a b', 'a/b', 'a@b', 'ä', 'x'.repeat(129), 'a\n'])(
    'refuses %j',
    (name) => {
      expect(name).not.toMatch(NAME_PATTERN);
    },
  );
});
