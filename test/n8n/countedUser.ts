import type { Locator } from 'playwright-core';

import type { Editor } from './editor';

/** What a person had to do so far. */
export interface Effort {
	/** A double click counts as two, a drag as one; a click that is needed before typing counts. */
	clicks: number;
	/** Fields that something was typed into, searches apart. */
	typedFields: number;
	/** Searches in the nodes panel. */
	searches: number;
}

/** On the canvas, where a short workflow in the middle leaves room. */
const EMPTY_SPOT = { x: 1200, y: 150 };

/** Where it is once it stands still: the canvas moves for a moment after each change. */
async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
	const element = await target.elementHandle();
	await element?.waitForElementState('stable');
	const box = await target.boundingBox();
	if (!box) throw new Error('It is not on the screen');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/**
 * Does in n8n's editor what a person does, by mouse and keyboard only, and counts it. What is merely looked
 * at is read from the `Editor`.
 */
export class CountedUser {
	readonly effort: Effort = { clicks: 0, typedFields: 0, searches: 0 };
	/** Every step in words, to check the count by. */
	readonly steps: string[] = [];

	/** @param onStep called after each step */
	constructor(
		readonly editor: Editor,
		private readonly onStep: () => Promise<void> = async () => {},
	) {}

	/** @param what it is called on the screen */
	async click(what: string, target: Locator): Promise<void> {
		await target.click();
		this.effort.clicks += 1;
		await this.did(`click: ${what}`);
	}

	async doubleClick(what: string, target: Locator): Promise<void> {
		await target.dblclick();
		this.effort.clicks += 2;
		await this.did(`double click: ${what}`);
	}

	/** Fills in a field; what was in it is replaced. */
	async type(what: string, field: Locator, text: string): Promise<void> {
		await this.enter(what, field, text);
		this.effort.typedFields += 1;
		await this.did(`type: ${what}`);
	}

	/** Chooses from a drop-down list, once it holds the option: two clicks. */
	async choose(what: string, list: Locator, option: string): Promise<void> {
		// While n8n still asks the service for the options, a click does not open the list.
		await this.option(option, { includeHidden: true }).waitFor({ state: 'attached' });
		await this.click(what, list);
		await this.click(option, this.option(option));
	}

	/** Begins with an empty canvas, which is where counting starts. */
	async openEmptyCanvas(): Promise<void> {
		await this.editor.openEmptyCanvas();
	}

	/** Puts the trigger of that name on the empty canvas. */
	async addTrigger(name: string): Promise<void> {
		await this.click('Add first step', this.editor.get('canvas-add-button'));
		await this.click(name, this.editor.foundNode(name));
	}

	/**
	 * Puts a node after the one whose plus is the last on the canvas, and opens its form.
	 *
	 * @param words that are searched for
	 * @param action one of the node's, where its actions are offered
	 */
	async addNode(words: string, name: string, action?: string): Promise<void> {
		await this.click('+', this.editor.plus.last());
		await this.addFound(words, name, action);
	}

	/** The same, after one output of a node that has several, whether something follows it or not. */
	async addNodeAfter(
		[node, output]: [node: string, output: number],
		words: string,
		name: string,
		action?: string,
	): Promise<void> {
		const start = this.editor.output(node, output);
		const plus = start.locator(this.editor.plus);
		if (await plus.isVisible()) await this.click(`+ after output ${output + 1}`, plus);
		else await this.drag(`output ${output + 1} to an empty spot`, start, EMPTY_SPOT);
		await this.addFound(words, name, action);
	}

	/** Draws a line from one output of a node to another node. */
	async connect([node, output]: [node: string, output: number], target: string): Promise<void> {
		const start = this.editor.output(node, output);
		await this.drag(`output ${output + 1} to ${target}`, start, this.editor.input(target));
	}

	private async addFound(words: string, name: string, action?: string): Promise<void> {
		await this.search(words);
		await this.click(name, this.editor.foundNode(name));
		if (action) await this.click(action, this.editor.foundNode(action));
		await this.editor.get('ndv').waitFor();
	}

