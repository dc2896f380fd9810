import { hints } from '../../nodes/BriaStatus/hints';
import { itemResult } from './itemResult';

const withStatus = (status: string) => itemResult({ body: { status } });
const unfinished = withStatus('IN_PROGRESS');

describe('A hint', () => {
	it('says how many requests are in progress, and how to go on waiting', () => {
		expect(hints([unfinished, withStatus('COMPLETED'), unfinished], 'wait')).toEqual([
			{
				message:
					"2 requests still in progress. Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node.",
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});

	it('says how to ask again, where nobody waits', () => {
		expect(hints([unfinished], 'get').map(({ message }) => message)).toEqual([
			'1 request still in progress. To ask again later, connect In Progress to a Wait node and back to this node.',
		]);
	});

	it('counts what has no answer as in progress', () => {
		expect(hints([itemResult()], 'wait')).toHaveLength(1);
	});

	it('is not shown for what ended, nor for a failed call', () => {
		const failure = { code: 404, message: '', details: '' };
		const ended = ['COMPLETED', 'ERROR', 'UNKNOWN'].map(withStatus);

		expect(hints([...ended, itemResult({ failure })], 'wait')).toEqual([]);
	});
});
