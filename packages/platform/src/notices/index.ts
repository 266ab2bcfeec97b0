export {
  type MailServer,
  type MailSettings,
  readMailServer,
} from './channels/mail-server.ts';
export { dueNotice, isSilenced } from './due-notice.ts';
export { matches } from './matches.ts';
export { readPublicUrl } from './public-url.ts';
export { rankOf, SEVERITIES } from './severity.ts';
export { startTelling } from './start-telling.ts';
export type {
  Channel,
  NewRoute,
  Notice,
  NoticeKind,
  NoticeRecord,
  NoticeState,
  NoticeStore,
  Route,
  Silence,
  ToldAlert,
} from './store.ts';
export { shownTarget, type Target, toTarget } from './target.ts';
export { type TellDeps, tellDue } from './tell-due.ts';
