export { type Contents, readContents } from './read-contents.ts';
