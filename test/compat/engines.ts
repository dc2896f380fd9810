import { devDependencies } from '../../package.json';

/** The engine that the project itself has installed. */
export const NEWEST = devDependencies['n8n-core'];

/** A version of n8n's engine that the tests are run on. */
export interface Engine {
	/** Of n8n-core. */
	version: string;
	/** The tests that fail on it because the engine itself is different, by a part of their name, and why. */
	differences: Record<string, string>;
}

const NO_EXCEPT = {
	'is not passed by an address that redirects':
		'does not know `except`: the Test button takes a redirect for a good answer; it is not followed',
	'is not passed by an address that finds a request which nobody has':
		'does not know `except`: the Test button takes HTTP 200 with any JSON for a good answer',
	'The test of the credential is not passed by HTTP':
		'does not know `except`: the Test button takes any JSON for a good answer, but for what a rule names',
};

const FAILING_TOOL = {
	'An AI Agent that has n8n run Bria Status hears what is wrong with a call that failed':
		'a tool that fails ends the execution',
};

const NO_TUNNEL =
	'asks a proxy for an https address without a tunnel, which many refuse with HTTP 400';

/** The oldest that works, the last 1.x, the first 2.x, one on the way to the newest, and the newest. */
export const engines: Engine[] = [
	{
		version: '1.82.0',
		differences: {
			...NO_EXCEPT,
			'An AI Agent that has n8n run Bria': 'its AI Agent always calls the tool itself',
			'A proxy that wants a password is named (https)': NO_TUNNEL,
			'A proxy that breaks off, since it does not reach Bria, is named': NO_TUNNEL,
		},
	},
	{ version: '1.122.48', differences: { ...NO_EXCEPT, ...FAILING_TOOL } },
	{ version: '2.0.0', differences: { ...NO_EXCEPT, ...FAILING_TOOL } },
	{ version: '2.20.0', differences: FAILING_TOOL },
	{ version: NEWEST, differences: {} },
];
