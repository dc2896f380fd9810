import { readRetryAfter } from '../../nodes/api/retryAfter';

const NOW = Date.parse('2026-11-24T12:00:00Z');

describe('Retry-After', () => {
	it.each([
		['seconds', '7', 7_000],
		['no time at all', '0', 0],
		['a date', 'Tue, 24 Nov 2026 12:00:09 GMT', 9_000],
		['an hour, which no limit by the minute needs', '3600', 300_000],
		['an absurd date', 'Tue, 24 Nov 2099 12:00:00 GMT', 300_000],
	])('is honoured in %s', (_, header, ms) => {
		expect(readRetryAfter(header, NOW)).toBe(ms);
	});

	it.each([
		['absent', undefined],
		['empty', ''],
		['blank', '  '],
		['negative', '-5'],
		['a date that is over', 'Tue, 24 Nov 2026 11:00:00 GMT'],
		['a word', 'soon'],
		['infinite', '-Infinity'],
		['sent twice', ['1', '2']],
	])('is guessed where it is %s', (_, header) => {
		expect(readRetryAfter(header, NOW)).toBeUndefined();
	});
});
