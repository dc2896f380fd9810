import { isPrivateAddress } from '../../nodes/BriaStatus/privateAddress';

describe('A private address', () => {
	it.each([
		'http://localhost/',
		'http://LOCALHOST:8080/',
		'http://localhost./',
		'http://files.localhost/',
		'http://127.0.0.1/',
		'http://127.9.9.9/',
		'http://2130706433/',
		'http://0x7f.1/',
		'http://0.0.0.0/',
		'http://10.1.2.3/',
		'http://172.16.0.1/',
		'http://172.31.255.255/',
		'http://192.168.1.1/',
		'http://169.254.169.254/latest/meta-data',
		'http://100.64.0.1/',
		'http://[::1]/',
		'http://[::]/',
		'http://[::ffff:127.0.0.1]/',
		'http://[fd00::1]/',
		'http://[fe80::1]/',
	])('is %s', (url) => expect(isPrivateAddress(url)).toBe(true));

	it.each([
		'https://bria-datasets.s3.us-east-1.amazonaws.com/a.png',
		'https://8.8.8.8/',
		'https://172.32.0.1/',
		'https://100.128.0.1/',
		'https://11.0.0.1/',
		'https://[2606:4700::1111]/',
		'https://10.example.com/',
		'https://fd00.example.com/',
		'https://localhost.example.com/',
	])('is not %s', (url) => expect(isPrivateAddress(url)).toBe(false));
});
