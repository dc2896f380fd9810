import { faults } from '../simulator';
import { execute } from './briaStatus';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const bria = useSimulator();

/** A request whose status is told in these words. */
function answered(body: string): { request_id: string } {
	const request_id = bria().addJob();
	const headers = { 'Content-Type': 'application/json' };
	bria().fault(request_id, [faults.status(200, { body, headers })]);
	return { request_id };
}

describe('Field names that mean something to JavaScript', () => {
	const FIELDS = `"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "prototype": {}`;
	const PROMPT = JSON.stringify(`{"__proto__": {"polluted": 1}, "objects": []}`);
	const BODY = `{"status": "COMPLETED", ${FIELDS}, "result": {"seed": 7, "structured_prompt": ${PROMPT}, ${FIELDS}}}`;

	it.each([
		{},
		{ simplify: true },
		{ parseStructuredPrompt: true },
		{ simplify: true, parseStructuredPrompt: true, includeInputFields: true },
	])('change no prototype and lose no item (options: %j)', async (options) => {
		const items = [answered(BODY), { request_id: bria().addJob() }];

		const { outputs } = await execute(bria(), items, { parameters: { options } });

		expect(outputs.map(({ length }) => length)).toEqual([2, 0, 0, 0]);
		const json = outputs[COMPLETED]?.[0]?.json;
		expect(json).toMatchObject({ status: 'COMPLETED', request_id: items[0]?.request_id });
		expect(JSON.stringify(json)).toContain('"seed":7');
		expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
		expect(JSON.stringify(json)).not.toContain('"__proto__"');
	});

	it('are no trouble where they hold nothing', async () => {
		const items = [
			answered('{"status": "COMPLETED", "__proto__": null, "result": {"__proto__": null}}'),
		];

		const { outputs } = await execute(bria(), items);

		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	it.each(['__proto__', 'constructor'])('may be the field of a file: %s', async (field) => {
		const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }], {
			parameters: { downloadResult: true, binaryPropertyName: field },
		});

		expect(Object.keys(outputs[COMPLETED]?.[0]?.binary ?? {})).toEqual([field]);
	});
});

it('A structured prompt that is nested without end stays a text', async () => {
	const structured_prompt = '['.repeat(100_000) + ']'.repeat(100_000);
	const body = { status: 'COMPLETED', result: { structured_prompt } };

	const { outputs, hints } = await execute(bria(), [answered(JSON.stringify(body))], {
		parameters: { options: { parseStructuredPrompt: true } },
	});

	expect(outputs[COMPLETED]?.[0]?.json.result).toEqual({ structured_prompt });
	expect(hints).toHaveLength(1);
});

describe('An answer with an object where a word belongs is read for its own item, and the others leave as always:', () => {
	const ODD = '{"toString": 1, "valueOf": 1}';

	it.each([
		['COMPLETED', `"result": {"image_url": "", "status": ${ODD}}`],
		['COMPLETED', `"result": {"image_urls": {"small": "https://a", "large": [${ODD}]}}`],
		['COMPLETED', `"result": {"images": [${ODD}]}`],
		['COMPLETED', `"result": [{"status": "failed", "width": ${ODD}, "height": 1}]`],
		['ERROR', `"error": {"loc": ["body", ${ODD}], "msg": "x"}`],
		['ERROR', `"error": {"code": ${ODD}, "message": ${ODD}}`],
	])('%s, with %s', async (status, rest) => {
		const other = { request_id: bria().addJob() };

		const { outputs, error } = await execute(
			bria(),
			[answered(`{"status": "${status}", ${rest}}`), other],
			{
				parameters: { downloadResult: true, options: { simplify: true } },
				settings: { onError: 'continueRegularOutput' },
			},
		);

		expect(error).toBeUndefined();
		expect(outputs[COMPLETED]?.at(-1)?.json.request_id).toBe(other.request_id);
		expect(JSON.stringify(outputs)).not.toContain('Cannot convert');
	});
});
