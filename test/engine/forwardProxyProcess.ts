import { Server } from 'proxy-chain';

/** Run by `startForwardProxy`, to which it tells its port. */
const server = new Server({
	port: 0,
	host: '127.0.0.1',
	prepareRequestFunction: () => ({ requestAuthentication: process.argv[2] === 'login' }),
});
void server.listen().then(() => process.send?.(server.port));
