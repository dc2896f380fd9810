'use strict';

const { Server } = require('proxy-chain');

/** Tells its port to the process that started it. */
const server = new Server({
	port: 0,
	host: '127.0.0.1',
	prepareRequestFunction: () => ({ requestAuthentication: process.argv[2] === 'login' }),
});
void server.listen().then(() => process.send(server.port));
