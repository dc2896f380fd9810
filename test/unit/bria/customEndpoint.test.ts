import { customEndpoint } from '../../../nodes/Bria/customEndpoint';

const BASE_URL = 'https://engine.prod.bria-api.com/v2';

describe('An endpoint that is named by hand', () => {
	it.each([
		'ads/resize',
		'/ads/resize/',
		'v2/ads/resize',
		'/v2/ads/resize',
		' /v2/ads/resize ',
		'https://engine.prod.bria-api.com/v2/ads/resize',
		'https://engine.prod.bria-api.com/v2/ads/resize/',
		'engine.prod.bria-api.com/v2/ads/resize',
		'HTTPS://ENGINE.prod.bria-api.com/v2/ads/resize',
	])('is understood as "%s"', (text) => {
		expect(customEndpoint(text, BASE_URL)).toBe('ads/resize');
	});

	it('is understood with the Base URL of a proxy', () => {
		const proxy = 'https://proxy.example.com/bria/v2';
		expect(customEndpoint(`${proxy}/ads/resize`, proxy)).toBe('ads/resize');
		expect(customEndpoint('/v2/ads/resize', proxy)).toBe('ads/resize');
	});

	it.each([
		['is empty', ''],
		['is empty', '  '],
		['is empty', undefined],
		['is on another server', 'https://example.com/v2/ads/resize'],
		['is on another server', 'https://user@engine.prod.bria-api.com/v2/ads/resize'],
		['is on another server', 'http://engine.prod.bria-api.com/v2/ads/resize'],
		['is on another server', 'https://engine.prod.bria-api.com.example.com/v2/x'],
		['is on another server', 'example.com/v2/ads/resize'],
		['is a V1 endpoint', '/v1/background/remove'],
		['is a V1 endpoint', 'v1/background/remove'],
		['is a V1 endpoint', 'https://engine.prod.bria-api.com/v1/background/remove'],
		['has . or .. as a part', '../v1/x'],
		['has . or .. as a part', 'https://engine.prod.bria-api.com/v2/../v1/x'],
		['has . or .. as a part', 'ads\\..\\x'],
		["cannot be one of Bria's", 'ads//resize'],
		["cannot be one of Bria's", 'ads/%2e%2e/x'],
		["cannot be one of Bria's", 'ads\\resize'],
		["cannot be one of Bria's", '//example.com/x'],
		["cannot be one of Bria's", 'https://[example/v2/x'],
		["cannot be one of Bria's", '/v2'],
		["cannot be one of Bria's", 'ads resize'],
		['has a query', 'ads/resize?sync=true'],
		['has a query', 'ads/resize#top'],
	])('%s: "%s"', (message, text) => {
		expect(() => customEndpoint(text, BASE_URL)).toThrow(message);
	});
});
