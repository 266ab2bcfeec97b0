export { closeAccount } from './close.ts';
export { createAccount } from './create.ts';
export { grantRole } from './grant.ts';
export { listAccounts } from './list.ts';
export { openAccount } from './open.ts';
export { showAccount } from './show.ts';
export { withdrawRole } from './withdraw.ts';
