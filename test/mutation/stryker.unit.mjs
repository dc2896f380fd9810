import { common } from './common.mjs';

/** What unit tests suffice for is mutated with these alone: a mutant costs a second. */
export const FILES = [
	'nodes/polling/*',
	'nodes/files/{downloadFile,fileRequest,fileType,resultFiles}',
	'nodes/api/{parseJson,privateAddress,retryAfter,systemClock,tokenRedactor}',
	'nodes/BriaStatus/requestId',
	'nodes/BriaTrigger/signature',
	'nodes/Bria/customEndpoint',
].map((name) => `${name}.ts`);

export default common('unit', FILES);
