import manifest from '../package.json' with { type: 'json' };

/** Version of KaizenML. */
export const version: string = manifest.version;
