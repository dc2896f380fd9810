import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { submissionFaults } from '../../simulator';
import { keepFilesOnDisk, storeFile } from '../binaryData';
import { useFastTime } from '../fastTime';
import { useSimulator } from '../useSimulator';
import { execute } from './bria';

const MEGABYTE = 1024 ** 2;

useFastTime();
const bria = useSimulator();

async function withServer<T>(answer: RequestListener, use: (origin: string) => Promise<T>) {
	const server = createServer(answer).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	try {
		return await use(`http://127.0.0.1:${port}`);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

/** Uploads a large video to a bucket of the test's own. */
async function upload(bucket: RequestListener) {
	return await withServer(bucket, async (upload_url) => {
		const link = submissionFaults.refused(({ res, body }) => {
			res.json({ ...body, result: { ...Object(body.result), upload_url } });
		});
		bria().faultSubmission('/video/upload', [link, link, link]);
		await keepFilesOnDisk();
		return await execute(bria(), [{}], {
			parameters: { resource: 'video', operation: 'removeBackground' },
			binary: { data: await storeFile(Buffer.alloc(24 * MEGABYTE, 7), 'video/mp4') },
			settings: { onError: 'continueRegularOutput' },
		});
	});
}

/** Pauses for half a minute after every few megabytes. */
async function readSlowly(req: IncomingMessage): Promise<void> {
	let left = 4 * MEGABYTE;
	for await (const chunk of req as AsyncIterable<Buffer>) {
		left -= chunk.length;
		if (left > 0) continue;
		await new Promise((resolve) => setTimeout(resolve, 30_000));
		left = 4 * MEGABYTE;
	}
}

it('A video may take minutes to be uploaded, as long as it goes on', async () => {
	let uploads = 0;

	await upload(async (req, res) => {
		uploads++;
		await readSlowly(req).catch(() => undefined);
		res.writeHead(204).end();
	});

	expect(uploads).toBe(1);
	expect(bria().log.map(({ path }) => path)).toContain('/v2/video/edit/remove_background');
}, 60_000);

it('An upload in which nothing moves any more is begun again', async () => {
	let uploads = 0;

	await upload(async (req, res) => {
		if (++uploads === 1) return;
		for await (const chunk of req) void chunk;
		res.writeHead(204).end();
	});

	expect(uploads).toBe(2);
	expect(bria().log.map(({ path }) => path)).toContain('/v2/video/edit/remove_background');
}, 60_000);

it('Large images may take minutes to be sent', async () => {
	const answer: RequestListener = async (req, res) => {
		await readSlowly(req).catch(() => undefined);
		res.writeHead(202).end('{"request_id": "a"}');
	};
	const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
	const large = Buffer.concat([png, Buffer.alloc(11 * MEGABYTE)]).toString('base64');

	const { items } = await withServer(answer, async (origin) =>
		execute(bria(), [{}], {
			parameters: { operation: 'edit', instruction: 'x', images: 'data, data' },
			binary: { data: { mimeType: 'image/png', data: large } },
			credential: { baseUrl: `${origin}/v2` },
			settings: { onError: 'continueRegularOutput' },
		}),
	);

	expect(items[0]?.json).toEqual({ request_id: 'a' });
}, 60_000);
