import { common } from './common.mjs';
import { FILES } from './stryker.unit.mjs';

/** What has no unit tests of its own is mutated under n8n's engine. */
export default common('engine', ['nodes/**/*.ts', ...FILES.map((file) => `!${file}`)]);
