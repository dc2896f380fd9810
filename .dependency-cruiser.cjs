/**
 * The floors of the code, from top to bottom. A folder may use those below it, never those above it,
 * and nodes do not use each other.
 */
const FLOORS = ['(Bria|BriaStatus|BriaTrigger)', 'results', 'files', 'api', 'polling'];

const upwards = FLOORS.slice(1).map((floor, i) => ({
	name: `${floor}-looks-upwards`,
	comment: `nodes/${floor} uses only the folders below it`,
	severity: 'error',
	from: { path: `^nodes/${floor}/` },
	to: { path: `^nodes/(${FLOORS.slice(0, i + 1).join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...upwards,
		{
			name: 'nodes-use-each-other',
			comment: 'What two nodes need lives on a floor below them',
			severity: 'error',
			from: { path: `^nodes/${FLOORS[0]}/` },
			to: { path: `^nodes/${FLOORS[0]}/`, pathNot: '^nodes/$1/' },
		},
		{
			name: 'polling-knows-no-n8n',
			comment: 'When to ask is decided without n8n, HTTP or Bria',
			severity: 'error',
			from: { path: '^nodes/polling/' },
			to: { pathNot: '^nodes/polling/' },
		},
		{
			name: 'circle',
			comment: 'Two files that need each other are one idea in two files',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
	},
};
