import { generate } from 'selfsigned';

/** A certificate that nobody vouches for, and its key, both as PEM. */
export interface Certificate {
	cert: string;
	key: string;
}

/** Makes a self-signed certificate for 127.0.0.1 and localhost, good from now on. */
export async function selfSignedCertificate(): Promise<Certificate> {
	const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		keyType: 'ec',
		extensions: [
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 7, ip: '127.0.0.1' },
					{ type: 2, value: 'localhost' },
				],
			},
		],
	});
	return { cert, key };
}
