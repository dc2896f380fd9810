import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import axios from 'axios';
import S3rver from 's3rver';

/** An S3-compatible storage on loopback. */
export interface ObjectStorage {
	/** What n8n's "S3" credential (type `s3`) is to hold. */
	readonly credential: Record<string, string | boolean>;
	/** The bytes and the type of an object. Default: of the first bucket. */
	get(key: string, bucket?: string): Promise<{ content: Buffer; contentType: string }>;
	put(bucket: string, key: string, content: Buffer): Promise<void>;
	close(): Promise<void>;
}

/** Starts a storage with some buckets, on a port and in a folder of its own. */
export async function startObjectStorage(
	...buckets: [string, ...string[]]
): Promise<ObjectStorage> {
	const directory = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-s3-'));
	const server = new S3rver({
		address: '127.0.0.1',
		port: 0,
		silent: true,
		directory,
		configureBuckets: buckets.map((name) => ({ name, configs: [] })),
	});
	const { port } = await server.run();
	const endpoint = `http://127.0.0.1:${port}`;
	return {
		credential: {
			endpoint,
			region: 'us-east-1',
			accessKeyId: 'S3RVER',
			secretAccessKey: 'S3RVER',
			forcePathStyle: true,
			ignoreSSLIssues: false,
		},
		async get(key, bucket = buckets[0]) {
			const url = `${endpoint}/${bucket}/${key}`;
			const { data, headers } = await axios.get(url, { responseType: 'arraybuffer' });
			return { content: Buffer.from(data), contentType: String(headers['content-type']) };
		},
		async put(bucket, key, content) {
			await axios.put(`${endpoint}/${bucket}/${key}`, content);
		},
		async close() {
			await server.close();
			await rm(directory, { recursive: true, force: true });
		},
	};
}
