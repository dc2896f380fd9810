import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The engine writes its settings into a folder: not into the developer's own. */
const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-bria-'));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_LOG_LEVEL = 'silent';

const remove = () => rmSync(folder, { recursive: true, force: true });
// Under jest a test file is told of its own end, not of that of the process.
if (typeof afterAll === 'function') afterAll(remove);
else process.on('exit', remove);
