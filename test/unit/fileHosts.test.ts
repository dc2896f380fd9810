import { FileHosts } from '../../nodes/files/fileHosts';

const A = 'https://a.example/1.png';

it('A host that was given up is asked again as soon as a file arrives from there', () => {
	let now = 0;
	const hosts = new FileHosts({ now: () => now, sleep: async () => undefined });

	now = 120_000;
	hosts.failed(A, 0);
	expect(hosts.isGivenUp(A)).toBe(true);

	hosts.succeeded('https://a.example/large.mp4');
	expect(hosts.isGivenUp(A)).toBe(false);
});
