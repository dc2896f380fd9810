import axios from 'axios';

import type { Simulator } from '../simulator';

/** A request as the demo follows it. */
export interface Job {
	requestId: string;
	/** What it is called on the screen. */
	title: string;
}

/** What Bria answers to a submission. */
interface Submitted {
	request_id: string;
	status_url: string;
}

const IMAGE = '/image/generate';
const VIDEO = '/video/edit/increase_resolution';
const STRUCTURED_PROMPT = '/structured_prompt/generate';

/** What is submitted: the words in brackets tell the simulator how a job ends, and when. */
const SUBMISSIONS: ReadonlyArray<[endpoint: string, title: string, steering: string]> = [
	[IMAGE, 'image of a red fox in snow', '[1s]'],
	[IMAGE, 'image of a lighthouse at dusk', '[2s]'],
	[IMAGE, 'image of a bowl of lemons', '[2s]'],
	[STRUCTURED_PROMPT, 'prompt for a paper boat', '[2s]'],
	[IMAGE, 'image of a forbidden logo', '[error] [3s]'],
	[IMAGE, 'image of a city at night', '[4s]'],
	[STRUCTURED_PROMPT, 'prompt for a desk in the sun', '[4s]'],
	[IMAGE, 'image of a broken machine', '[unknown] [5s]'],
	[VIDEO, 'video of waves', '[6s]'],
	[VIDEO, 'video of a lost file', '[error] [7s]'],
	[VIDEO, 'video of a train', '[8s]'],
	[VIDEO, 'video of three hours of rain', '[never]'],
];

/** Submits a dozen jobs of all kinds, as an HTTP Request node would. */
export async function submitJobs(bria: Simulator): Promise<Job[]> {
	const headers = { api_token: bria.token };
	const client = axios.create({ baseURL: bria.baseUrl, headers, proxy: false });
	return await Promise.all(
		SUBMISSIONS.map(async ([endpoint, title, steering]) => {
			const prompt = `${title} ${steering}`;
			const video =
				endpoint === VIDEO ? `https://example.com/${encodeURIComponent(prompt)}.mp4` : undefined;
			const { data } = await client.post<Submitted>(endpoint, { prompt, video });
			return { requestId: data.request_id, title };
		}),
	);
}
