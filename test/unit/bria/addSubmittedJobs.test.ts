import type { INode } from 'n8n-workflow';

import { operationError } from '../../../nodes/api/nodeError';
import type { Remembered } from '../../../nodes/Bria/retryMemory';
import { addSubmittedJobs } from '../../../nodes/Bria/addSubmittedJobs';

const accepted = (request_id: string): Remembered => ({ state: 'accepted', body: { request_id } });
const ids = (count: number) => Array.from({ length: count }, (_, i) => `request-${i}`);

function told(jobs: Remembered[]) {
	const error = operationError({ name: 'Bria' } as INode, 'It ended', { description: 'So.' });
	return addSubmittedJobs(error, new Map(jobs.entries()));
}

describe('The error that ends a run', () => {
	it('names every job that was accepted, with its item', () => {
		const { description } = told(ids(3).map(accepted));

		expect(description).toMatch(/^So\. .*3 jobs/);
		expect(description).toContain('request-0 (item 0), request-1 (item 1), request-2 (item 2).');
	});

	it('says that these items cost twice where the workflow is executed again as it is', () => {
		expect(told([accepted('a')]).description).toContain('billed a second time');
	});

	it('names the item of a job whose answer has no request ID, but its result', () => {
		const withResult: Remembered = { state: 'accepted', body: { result: {} } };

		const { description, context } = told([withResult, accepted('a')]);

		expect(description).toContain('2 jobs of this run before: one without a request ID (item 0)');
		expect(context.requestIds).toEqual(['a']);
	});

	it('shows what a request ID says, and places no link', () => {
		expect(told([accepted('<a href="//a.test">')]).description).not.toContain('<a');
	});

	it('stays readable after hundreds of jobs, and loses none of them', () => {
		const { description, messages, context } = told(ids(500).map(accepted));

		expect(description).toContain('500 jobs');
		expect(description?.length).toBeLessThan(2_000);
		for (const id of ids(500)) expect(messages.join()).toContain(`${id} (item`);
		expect(context.requestIds).toEqual(ids(500));
	});

	it('names the items whose jobs may have been accepted, and the request ID that an answer had', () => {
		const failure = { code: 500, message: '', details: '' };
		const unclear: Remembered[] = [
			{ state: 'unknown', failure },
			{ state: 'unknown', failure: { ...failure, request_id: 'b' } },
		];

		const { description } = told([accepted('a'), ...unclear]);

		expect(description).toContain(
			'may have accepted the job of item 1, item 2 (perhaps as b), too',
		);
	});

	it('says nothing more where nothing was submitted', () => {
		expect(told([]).description).toBe('So.');
	});
});