	async search(words: string): Promise<void> {
		await this.enter(words, this.editor.get('node-creator-search-bar'), words);
		this.effort.searches += 1;
		await this.did(`search: ${words}`);
	}

	/**
	 * Creates the credential that the open node needs, and goes back to the node.
	 *
	 * @param fields what to type, by the name of the credential's field
	 * @param switches those to switch on
	 */
	async createCredential(fields: Record<string, string>, switches: string[] = []): Promise<void> {
		await this.click('Connect to …', this.editor.newCredential);
		for (const [name, text] of Object.entries(fields)) {
			await this.type(name, this.editor.credentialField(name), text);
		}
		for (const name of switches) await this.click(name, this.editor.credentialSwitch(name));
		await this.click('Save', this.editor.get('credential-save-button'));
		// n8n tests it, and closes its form where it works.
		await this.editor.credentialForm.waitFor({ state: 'detached' });
	}

	/** Chooses from the list that a parameter of the open node is: two clicks. */
	async chooseParameter(name: string, option: string): Promise<void> {
		await this.choose(name, this.editor.get(`parameter-input-${name}`), option);
	}

	/** Chooses from what the open node's service has: two clicks. */
	async chooseFromList(name: string, item: string): Promise<void> {
		await this.click(name, this.editor.get(`parameter-input-${name}`).locator('input').last());
		await this.click(item, this.editor.get('rlc-item').getByText(item));
	}

	/** Adds one of the open node's options: two clicks. */
	async addOption(name: string): Promise<void> {
		await this.click('Add option', this.editor.addOption);
		await this.click(name, this.editor.menuItem(name));
	}

	/** Types into the parameter of that name of the open node. */
	async fillParameter(name: string, text: string): Promise<void> {
		await this.type(name, this.editor.parameter(name), text);
	}

	/** Opens a node on the canvas. */
	async openNode(name: string): Promise<void> {
		await this.doubleClick(name, this.editor.node(name));
		await this.editor.get('ndv').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.click('Back to canvas', this.editor.get('ndv-close-button'));
		await this.editor.get('ndv').waitFor({ state: 'detached' });
	}

	/** Opens the first file that the open node's output shows; returns its picture. */
	async viewFile(): Promise<Locator> {
		await this.click('View', this.editor.get('ndv-view-binary-data').first());
		return this.editor.picture;
	}

	/** Clicks "Execute workflow", and waits for the execution's end. */
	async execute(): Promise<void> {
		const { executeButton } = this.editor;
		await this.editor.started(() => this.click('Execute workflow', executeButton));
		await this.editor.finished();
	}

	/** In one line, to be printed. */
	toString(): string {
		const { clicks, typedFields, searches } = this.effort;
		return `${clicks} clicks, ${typedFields} typed fields, ${searches} searches`;
	}

	private async did(step: string): Promise<void> {
		this.steps.push(step);
		await this.onStep();
	}

	private option(name: string, { includeHidden = false } = {}): Locator {
		return this.editor.page.getByRole('option', { name, exact: true, includeHidden }).first();
	}

	private async drag(
		what: string,
		start: Locator,
		end: Locator | { x: number; y: number },
	): Promise<void> {
		const { mouse } = this.editor.page;
		const from = await middleOf(start.locator('.source').first());
		const to = 'x' in end ? end : await middleOf(end);
		await mouse.move(from.x, from.y);
		await mouse.down();
		await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
		await mouse.move(to.x, to.y, { steps: 5 });
		await mouse.up();
		this.effort.clicks += 1;
		await this.did(`drag: ${what}`);
	}

	/** Clicks into the field first, where it has not got the focus by itself. */
	private async enter(what: string, field: Locator, text: string): Promise<void> {
		await field.waitFor();
		if (!(await field.evaluate((one) => one === document.activeElement))) {
			await this.click(what, field);
		}
		await field.fill(text);
	}
}
