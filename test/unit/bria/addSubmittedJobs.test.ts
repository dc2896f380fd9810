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
	it('names every job that was accepted', () => {
		const { description } = told(ids(3).map(accepted));

		expect(description).toMatch(/^So\. .*3 jobs.*request-0, request-1, request-2\./);
	});

	it('stays readable after hundreds of jobs, and loses none of them', () => {
		const { description, messages, context } = told(ids(500).map(accepted));

		expect(description).toContain('500 jobs');
		expect(description?.length).toBeLessThan(2_000);
		expect(messages.join()).toContain(ids(500).join(', '));
		expect(context.requestIds).toEqual(ids(500));
	});

	it('names the items whose jobs may have been accepted', () => {
		const failure = { code: 500, message: '', details: '' };

		const { description } = told([accepted('a'), { state: 'unknown', failure }]);

		expect(description).toContain('item 1');
	});

	it('says nothing more where nothing was submitted', () => {
		expect(told([]).description).toBe('So.');
	});
});
