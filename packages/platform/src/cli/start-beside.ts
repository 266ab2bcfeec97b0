import type { App } from '../app.ts';
import type { MailServer } from '../notices/index.ts';

/** Something that ends. */
export interface Closable {
  close(): Promise<void>;
}

/** What goes on while a home is served. One worker of several does it; the others only write down what they counted. */
export async function startBeside(
  app: App,
  {
    isAnywhere,
    mailServer,
    publicUrl,
  }: {
    readonly isAnywhere: boolean;
    readonly mailServer: MailServer | undefined;
    readonly publicUrl: string | undefined;
  },
): Promise<readonly Closable[]> {
  const { startTicking } = await import('../rollouts/index.ts');
  if (app.crew?.isKeeper === false) return [startTicking({ tick: app.rollouts.flush }, app)];
  const { startLooking } = await import('../monitors/index.ts');
  const { startSweeping } = await import('../artifacts/index.ts');
  const { openSeals, startDelivering } = await import('../webhooks/index.ts');
  const { startTelling } = await import('../notices/index.ts');
  const seals = openSeals(app.home);
  const { webhooks, notices } = app.store;
  return [
    await startJobs(app),
    ...(await startLogKeeping(app)),
    startTicking(app.rollouts, app),
    await startRetraining(app),
    startLooking(app.monitors, app),
    await startReports(app),
    startSweeping(app),
    startDelivering({ webhooks, seals, log: app.log, isAnywhere }),
    startTelling({
      ...{ notices, seals, mailServer, isAnywhere, publicUrl },
      ...{ clock: app.clock, log: app.log },
    }),
  ];
}

/** The data jobs of this home are looked after while it is served. */
async function startJobs(app: App): Promise<Closable> {
  const { checkArrival, startScheduler } = await import('../jobs/index.ts');
  return startScheduler({
    store: app.store,
    checkData: checkArrival(app),
    clock: app.clock,
    log: app.log,
  });
}

/** Retrainings go on while a home is served. What a retrainer stands on is loaded once there is something to train. */
async function startRetraining(app: App): Promise<Closable> {
  const { startLooking } = await import('../retraining/start-looking.ts');
  const open = async () => (await import('../retraining/index.ts')).openRetrainer(app);
  return startLooking({ store: app.store, log: app.log, open });
}

/** While this home is served, logged predictions become columns, by another process, and days go that are not kept. */
async function startLogKeeping(app: App): Promise<readonly Closable[]> {
  const { startCompaction, startRetention } = await import('../predictions/index.ts');
  return [startCompaction(app), startRetention({ ...app, endpoints: app.store.endpoints })];
}

/** Once a week people are told what became better and worse, and what to improve next. */
async function startReports(app: App): Promise<Closable> {
  const { createWeeklyReport, startWeekly } = await import('../improve/index.ts');
  return startWeekly(createWeeklyReport({ ...app, alerts: app.store.alerts }), app);
}
