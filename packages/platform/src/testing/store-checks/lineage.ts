import assert from 'node:assert/strict';
import type { LineageEdgeRecord } from '../../lineage/store.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const TRAINED: LineageEdgeRecord = { from: 'dataset:d', to: 'run:1', role: 'trained-on' };
const SIBLING: LineageEdgeRecord = { from: 'dataset:d', to: 'run:2', role: 'trained-on' };
const PRODUCED: LineageEdgeRecord = { from: 'run:1', to: 'artifact:a', role: 'produced' };
const REGISTERED: LineageEdgeRecord = { from: 'artifact:a', to: 'model:m/1', role: AWKWARD_TEXT };
const ELSEWHERE: LineageEdgeRecord = { from: 'dataset:e', to: 'run:3', role: 'trained-on' };
const ALL = [TRAINED, SIBLING, PRODUCED, REGISTERED, ELSEWHERE];

/** What every store does with lineage. */
export function lineageChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'lineage', {
    'around a node is all it came from and all it led to': async ({ store: { lineage } }) => {
      await lineage.add(ALL);
      const around = async (node: string) => new Set(await lineage.around(node));
      assert.deepEqual(await around('run:1'), new Set([TRAINED, PRODUCED, REGISTERED]));
      assert.deepEqual(await around('model:m/1'), new Set([TRAINED, PRODUCED, REGISTERED]));
      assert.deepEqual(
        await around('dataset:d'),
        new Set([TRAINED, SIBLING, PRODUCED, REGISTERED]),
      );
      assert.deepEqual(await around('run:3'), new Set([ELSEWHERE]));
      assert.deepEqual(await around('run:none'), new Set());
    },
    'keeps an edge once, and both roles of a pair': async ({ store: { lineage } }) => {
      await lineage.add([]);
      await lineage.add([TRAINED, TRAINED]);
      await lineage.add([TRAINED, { ...TRAINED, role: 'tested-on' }]);
      const roles = (await lineage.around('run:1')).map(({ role }) => role).sort();
      assert.deepEqual(roles, ['tested-on', 'trained-on']);
    },
    'ends on a circle': async ({ store: { lineage } }) => {
      const circle = upTo(5).map((i) => ({
        from: `n:${i}`,
        to: `n:${(i + 1) % 5}`,
        role: 'next',
      }));
      await lineage.add(circle);
      assert.deepEqual(new Set(await lineage.around('n:2')), new Set(circle));
    },
    'stops at 1000 edges': async ({ store: { lineage } }) => {
      const star = upTo(1500).map((i) => ({ from: 'dataset:hub', to: `run:${i}`, role: 'r' }));
      await lineage.add(star);
      const edges = await lineage.around('dataset:hub');
      assert.equal(edges.length, 1000);
      assert.equal(new Set(edges.map(({ to }) => to)).size, 1000);
      assert.equal((await lineage.around('run:1499')).length, 1);
    },
  });
}
