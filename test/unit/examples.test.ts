import type { INode } from 'n8n-workflow';

import { exampleFiles, readExample } from '../workflowFile';

const OUTPUTS: Record<string, number> = {
	'n8n-nodes-bria.bria': 1,
	'n8n-nodes-bria.briaStatus': 4,
	'n8n-nodes-bria.briaTrigger': 3,
};

/** The last node of a workflow that only submits. */
const NOTHING_FOLLOWS = ['batch-overnight-submit.json'];

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** What a node takes up on the canvas, with its name below it. */
function boxOf({ type, position: [left, top], parameters }: INode): Box {
	const isNote = type === 'n8n-nodes-base.stickyNote';
	const width = isNote ? Number(parameters.width) : 96;
	const height = isNote ? Number(parameters.height) : (OUTPUTS[type] ?? 0) > 1 ? 220 : 150;
	return { left, top, right: left + width, bottom: top + height };
}

function overlap(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

describe.each(exampleFiles())('%s', (file) => {
	const { nodes, connections } = readExample(file);
	const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');

	it('connects every branch of its Bria nodes', () => {
		if (NOTHING_FOLLOWS.includes(file)) return;
		for (const { name, type, onError } of nodes) {
			const outputs = OUTPUTS[type];
			if (outputs === undefined) continue;
			const all = outputs + (onError === 'continueErrorOutput' ? 1 : 0);
			const connected = (connections[name]?.main ?? []).filter((to) => (to ?? []).length > 0);
			expect([name, connected.length]).toEqual([name, all]);
		}
	});

	it('says in numbered steps what to change, and no note lies over anything else', () => {
		expect(notes.some(({ parameters }) => /^1\. /m.test(String(parameters.content)))).toBe(true);
		for (const note of notes) {
			const covered = nodes.filter((one) => one !== note && overlap(boxOf(note), boxOf(one)));
			expect([note.name, covered.map(({ name }) => name)]).toEqual([note.name, []]);
		}
	});

	it('holds no credential', () => {
		for (const { credentials } of nodes) expect(credentials).toBeUndefined();
	});
});
