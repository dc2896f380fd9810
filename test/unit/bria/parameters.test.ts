import {
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
	NodeHelpers,
} from 'n8n-workflow';

import { parameters } from '../../../nodes/Bria/parameters';
import { OPERATIONS, shown } from './readForm';

const CUSTOM = { resource: 'custom', operation: 'submit' };
const forms = [...OPERATIONS, CUSTOM].map(({ resource, operation }) => ({
	resource,
	operation,
	properties: shown(resource, operation),
}));

const optionsOf = (properties: INodeProperties[]) =>
	(properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];

const rowsOf = ({ type, options = [] }: INodeProperties): INodeProperties[] =>
	type === 'fixedCollection'
		? (options as INodePropertyCollection[]).flatMap(({ values }) => values)
		: [];

/** Everything that a form shows, with what is under Options and in rows. */
const everything = (properties: INodeProperties[]): INodeProperties[] =>
	[...properties, ...optionsOf(properties)].flatMap((property) => [property, ...rowsOf(property)]);

const operations = parameters
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options }) => options as INodePropertyOptions[]);

const SMALL_WORDS = /^(a|an|and|by|for|from|in|of|on|the|to|with)$/;

const isTitleCase = (label: string) =>
	label
		.replace(/[()]/g, '')
		.split(' ')
		.every((word, index) => (index > 0 && SMALL_WORDS.test(word)) || !/^[a-z]{2}/.test(word));

describe('What saved workflows depend on does not change', () => {
	it('the resources', () => {
		const [resource] = parameters;
		expect(resource?.name).toBe('resource');
		expect(resource?.default).toBe('image');
		expect((resource?.options as INodePropertyOptions[]).map(({ value }) => value).sort()).toEqual([
			'custom',
			'image',
			'structuredInstruction',
			'structuredPrompt',
			'video',
		]);
	});

	it('the operations', () => {
		const values: Record<string, string[]> = {};
		for (const { resource, operation } of OPERATIONS) (values[resource] ??= []).push(operation);
		for (const list of Object.values(values)) list.sort();
		expect(values).toEqual({
			image: [
				'addObjectByText',
				'attributionByImage',
				'blend',
				'blurBackground',
				'colorize',
				'cropForeground',
				'edit',
				'enhance',
				'erase',
				'eraseByText',
				'eraseForeground',
				'expand',
				'genFill',
				'generate',
				'generateLite',
				'generateTailored',
				'increaseResolution',
				'productCutout',
				'productIntegrate',
				'relight',
				'removeBackground',
				'replaceBackground',
				'replaceObjectByText',
				'reseason',
				'restore',
				'restyle',
				'rewriteText',
				'sketchToColoredImage',
			],
			structuredInstruction: ['generate'],
			structuredPrompt: ['generate', 'generateFromDiff', 'generateLite', 'generateTailored'],
			video: [
				'attributionByVideo',
				'erase',
				'foregroundMask',
				'greenScreen',
				'imageToVideo',
				'increaseResolution',
				'maskByKeyPoints',
				'maskByPrompt',
				'removeBackground',
				'replaceBackground',
			],
		});
	});

	it('an operation is named as its endpoint is', () => {
		const camelCase = (path: string) =>
			path.replace(/(^|[/_-])([a-z])/g, (_match, _gap, letter: string) => letter.toUpperCase());
		for (const { operation, endpoint } of OPERATIONS) {
			const capital = operation.charAt(0).toUpperCase() + operation.slice(1);
			expect(camelCase(endpoint.path).endsWith(capital)).toBe(true);
		}
	});
});

describe.each(forms)('The form of $resource, $operation', ({ resource, operation, properties }) => {
	it('has every field once', () => {
		const names = properties.map(({ name }) => name);
		const options = optionsOf(properties).map(({ name }) => name);
		expect(names).toHaveLength(new Set(names).size);
		expect([...names, ...options]).toHaveLength(new Set([...names, ...options]).size);
	});

	it('opens with nothing that n8n complains of, but what is required and empty', () => {
		const node = { parameters: { resource, operation }, typeVersion: 1 } as unknown as INode;
		const all = { name: 'bria', properties: parameters } as INodeTypeDescription;
		for (const property of optionsOf(properties)) {
			const given = { options: { [property.name]: property.default } } as INodeParameters;
			node.parameters = NodeHelpers.getNodeParameters(
				parameters,
				{ resource, operation, ...given },
				true,
				false,
				node,
				all,
			) as INodeParameters;
			const issues = NodeHelpers.getNodeParametersIssues(parameters, node, all)?.parameters ?? {};
			const open = properties.filter(({ required }) => required).map(({ name }) => name);
			expect(Object.keys(issues).filter((name) => !open.includes(name))).toEqual([]);
		}
	});

	it('asks for what is required first, and has Options at its end', () => {
		const required = properties.map((property) => property.required === true);
		expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
		expect(properties.at(-1)?.name).toBe('options');
	});

	it('has labels for people, and says what each field does', () => {
		for (const { displayName, name, description } of everything(properties)) {
			expect(displayName).not.toContain('_');
			expect([displayName, isTitleCase(displayName)]).toEqual([displayName, true]);
			if (name !== 'options')
				expect([displayName, description]).toEqual([displayName, expect.any(String)]);
		}
	});

	it('names the values of a list for people, and takes any other by expression', () => {
		for (const { type, options, noDataExpression, default: first } of everything(properties)) {
			if (type !== 'options') continue;
			expect(noDataExpression).toBeUndefined();
			const offered = (options as INodePropertyOptions[]).map(({ value }) => value);
			expect(['', ...offered]).toContain(first);
			for (const { name, value } of options as INodePropertyOptions[]) {
				expect([name, /_|^[a-z]/.test(name)]).toEqual([name, false]);
				expect(value).toBeDefined();
			}
		}
	});

	it('has long lists of options in the order people need them, not in that of the alphabet', () => {
		const labels = optionsOf(properties).map(({ displayName }) => displayName);
		if (labels.length < 5) return;
		expect(labels).not.toEqual([...labels].sort());
	});

	it('says what a file field takes', () => {
		for (const { name, hint } of everything(properties)) {
			if (/^(image|images|mask|ref_images|scene|video|background_url)$/.test(name)) {
				expect(hint).toMatch(/the name of the input item's file field$/);
			}
		}
	});

	it('tells where a webhook URL comes from', () => {
		const webhook = optionsOf(properties).find(({ name }) => name === 'webhook_url');
		if (!webhook) return;
		expect(webhook.hint).toContain('Bria Trigger');
		expect(webhook.hint).toContain('{{ $execution.resumeUrl }}');
	});
});

it.each(OPERATIONS)('$resource, $operation: marks what Bria needs', (row) => {
	const marked = shown(row.resource, row.operation).filter(({ required }) => required);
	const needed = row.endpoint.required.map(({ property }) => property.name);
	expect(marked.map(({ name }) => name)).toEqual(needed);
});

describe('The nodes panel', () => {
	it('lists every operation in words of its own, without articles', () => {
		const actions = operations.map(({ action }) => action ?? '');
		expect(actions).toHaveLength(OPERATIONS.length + 1);
		expect(new Set(actions).size).toBe(actions.length);
		for (const action of actions) {
			expect(action).toMatch(/^[A-Z][a-z ]+$/);
			expect(action).not.toMatch(/\b(a|an|the)\b/i);
		}
	});

	it('has names in Title Case and a sentence for each operation', () => {
		for (const { name, description } of operations) {
			expect([name, isTitleCase(name)]).toEqual([name, true]);
			expect(description).toMatch(/^[A-Z]/);
		}
	});
});
