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
    'beside a node tells some of each kind and counts all, those that lead on first': async ({
      store: { lineage },
    }) => {
      const star = upTo(30).map((i) => ({
        ...{ from: 'dataset:hub', to: `run:${String(i).padStart(2, '0')}`, role: 'trained-on' },
      }));
      const others = [
        { from: 'run:03', to: 'artifact:a', role: 'produced' },
        { from: 'dataset:hub', to: 'derivation:d', role: 'derived-by' },
        { from: 'raw:f', to: 'dataset:hub', role: 'read-as' },
        { from: 'dataset:hub', to: 'run:29', role: 'tested-on' },
      ];
      await lineage.add([...star, ...others]);
      const beside = (node: string, towards: 'origins' | 'results', limit: number) =>
        lineage.beside(node, { towards, limit });
      assert.deepEqual(await beside('dataset:hub', 'results', 2), {
        counts: { derivation: 1, run: 30 },
        edges: [
          others[1],
          { from: 'dataset:hub', to: 'run:03', role: 'trained-on' },
          { from: 'dataset:hub', to: 'run:29', role: 'tested-on' },
          { from: 'dataset:hub', to: 'run:29', role: 'trained-on' },
        ],
      });
      assert.deepEqual(await beside('dataset:hub', 'origins', 2), {
        counts: { raw: 1 },
        edges: [others[2]],
      });
      assert.deepEqual(await beside('run:none', 'results', 2), { counts: {}, edges: [] });
      assert.equal((await beside('dataset:hub', 'results', 50)).edges.length, 32);
    },
  });
}
