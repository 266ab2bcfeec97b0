import { asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

const CHURN = asId<ModelName>('churn');
const TOKEN = 'the-token-of-a-server-0123456789';
const CI = 'repo:acme/churn:ref:refs/heads/main';
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
] as const;

describe.skipIf(chromiumPath === undefined)(`access in a browser${skipReason}`, () => {
  let pages: BuiltPages;
  let app: SampleApp;
  let server: RunningServer;
  let browser: Browser;
  let keyOfMaria = '';

  beforeAll(async () => {
    [pages, app, browser] = await Promise.all([buildPages(), openSampleApp(), startChromium()]);
    const { accounts, keys } = app.handlers;
    const { id: experiment } = await app.store.tracking.experiments.create({ name: 'tuning' });
    await accounts.create({ name: 'maria', kind: 'person', role: 'read' });
    await accounts.create({ name: 'ana@example.org', kind: 'person', role: 'admin' });
    await accounts.create({ name: CI, kind: 'service' });
    await accounts.create({ name: 'leo', kind: 'person' });
    await accounts.grant({ name: 'maria', role: 'write', model: CHURN });
    await accounts.grant({ name: 'maria', role: 'write', experiment });
    await accounts.grant({ name: CI, role: 'write', experiment });
    await accounts.close({ name: 'leo', note: 'Left the team.' });
    keyOfMaria = (await keys.create({ name: 'laptop', account: 'maria' })).key;
    await app.handlers.models.rules({ name: CHURN, approvals: 1 });
    const findWebFolder = () => pages.folder;
    server = await startServer(app, { port: 0, token: TOKEN, findWebFolder });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.dispose();
    await pages?.[Symbol.asyncDispose]();
  });

  const open = async (
    path: string,
    { key = TOKEN, look }: { readonly key?: string; readonly look?: (typeof LOOKS)[number] } = {},
  ) => {
    const watched = await browser.open(look);
    await watched.page.goto(server.url);
    await watched.page.evaluate((token) => sessionStorage.setItem('kaizenml-token', token), key);
    await watched.page.goto(server.url + path);
    return watched;
  };

  it.each(LOOKS)('lists who may do what, at $width pixels, $scheme', async (look) => {
    const { page, screenshot } = await open('/access', { look });
    await page.getByText('the token of the server, which may do everything').waitFor();
    await page.getByRole('link', { name: CI }).waitFor();
    await screenshot('access');
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
    ).toBe(false);
    await page.getByRole('link', { name: 'maria' }).click();
    await page.getByRole('heading', { name: 'maria' }).waitFor();
    await page.getByText('laptop', { exact: true }).waitFor();
    await screenshot('access-account');
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
    ).toBe(false);
    await page.close();
  });

  it('gives a role and takes it away, each after a second yes, with the reason in the trail', async () => {
    const { page, screenshot } = await open('/access?account=maria');
    await page.getByLabel('Role', { exact: true }).selectOption('approve');
    await page.getByLabel('Model', { exact: true }).fill('churn');
    await page.getByRole('button', { name: 'Give the role' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('judge and release versions there').waitFor();
    await dialog.getByLabel('Why, for the history').fill('stands in for Ana');
    await screenshot('access-grant');
    await dialog.getByRole('button', { name: 'Give it' }).click();
    const take = page.getByRole('button', { name: 'Take approve at model churn away' });
    await take.waitFor();
    const [granted] = await app.store.audit.list({ name: CHURN, limit: 1 });
    expect(granted).toMatchObject({
      ...{ action: 'role.grant', who: 'admin', why: 'stands in for Ana' },
    });
    await take.click();
    await dialog.getByRole('button', { name: 'Take it away' }).click();
    await take.waitFor({ state: 'detached' });
    const roles = (await app.store.accounts.find('maria'))?.roles.map(({ role }) => role);
    expect(roles).toEqual(['read', 'write', 'write']);
    await page.close();
  });

  it('says what is wrong with a thing that is not there', async () => {
    const { page } = await open('/access?account=maria');
    await page.getByLabel('Model', { exact: true }).fill('chrun');
    await page.getByRole('button', { name: 'Give the role' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Give it' }).click();
    await page.getByText('No model is called "chrun".').waitFor();
    await page.getByRole('link', { name: 'Who changed this account' }).click();
    await page.getByText('account.create').waitFor();
    await page.close();
  });

  it('says of what the person of the tab may not do why, before it is tried', async () => {
    const own = await open('/access?account=maria', { key: keyOfMaria });
    await own.page
      .getByText('Giving a role needs the role admin somewhere, which the account maria')
      .waitFor();
    expect(await own.page.getByRole('button', { name: 'Give the role' }).isDisabled()).toBe(true);
    expect(await own.page.getByRole('button', { name: /^Take read/ }).isDisabled()).toBe(true);
    await own.screenshot('access-own');
    await own.page.close();
    const { page, screenshot } = await open('/models/churn?version=1', { key: keyOfMaria });
    await page
      .getByText(
        'This needs the role approve at this model, which the account maria does not have.',
      )
      .waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    await page.getByRole('heading', { name: 'Who may do what' }).waitFor();
    await screenshot('access-model');
    await page.close();
  });

  it('shows at an experiment who has a role there', async () => {
    const { page, screenshot } = await open('/runs?experiment=tuning');
    const section = page.locator('section', { hasText: 'Who may do what' }).last();
    await section.getByRole('link', { name: CI }).waitFor();
    expect(await section.getByRole('link', { name: 'leo' }).count()).toBe(0);
    await screenshot('access-experiment');
    await page.close();
  });
});
