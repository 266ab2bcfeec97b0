export { type ContentCheck, type ContentCheckParts, contentChecks } from './content-checks.ts';
export type { OpenStore, StoreCheck } from './store-checks/store-check.ts';
export { storeChecks, trackingChecks } from './store-checks.ts';
export { type TempHome, tempHome } from './temp-home.ts';
