import path from 'node:path';

/** Of the repository. */
export const ROOT = path.resolve(__dirname, '../..');

/** Everything that belongs to the real n8n, ignored by git. May be removed at any time. */
export const LOCAL = path.join(ROOT, '.n8n-local');
