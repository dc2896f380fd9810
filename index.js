module.exports = {
	...require('./dist/nodes/Bria/Bria.node.js'),
	...require('./dist/nodes/BriaStatus/BriaStatus.node.js'),
	...require('./dist/nodes/BriaTrigger/BriaTrigger.node.js'),
	...require('./dist/credentials/BriaApi.credentials.js'),
};
