import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

import type { Client } from './client';

const TIMEOUT_MS = 150_000;

/** n8n's editor in the browser. All that is known of how its pages are made is here. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly origin: string,
	) {}

	/** Opens it for whom the client is logged in as. */
	static async open(
		browser: Browser,
		{ origin, session }: Client,
		options: BrowserContextOptions = {},
	): Promise<Editor> {
		const viewport = { width: 1400, height: 800 };
		const context = await browser.newContext({ viewport, ...options });
		context.setDefaultTimeout(TIMEOUT_MS);
		const cookies = session.split('; ').map((cookie) => {
			const [name = '', ...value] = cookie.split('=');
			return { name, value: value.join('='), url: origin };
		});
		await context.addCookies(cookies);
		return new Editor(await context.newPage(), origin);
	}

	/** What n8n marks for tests with this name. */
	get(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`);
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.origin}/workflow/${id}`);
		await this.get('canvas-node').first().waitFor();
	}

	async openEmptyCanvas(): Promise<void> {
		await this.page.goto(`${this.origin}/workflow/new`);
		await this.get('canvas-add-button').waitFor();
	}

	/** The plus behind each node on the canvas that nothing follows. */
	get plus(): Locator {
		return this.get('canvas-handle-plus');
	}

	/** An output of a node on the canvas, counted from 0: where a line to another node begins. */
	output(node: string, output: number): Locator {
		const handle = `[data-test-id="canvas-node-output-handle"][data-index="${output}"]`;
		return this.node(node).locator(handle);
	}

	/** The only input of a node on the canvas. */
	input(node: string): Locator {
		return this.node(node).locator('[data-test-id="canvas-node-input-handle"]');
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** The item count on the line between two nodes. */
	itemsBetween(source: string, target: string): Locator {
		const ends = `[data-source-node-name="${source}"][data-target-node-name="${target}"]`;
		return this.page.locator(`[data-test-id="edge-label"]${ends}`);
	}

	/** What is clicked to execute the workflow. */
	get executeButton(): Locator {
		return this.get('execute-workflow-button').first();
	}

	/**
	 * Waits until the execution that `click` starts runs: for n8n's answer, since one that is over soon
	 * may never be seen running on the screen.
	 */
	async started(click: () => Promise<void>): Promise<void> {
		const answer = this.page.waitForResponse((response) =>
			/\/rest\/workflows\/[^/]+\/run\b/.test(response.url()),
		);
		await Promise.all([answer, click()]);
	}

	/** Clicks "Execute workflow" and waits until the execution runs. */
	async start(): Promise<void> {
		await this.started(() => this.executeButton.click());
	}

	/** Waits until the execution that runs has ended, and what it left is shown. */
	async finished(): Promise<void> {
		await this.get('stop-execution-button').waitFor({ state: 'detached' });
	}

	async stop(): Promise<void> {
		await this.get('stop-execution-button').click();
	}

	/** Opens a node's form, with its input and output beside it. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.get('output-panel').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.get('ndv-close-button').click();
		await this.get('ndv').waitFor({ state: 'detached' });
	}

	get outputPanel(): Locator {
		return this.get('output-panel');
	}

	/** Shows the first file of the open node's output; returns its picture. */
	async viewFile(): Promise<Locator> {
		await this.get('radio-button-binary').click();
		await this.get('ndv-view-binary-data').first().click();
		return this.picture;
	}

	/** The picture that the output of the open node shows. */
	get picture(): Locator {
		return this.outputPanel.locator('.binary-data-window img');
	}

	/**
	 * Opens the form of the credential that is chosen in the open node, which has to be a good one: n8n
	 * tests it once more, and until that is over it may still fill in the form.
	 */
	async openCredential(): Promise<void> {
		await this.get('credential-edit-button').click();
		await this.credentialIsGood.waitFor();
	}

	/** What the form of a credential shows whose test was passed. */
	get credentialIsGood(): Locator {
		return this.get('credentials-config-container-test-success');
	}

	/** The tab of one of the open node's outputs, counted from 0; says how many items are on it. */
	outputTab(output: number): Locator {
		return this.outputPanel.locator(`[data-test-id="tab-${output}"]`);
	}

	/** Opens the nodes panel and types; whatever is selected on the canvas is what a node is put after. */
	async searchNodes(words: string): Promise<void> {
		await this.get('node-creator-plus-button').click();
		await this.get('node-creator-search-bar').fill(words);
	}

	/** A node that the nodes panel found. */
	foundNode(name: string): Locator {
		return this.get('node-creator-item-name').getByText(name, { exact: true });
	}

	/** What the nodes panel found: the names of nodes, or of the actions of the node that is open in it. None where it found nothing. */
	async foundNames(): Promise<string[]> {
		const nothing = this.get('node-creator-no-results');
		await this.get('node-creator-item-name').or(nothing).first().waitFor();
		return await this.get('node-creator-item-name').allInnerTexts();
	}

	/** Where a parameter of the open node is typed into. */
	parameter(name: string): Locator {
		return this.get(`parameter-input-${name}`)
			.locator('input:not([readonly]), textarea, .cm-content')
			.first();
	}

	/** What makes a parameter of the open node a fixed value, or an expression. */
	parameterMode(name: string, mode: 'fixed' | 'expression'): Locator {
		const options = this.get(`${name}-parameter-input-options-container`);
		return options.locator(`[data-test-id="radio-button-${mode}"]`);
	}

	/** What leads to the form of a credential that the open node does not have yet. */
	get newCredential(): Locator {
		return this.get('node-credentials-empty-state').getByRole('button');
	}

	get credentialForm(): Locator {
		return this.get('editCredential-modal');
	}

	credentialField(name: string): Locator {
		return this.credentialForm.locator(`[data-test-id="parameter-input-${name}"] input`);
	}

	credentialSwitch(name: string): Locator {
		return this.credentialForm.locator(`[data-test-id="parameter-input-${name}"]`);
	}

	/** The last "Add option" of the open node. */
	get addOption(): Locator {
		return this.get('collection-parameter-add').last();
	}

	/** Something to choose from the list that is open. */
	menuItem(name: string): Locator {
		return this.page.getByText(name, { exact: true }).last();
	}

	/** Opens what the test of the open credential said; to be called once it has failed. */
	async openTestDetails(): Promise<void> {
		await this.credentialForm.getByText('More details').click();
	}

	/** Saves the open credential, and waits until n8n has tested it. */
	async saveCredential(): Promise<void> {
		const answer = this.page.waitForResponse((response) =>
			response.url().endsWith('/rest/credentials/test'),
		);
		await Promise.all([answer, this.get('credential-save-button').click()]);
	}
}
