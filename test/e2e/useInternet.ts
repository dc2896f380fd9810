import { Internet } from '../standIns/internet';

interface InternetOfThisRun {
	environment: Record<string, string>;
	controlUrl: string;
}

/** How programs get to the internet that is played for this run: see `InternetProxy`. */
export function internetOfThisRun(): InternetOfThisRun {
	return JSON.parse(process.env.INTERNET ?? '{}');
}

/** The internet as the n8n of this run sees it. Stand-ins that are added end with the test file. */
export function useInternet(): Internet {
	const internet = new Internet(internetOfThisRun().controlUrl);
	afterAll(() => internet.close());
	return internet;
}
