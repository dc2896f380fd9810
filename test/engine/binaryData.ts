import './environment';
import 'reflect-metadata';

import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

// n8n before 2.0 keeps files in memory, unless told otherwise before its first service is made.
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';

/** The container that the engine itself takes its parts from: it may bring its own copy. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di');
const service = (): BinaryDataService => Container.get(BinaryDataService);

/** From now on the engine keeps files on disk, as n8n does. Without this they stay in memory. */
export async function keepFilesOnDisk(): Promise<void> {
	// Read by the oldest engines only.
	const config = {
		mode: 'filesystem',
		availableModes: ['filesystem'],
		localStoragePath: path.join(String(process.env.N8N_USER_FOLDER), 'binaryData'),
	};
	await Reflect.apply(service().init, service(), [config]);
}

/** A file of an item, and what it says about it, wherever the engine keeps it. */
export async function fileOf(item: INodeExecutionData | undefined, field = 'data') {
	const file = item?.binary?.[field] as IBinaryData;
	const { fileName, mimeType, fileExtension, fileType, id } = file;
	const content = await service().getAsBuffer(file);
	return { fileName, mimeType, fileExtension, fileType, id, content };
}

/** The size of a file on disk, in bytes. */
export async function fileSizeOf(item: INodeExecutionData | undefined, field = 'data') {
	const { fileSize } = await service().getMetadata(String(item?.binary?.[field]?.id));
	return fileSize;
}

/** Puts a file where the engine keeps them; what an item holds of it. */
export async function storeFile(
	content: Buffer | Readable,
	mimeType: string,
	fileName = 'file',
): Promise<IBinaryData> {
	const location = { type: 'execution', workflowId: '1', executionId: '1' };
	const file: IBinaryData = { data: '', mimeType, fileName };
	const { store } = service();
	// Before n8n 2.0 the parts of the location were given one by one.
	const parameters =
		store.length > 3 ? ['1', '1', content, file] : [location as never, content, file];
	return (await Reflect.apply(store, service(), parameters)) as IBinaryData;
}

/** The folder in which the engine keeps all files, found from one of them. */
export function storageFolder(id: string): string {
	const file = service().getPath(id);
	return file.slice(0, file.indexOf(`${path.sep}workflows${path.sep}`));
}
