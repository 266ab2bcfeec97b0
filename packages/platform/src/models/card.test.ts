import { asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';

const CHURN = asId<ModelName>('churn');
const WHY = { by: 'person', who: 'bob', why: 'read the report' } as const;

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());

const cardOf = async (name: string, version: number): Promise<string> => {
  const { output } = OPERATIONS.models.card;
  return output.parse(await app.handlers.models.card({ name, version })).markdown;
};
/** As artifacts have it. */
const CARD =
  '# Model card: `left`\n\n## What it predicts\n\n`left`: one of 2 classes.\n\n## Where it comes from\n\n- run `r`\n\n';
/** The text below a heading. */
const under = (card: string, heading: string): string | undefined =>
  card.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));

describe('models.card', () => {
  it('of a version of ours has what its artifact says, and what people said of it', async () => {
    const { registry, store, artifacts } = app;
    const sample = await registerSampleModel(app);
    const files = ['manifest.json', 'weights.bin', 'explain.json'];
    const contents = await Promise.all(files.map((file) => artifacts.read(sample.artifact, file)));
    const { hash } = await artifacts.putFolder({
      ...Object.fromEntries(files.map((file, i) => [file, contents[i] ?? ''])),
      'card.md': CARD,
    });
    const { version } = await store.models.register({
      ...sample,
      ...{ task: 'binary', target: 'left', artifact: hash, advice: undefined, aliases: [] },
    });
    await registry.describeModel(CHURN, { description: '# Who leaves\n<b>soon</b>', reason: WHY });
    await store.models.setAlias(CHURN, 'champion', version);
    const rules = { nApprovals: 2, isDescribed: false };
    await store.approvals.judge({ name: CHURN, version }, { isApproval: true, reason: WHY });
    await store.approvals.setRules(CHURN, { rules, reason: WHY });
    const card = await cardOf('churn', version);
    expect(card.startsWith(`# Model card: \`churn ${version}\`\n`)).toBe(true);
    expect(card.match(/^# /gm)).toHaveLength(1);
    expect(under(card, 'What it is for')).toContain('> \\# Who leaves\n> \\<b\\>soon\\</b\\>');
    expect(under(card, 'Where it stands')).toContain('- it is `champion`');
    const said = under(card, 'Who approved it');
    expect(said).toContain('- 1 of the 2 approvals that the rules ask for');
    expect(said).toContain('`bob` approved it: `read the report`');
    expect(under(card, 'What it predicts')).toBe(
      'What it predicts\n\n`left`: one of 2 classes.\n\n',
    );
    expect(under(card, 'Where it comes from')).toBe('Where it comes from\n\n- run `r`\n');
    const headings = [...card.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      ...['What it is for', 'Where it stands', 'What it predicts', 'Who approved it'],
      'Where it comes from',
    ]);
  });

  it('of a version of another program has what its run logged', async () => {
    const { handlers, registry } = app;
    const { id } = await handlers.runs.create(
      OPERATIONS.runs.create.input.parse({ experiment: 'digits', name: 'theirs' }),
    );
    const logged = {
      ...{ id, params: { depth: '7' }, metrics: [{ key: 'f1', value: 0.5, step: 3 }] },
      inputs: [{ name: 'digits', digest: '9f86d081', source: 's3://lake/digits.parquet' }],
    };
    await handlers.runs.log(OPERATIONS.runs.log.input.parse(logged));
    const name = asId<ModelName>('digits');
    await registry.createModel({ name }, WHY);
    await registry.createVersion({ name, source: 's3://lake/model', runId: id }, WHY);
    const card = await cardOf('digits', 1);
    expect(under(card, 'How good it is')).toContain('| `f1` | 0.5 |');
    expect(under(card, 'How it was made')).toContain('| `depth` | `7` |');
    expect(under(card, 'What it is for')).toContain('Nobody has said.');
    expect(under(card, 'Where it comes from')).toBe(
      `Where it comes from\n\n- run \`${id}\`\n- files at \`s3://lake/model\`\n- data \`digits\`, digest \`9f86d081\`\n`,
    );
  });

  it.each([
    ['nobody', 1, 'MODEL_NOT_FOUND'],
    ['churn', 99, 'MODEL_VERSION_NOT_FOUND'],
  ])('refuses %s/%i', async (name, version, code) => {
    await expect(cardOf(name, version)).rejects.toMatchObject({ code });
  });
});
