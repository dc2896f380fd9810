import { common } from './common.mjs';
import { FILES } from './stryker.unit.mjs';

/** All else is mutated under n8n's engine, and under what unit tests there are. */
export default common('engine', ['nodes/**/*.ts', ...FILES.map((file) => `!${file}`)]);
