import { config } from '@n8n/node-cli/eslint';

// n8n's rules are for the code that n8n loads. What runs outside of n8n has its own: test/eslint.config.mjs.
export default [{ ignores: ['test/**', 'coverage/**', '.n8n-local/**'] }, ...config];
