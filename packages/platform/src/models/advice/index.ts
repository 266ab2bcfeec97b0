export { type Advised, adviseVersion } from './advise-version.ts';
